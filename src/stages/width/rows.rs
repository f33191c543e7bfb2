//! Rows of a table: lines that follow one another and are cut by blanks into the same number of cells.

use super::context::{is_blank, is_wide_letter};
use super::limits;

/// How a line is cut by its blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// How many runs of blanks stand inside the line; 0 for a line that is no row.
    gaps: usize,
    /// Whether Han stand on both sides of each: such blanks separate, and cannot be those that some writers put around Latin words.
    plain: bool,
    /// The same, but for colons of labels before some of them.
    labelled: bool,
    /// Whether single characters stand side by side, as in words that are spaced out: a row only among others, and with a number at its end.
    single: bool,
}

impl Cut {
    /// Looks at a line. One with the marks of sentences is no row.
    pub(super) fn of(line: &str) -> Cut {
        let none = Cut { gaps: 0, plain: false, labelled: false, single: false };
        if line.chars().nth(limits::ROW_CHARS).is_some() {
            return none;
        }
        let mut cells = line.split(is_blank).filter(|cell| !cell.is_empty());
        let Some(mut left) = cells.next() else { return none };
        let mut cut = Cut { gaps: 0, plain: true, labelled: true, single: false };
        let single = |cell: &str| cell.chars().all(is_wide_letter) && cell.chars().nth(1).is_none();
        if has_stop(left) {
            return none;
        }
        for right in cells {
            if has_stop(right) {
                return none;
            }
            cut.single |= single(left) && single(right);
            cut.gaps += 1;
            cut.plain &= left.ends_with(is_wide_letter) && right.starts_with(is_wide_letter);
            cut.labelled &= left.ends_with(|c| is_wide_letter(c) || matches!(c, ':' | '：')) && right.starts_with(is_wide_letter);
            left = right;
        }
        // 吉 林 北京市: a name that was spaced out; 泵 台 52383: cells.
        if cut.single && !left.ends_with(|c: char| c.is_ascii_digit()) { none } else { cut }
    }
}

/// Whether a cell has the marks of a sentence; a comma between digits is none.
fn has_stop(cell: &str) -> bool {
    let mut before = '\0';
    cell.chars().any(|c| {
        let ascii = matches!(c, ',' | ';' | '!' | '?') && is_wide_letter(before);
        before = c;
        ascii || matches!(c, '，' | '。' | '；' | '！' | '？')
    })
}

/// For each line, given by its number and its cut, whether it is a row: enough lines in a row have as many blanks, and in one of them, the head
/// of the table most often, these blanks stand between Han only. In a list such as 安装 Docker 环境 every line has its Latin word.
pub(super) fn find(lines: &[(usize, Cut)]) -> Vec<bool> {
    let mut rows = vec![false; lines.len()];
    let mut from = 0;
    for group in lines.chunk_by(|(number, cut), (next, other)| number + 1 == *next && cut.gaps == other.gaps) {
        let gaps = group.first().map_or(0, |(_, cut)| cut.gaps);
        let whole = || group.iter().map(|(_, cut)| cut).filter(|cut| !cut.single);
        let enough = if gaps >= 2 { group.len() >= limits::WIDE_ROWS } else { whole().count() >= limits::NARROW_ROWS };
        if gaps > 0 && enough && whole().any(|cut| cut.plain || gaps >= limits::LABELLED_GAPS && cut.labelled) {
            rows.iter_mut().skip(from).take(group.len()).for_each(|row| *row = true);
        }
        from += group.len();
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<bool> {
        find(&text.lines().enumerate().map(|(n, line)| (n, Cut::of(line))).collect::<Vec<_>>())
    }

    #[test]
    fn a_head_of_han_makes_rows_of_what_follows_it() {
        assert_eq!(rows("文件 维护方式\nv0.yaml 人工\nv1.yaml 生成\n以上为准"), [true, true, true, false]);
        assert_eq!(rows("安装 Docker 环境\n配置 Nginx 服务\n部署 MySQL 数据库"), [false; 3], "blanks around Latin words");
        assert_eq!(rows("项目 数值\n甲 1"), [false, false], "two lines are too few");
        assert_eq!(rows("项目 单位 数值\n甲 kg 1"), [true, true]);
        assert_eq!(rows("招标人: 某公司 代理: 某中心\n电话: 027 电话: 028"), [true, true], "labels and values");
        assert_eq!(rows("单位： 某公司\n地址： 某路\n联系人： 某人"), [false; 3], "a label a line");
        assert_eq!(rows("产品 单位 产量\n泵 台 52383\n合成纸 吨 70"), [true; 3], "single characters in cells");
        assert_eq!(rows("王 霞 北京市副市长\n李 明 某委员会主任\n赵大山 某局 局长"), [false; 3], "names");
        assert_eq!(rows("工 作 方 案\n实 施 意 见"), [false, false], "spaced out");
        assert_eq!(rows("会议 指出\n会议 强调，要落实\n会议 要求"), [false; 3], "sentences");
    }
}
