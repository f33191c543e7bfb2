//! Telling Japanese from mojibake with kana in it.
//!
//! Big5 read as GBK has kana for every hanzi of the row A4, GBK read as Big5 has some too: they stand by chance. In Japanese most kana stand beside
//! kana, and the pairs are those of endings, particles and loan words.

/// Pairs that make up much of the kana of any Japanese text: endings, particles, demonstratives; and of loan words. Written down from grammar.
const PAIRS: &str = "ます です した して する ない ある いる から まで こと もの ため よう とき ところ この その あの どの これ それ ここ そこ \
    った って たい くだ ださ さい られ れる せる いた いて では には とは のは のが のを ので んで んだ だっ なっ なる なり たり たら れば えば \
    なら けれ れど しか かし また まだ もう よく いよ とて ても でも でき きる きま みま せん しま まし おり あり あっ いう いっ しい かっ くな \
    うに うな ども たち さん ちゃ じゃ しょ しゅ きょ りょ ろう だろ でし らい ばか ほど だけ まま など とい いこ がら くて れた れて わか \
    ント ール ーム ース ート ーン ラン リン ッド ック ット ップ ッセ ショ ョン ジョ テム スト ステ イン イル ライ コン コマ マン ンド サー ータ \
    ータ デー キー ファ フォ フィ ィル ウィ ェク ァイ エデ ディ ユー ーザ カー ソー ード グラ プロ ログ ラム バー ーバ ージ ペー メッ モー ブル";

/// Letters of kana and the length mark between them.
fn is_kana(c: char) -> bool {
    crate::chars::is_kana(c) || c == 'ー'
}

/// Whether the kana of a run stand side by side as Japanese has them: a third of their pairs are common ones.
pub(super) fn is_japanese(text: &str) -> bool {
    let (mut pairs, mut common) = (0usize, 0usize);
    let mut before = ' ';
    for c in text.chars() {
        if is_kana(before) && is_kana(c) {
            pairs += 1;
            let pair = String::from_iter([before, c]);
            common += usize::from(PAIRS.split_ascii_whitespace().any(|known| known == pair));
        }
        before = c;
    }
    common > 0 && common * 3 >= pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_loan_words_are_japanese() {
        for text in ["勢いよく窓を開けた", "設定ファイルを編集します", "サーバーの電源を入れる", "今日は雨だから傘を持っていく"]
        {
            assert!(is_japanese(text), "{text}");
        }
    }

    #[test]
    fn kana_by_chance_are_not() {
        for text in ["矗蔼玻珇借秖㎝狝叭非", "枑詢莉こ窐講睿督昢阨す﹝", "いゅ地跋"] {
            assert!(!is_japanese(text), "{text}");
        }
    }
}
