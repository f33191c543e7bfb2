#!/usr/bin/env python3
"""Documents with a known truth, rendered, read out of the PDF and cleaned: rendered.py BIN [--documents N] [--keep DIR] [-v]

Documents are made up here, from words of this file: title, headings, paragraphs, list items, tables, notes. A browser (chromium, headless) prints each in a layout of
its own (paper, size of type, one or two columns, indentation, running head, form of the page numbers). The text is taken out by pdftotext, pdftotext -layout, and,
where they are installed, PyMuPDF and pdfplumber, and cleaned by the binary. Counted are

  breaks  precision, recall, F1 of the ends and the beginnings of lines, each told by the ten letters beside it
  cells   of the neighbouring cells of tables: apart, glued, nowhere
  heads   running heads and page numbers of all pages that are gone

Nothing of it is random from run to run. -v shows the worst: lines that begin or end where none should, cells that were glued, heads that were left.
"""
import argparse, collections, logging, os, random, re, shutil, subprocess, sys, tempfile

SUBJECTS = "各级财政部门 县级以上人民政府 供水单位 项目承担单位 有关行业协会 主管部门 工程建设单位 区域管理机构 公共机构 村民委员会".split()
ADVERBS = "应当 可以 及时 定期 按照规定 根据实际情况 在职责范围内 会同有关单位".split()
VERBS = "制定 公布 完善 检查 评估 调整 落实 推进 统计 报送".split()
OBJECTS = "用水计划 管网改造方案 年度工作总结 资金使用情况 安全生产责任制度 设备更新目录 人员培训安排 信息公开指南 应急处置预案 工程验收标准".split()
TAILS = "并接受社会监督 所需经费列入本级预算 有效期为三年 不得增加群众负担 并于每年十二月底前汇总 具体办法另行规定 逾期不予受理".split()
TOPICS = "节水管理 资金管理 监督检查 组织领导 保障措施 工程建设 统计评价 人才培养 信息公开 附属设施".split()
PLACES = "东湖区 西山县 南河市 北岭县 中原区 临江市".split()
HAN = "一二三四五六七八九十"


def sentence(rng):
    parts = [rng.choice(SUBJECTS) + rng.choice(ADVERBS) + rng.choice(VERBS) + rng.choice(OBJECTS)]
    for _ in range(rng.randint(0, 2)):
        parts.append(rng.choice([rng.choice(TAILS), rng.choice(VERBS) + rng.choice(OBJECTS) + f"{rng.randint(2, 980)}项",
                                 f"比上年增长{rng.randint(1, 40)}.{rng.randint(0, 9)}%", f"总额达到{rng.randint(1, 90)}.{rng.randint(10, 99)}亿元"]))
    return "，".join(parts) + "。"


def amount(rng):
    return f"{rng.randint(1, 999)},{rng.randint(0, 999):03}.{rng.randint(0, 99):02}"


def document(number):
    """A title and blocks: (kind, text), or ("table", rows)."""
    rng = random.Random(number)
    place, topic = rng.choice(PLACES), rng.choice(TOPICS)
    title = f"{place}{2010 + rng.randint(0, 14)}年{topic}工作报告"
    blocks = [("h1", title)]
    for part in range(rng.randint(4, 7)):
        blocks.append(("h2", f"{HAN[part]}、{rng.choice(TOPICS)}"))
        for _ in range(rng.randint(2, 5)):
            kind = rng.random()
            if kind < .62:
                blocks.append(("p", "".join(sentence(rng) for _ in range(rng.randint(1, 6)))))
            elif kind < .8:
                for item in range(rng.randint(2, 5)):
                    blocks.append(("li", f"（{HAN[item]}）{sentence(rng)}"))
            elif kind < .93:
                rows = [["项目", "本年数", "上年数"]] + [[rng.choice(OBJECTS), amount(rng), amount(rng)] for _ in range(rng.randint(3, 8))]
                blocks.append(("table", rows))
            else:
                blocks.append(("note", f"注：{sentence(rng)}"))
    return title, blocks


NUMBERS = ['counter(page)', '"- " counter(page) " -"', '"第 " counter(page) " 页 共 " counter(pages) " 页"', 'counter(page) " / " counter(pages)', '"— " counter(page) " —"']
PATTERNS = [r"\d{1,3}", r"- ?\d{1,3} ?-", r"第 ?\d{1,3} ?页 ?共 ?\d{1,3} ?页", r"\d{1,3} ?/ ?\d{1,3}", r"— ?\d{1,3} ?—"]


def page(number, title, blocks):
    """The page as HTML; its head, and the pattern of its page numbers."""
    rng = random.Random(1000 + number)
    form = number % len(NUMBERS)
    head = title if number % 3 else ""
    top = f'@top-center {{ content: "{head}"; font-size: 9pt; }}' if head else ""
    columns = "column-count: 2; column-gap: 9mm;" if number % 4 == 3 else ""
    css = f"""@page {{ size: {rng.choice(["A4", "B5", "A5"])}; margin: 22mm {rng.choice([18, 22, 26])}mm; {top} @bottom-center {{ content: {NUMBERS[form]}; font-size: 9pt; }} }}
    body {{ font: {rng.choice([10.5, 12, 14])}pt/1.6 "Noto Serif CJK SC", "Noto Sans CJK SC", serif; text-align: justify; }} main {{ {columns} }}
    p {{ text-indent: {rng.choice([0, 2])}em; margin: 0 0 {rng.choice([0, 4])}pt; }} h1 {{ font-size: 150%; text-align: center; }} h2 {{ font-size: 115%; }}
    .note {{ font-size: 80%; text-indent: 0; }} td {{ padding: 1pt 5pt; white-space: nowrap; }} td+td {{ text-align: right; }} table {{ margin: 4pt 0; }}"""
    out = []
    for kind, body in blocks:
        if kind == "table":
            out.append("<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body) + "</table>")
        elif kind in ("li", "note"):
            out.append(f'<p class="{kind}">{body}</p>')
        else:
            out.append(f"<{kind}>{body}</{kind}>")
    return f'<!doctype html><meta charset="utf-8"><style>{css}</style><main>{"".join(out)}</main>', head, PATTERNS[form]


def extractors():
    found = {"pdftotext": lambda pdf: run(["pdftotext", pdf, "-"]), "-layout": lambda pdf: run(["pdftotext", "-layout", pdf, "-"])}
    try:
        import pymupdf
        found["PyMuPDF"] = lambda pdf: "\f".join(page.get_text() for page in pymupdf.open(pdf))
    except ImportError:
        pass
    try:
        import pdfplumber
        logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

        def plumber(pdf):
            with pdfplumber.open(pdf) as document:
                return "\f".join(page.extract_text() or "" for page in document.pages)
        found["pdfplumber"] = plumber
    except ImportError:
        pass
    return found


def run(command, text=None):
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False).stdout


def letters(line):
    return re.sub(r"[\W_]", "", line)


def edges(lines):
    """Ends and beginnings of lines, by their letters."""
    found = collections.Counter()
    for line in lines:
        text = letters(line)
        if text:
            found["^" + text[:10]] += 1
            found[text[-10:] + "$"] += 1
    return found


def score(blocks, head, pattern, pages, text, total, worst):
    rows = [row for kind, body in blocks if kind == "table" for row in body]
    truth = edges([body for kind, body in blocks if kind != "table"])
    # Rows are judged by their cells; one that is a line or a cell a line is right.
    of_rows = edges([" ".join(row) for row in rows]) + edges([cell for row in rows for cell in row])
    kept, left = [], 0
    title_seen = False
    for line in text.splitlines():
        bare = line.strip()
        if head and bare == head and not title_seen:
            title_seen = True
            kept.append(line)
        elif head and bare == head or re.fullmatch(pattern, bare):
            left += 1
            worst["head"][bare] += 1
        else:
            if head and head in bare and bare != head:
                left += 1
                worst["head"][bare[:60]] += 1
            kept.append(line)
    got = edges(kept)
    right = truth & got
    wrong = got - truth - of_rows
    total["right"] += sum(right.values())
    total["truth"] += sum(truth.values())
    total["got"] += sum(right.values()) + sum(wrong.values())
    worst["break put in"].update(wrong)
    worst["break lost"].update(truth - got)
    total["heads"] += pages * (2 if head else 1) - (1 if head else 0)
    total["left"] += left
    for row in rows:
        for a, b in zip(row, row[1:]):
            total["cells"] += 1
            if re.search(re.escape(a) + r"\s+" + re.escape(b), text) or all(cell in text for cell in (a, b)) and a + b not in text:
                total["apart"] += 1
            else:
                worst["cells"][a + b if a + b in text else f"{a} … {b} nowhere"] += 1


def main():
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("binary")
    options.add_argument("--documents", type=int, default=24)
    options.add_argument("--keep")
    options.add_argument("-v", action="store_true")
    options = options.parse_args()
    browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if not browser or not shutil.which("pdftotext"):
        sys.exit("chromium and pdftotext are needed")
    folder = options.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    tools = extractors()
    totals, worsts = collections.defaultdict(collections.Counter), collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for number in range(options.documents):
        title, blocks = document(number)
        html, head, pattern = page(number, title, blocks)
        source, pdf = os.path.join(folder, f"{number}.html"), os.path.join(folder, f"{number}.pdf")
        with open(source, "w", encoding="utf-8") as file:
            file.write(html)
        if not os.path.exists(pdf):
            run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source])
        pages = int((re.search(r"Pages:\s+(\d+)", run(["pdfinfo", pdf])) or [0, 1])[1])
        for name, extract in tools.items():
            text = extract(pdf)
            if options.keep:
                with open(os.path.join(folder, f"{number}{name}.txt"), "w", encoding="utf-8") as file:
                    file.write(text)
            clean = run([options.binary, "clean", "-"], text)
            for key in (name, "all"):
                score(blocks, head, pattern, pages, clean, totals[key], worsts[key])
    print(f"{options.documents} documents\n{'':12} breaks P     R     F1   cells apart      heads gone")
    for name, total in totals.items():
        precision, recall = total["right"] / max(total["got"], 1), total["right"] / max(total["truth"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name:12} {precision:8.3f} {recall:.3f} {f1:.3f}   {total['apart']} of {total['cells']} ({total['apart'] / max(total['cells'], 1):.3f})"
              f"   {total['heads'] - total['left']} of {total['heads']} ({1 - total['left'] / max(total['heads'], 1):.3f})")
        if options.v:
            for kind, found in worsts[name].items():
                for what, times in found.most_common(8):
                    print(f"    {kind:12} {times:3} {what}")


if __name__ == "__main__":
    main()
