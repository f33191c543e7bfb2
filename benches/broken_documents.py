#!/usr/bin/env python3
"""Breaks clean documents and counts what a built binary makes of them: broken_documents.py BIN [--half dev|apart|all] [-v] FOLDER...

The folders hold clean texts, one block a line (bench/policy, corpus-clean, what `clean` made of pages of government sites). Each document is broken
at a width of 16 to 46 characters (with first lines indented, or the blanks lost), at its clauses, and in paragraphs cut anywhere; plain, with page
numbers of several forms, with form feeds, and with a running head besides. Counted are

  glued   lines that are a block by what they are (signature, date, addressee, heading, annex) and stand in a longer line now
  lost    those that are nowhere
  joins   precision, recall, F1 of the line breaks that were put in, by position among the letters
  number  page numbers and running heads that were put in: left as a line, inside a line

Which lines are what is read here, by tests of its own. Documents whose name hashes to an even number are for development (`dev`, the default), the
others are only counted (`apart`). Nothing of the documents is printed but with -v.
"""
import collections, difflib, hashlib, json, os, random, re, subprocess, sys

WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[^\W_]")
DATE = re.compile(r"(?:[12]\d{3}|[一二三四五六七八九〇○零]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日")
HEADING = re.compile(r"(?:第[一二三四五六七八九十百]+[章节编]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^。，；：！？]{2,30}")
CLOSING, OPENING = "，。；：！？、”’）》〉】〕", "“‘（《〈【〔"
NUMBERS = ["{}", "— {} —", "- {} -", "{} / {n}", "{}/{n}", "第{}页", "第 {} 页 共 {n} 页", "Page {} of {n}", "·{}·"]


def roles(lines):
    """What each line is, where that can be told without reading it: a dictionary of numbers of lines."""
    found = {}
    for i, line in enumerate(lines):
        if DATE.fullmatch(line.replace(" ", "")):
            found[i] = "date"
            j = i - 1
            while j >= 0 and len(lines[j]) <= 60 and re.fullmatch(r"[\u3400-\u9fff （）]+", lines[j]) and i - j <= 6 and i > len(lines) // 3:
                found[j] = "signature"
                j -= 1
        elif HEADING.fullmatch(line):
            found[i] = "heading"
        elif i < 12 and line.endswith("：") and re.match(r"各|国务院各|.{2,14}人民政府", line) and not re.search(r"[。；]", line):
            found[i] = "addressee"
        elif re.fullmatch(r"附件：?\d*", line):
            found[i] = "annex"
    return found


def cells(text):
    return sum(1 if c.isascii() else 2 for c in text)


def wrapped(block, width, indent):
    parts, part = [], ""
    room = 2 * width - indent
    for c in block:
        if cells(part) + cells(c) > room and c not in CLOSING and part:
            kept = part.rstrip(OPENING)
            if kept:
                parts.append(kept)
                part = part[len(kept):]
                room = 2 * width
        part += c
    return parts + [part]


def clauses(block, rng):
    parts = [""]
    for c in block:
        parts[-1] += c
        if c in "，；。" and rng.random() < 0.45:
            parts.append("")
    return [part for part in parts if part]


def cut(block, rng):
    if len(block) < 40 or rng.random() > 0.35:
        return [block]
    at = rng.randrange(3, len(block) - 3)
    return [block[:at], block[at:]]


def broken(lines, way, furniture, seed):
    """The document broken, as (text, furniture that was put in)."""
    rng = random.Random(seed)
    width, layout = rng.randrange(16, 47), rng.choice(["plain", "plain", "lost", "indented"])
    out, blocks = [], []
    some = rng.random() < 0.5
    for block in lines:
        if way == "width":
            parts = wrapped(block, width, 4 if layout != "plain" and out[3:] else 0)
        elif way == "clauses":
            parts = clauses(block, rng) if not some or rng.random() < 0.6 else [block]
        else:
            parts = cut(block, rng)
        for n, part in enumerate(parts):
            out.append(("　　" if n == 0 and layout == "indented" and way == "width" and out[3:] else "") + part)
    if furniture == "none":
        return "\n".join(out) + "\n", []
    page, form = rng.randrange(14, 30), rng.choice(NUMBERS)
    pages, put = [out[i:i + page] for i in range(0, len(out), page)], []
    text, head = "", lines[0].strip() if furniture == "heads" else None
    for n, lines_of_page in enumerate(pages, 1):
        number = form.format(n, n=len(pages))
        rows = ([head] if head and n > 1 else []) + lines_of_page + [number]
        put += [number] + ([head] if head and n > 1 else [])
        text += "\n".join(rows) + ("\n\f" if furniture == "feeds" and n < len(pages) else "\n")
    return text, put


def letters(text):
    flat, ends = [], set()
    for line in text.strip().split("\n"):
        flat += WORD.findall(line.lower())
        ends.add(len(flat))
    return "".join(flat), ends


def aligned(a, b):
    """Where each position of `b` lies in `a`; None where it does not."""
    place = [None] * (len(b) + 1)
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            place[j] = i
            i, j = i + 1, j + 1
            continue
        # Looks a little ahead for the nearest place from which both go on together.
        window = 400
        matcher = difflib.SequenceMatcher(None, a[i:i + window], b[j:j + window], autojunk=False)
        block = matcher.find_longest_match()
        if not block.size:
            break
        i, j = i + block.a, j + block.b
        # find_longest_match may skip shorter agreements before it; they count as not aligned.
    if i == len(a) and j == len(b):
        place[j] = i
    return place


def score(lines, found, text, put, got, count, told):
    truth, ends = letters("\n".join(lines))
    have, after = letters(got)
    bare = lambda line: "".join(WORD.findall(line.lower()))
    rows = [bare(row) for row in got.split("\n")]
    stand = set(rows)
    for i, role in found.items():
        line = bare(lines[i])
        count[role, "all"] += 1
        if line in stand:
            continue
        inside = [row for row in rows if line in row]
        count[role, "glued" if inside else "lost"] += 1
        told.append(f"{role} {'glued' if inside else 'lost'}: {lines[i]} in {min(inside, key=len)[:80] if inside else ''}")
    # The breaks that were put in, by position among the letters of the document.
    marks, flat, pool = set(), 0, collections.Counter(put)
    for row in text.replace("\f", "").split("\n"):
        row = row.strip()
        if pool[row] > 0 and (row != lines[0].strip() or flat > 0):
            pool[row] -= 1
            continue
        flat += len(WORD.findall(row.lower()))
        marks.add(flat)
    place = aligned(truth, have)
    kept = {place[j] for j in after if place[j] is not None}
    seen = {i for i in place if i is not None}
    soft, hard = (marks - ends) & seen, (marks & ends & seen) - {len(truth)}
    joined = (soft | hard) - kept
    count["joins", "soft"] += len(soft)
    count["joins", "said"] += len(joined)
    count["joins", "right"] += len(joined & soft)
    for number in set(put):
        key = "number"
        if not number or number == lines[0].strip():
            continue
        count[key, "all"] += put.count(number)
        left = [row for row in got.split("\n") if number in row and number not in lines]
        alone = sum(row.strip() == number for row in left)
        count[key, "line"] += alone
        if re.search(r"\D", number):
            inside = sum(row.strip() != number for row in left)
            count[key, "inside"] += inside
            if inside:
                told.append(f"number inside: {number}")


def main():
    args = sys.argv[1:]
    verbose = "-v" in args and not args.remove("-v")
    half = "dev"
    if "--half" in args:
        half = args.pop(args.index("--half") + 1)
        args.remove("--half")
    if len(args) < 2:
        sys.exit(__doc__)
    documents = []
    for folder in args[1:]:
        for base, _, names in sorted(os.walk(folder)):
            for name in sorted(name for name in names if name.endswith(".txt")):
                even = hashlib.sha256(name.encode()).digest()[0] % 2 == 0
                if half != "all" and even != (half == "dev"):
                    continue
                lines = [line.strip() for line in open(os.path.join(base, name), encoding="utf8") if line.strip()]
                # A document that is broken itself is no truth, and one without prose has no joins.
                torn = sum(line.endswith(("，", "、")) or "。" in line and bool(re.search(r"[\u3400-\u9fff]$", line)) for line in lines)
                if len(lines) >= 5 and torn == 0 and sum(len(line) > 60 for line in lines) >= 3:
                    documents.append((name, lines, roles(lines)))
    total = collections.Counter()
    print(f"{len(documents)} documents, {sum(map(len, (found for *_, found in documents)))} lines with a part of their own")
    for way in ("width", "clauses", "cut"):
        for furniture in ("none", "numbers", "feeds", "heads"):
            jobs = [(lines, found, *broken(lines, way, furniture, f"{name} {way} {furniture}")) for name, lines, found in documents]
            records = "".join(json.dumps({"id": str(i), "text": job[2]}, ensure_ascii=False) + "\n" for i, job in enumerate(jobs))
            out = subprocess.run([args[0], "clean", "--jsonl", "-"], input=records.encode(), stdout=subprocess.PIPE, check=False).stdout.decode()
            count, told = collections.Counter(), []
            for (lines, found, text, put), answer in zip(jobs, out.splitlines()):
                score(lines, found, text, put, json.loads(answer).get("text") or "", count, told)
            total += count
            report(f"{way} {furniture}", count)
            for line in told if verbose else []:
                print("   ", line)
    report("all", total)


def report(what, count):
    soft, said, right = (count["joins", key] for key in ("soft", "said", "right"))
    p, r = right / said if said else 1.0, right / soft if soft else 1.0
    kinds = ("signature", "date", "addressee", "heading", "annex")
    glued = "  ".join(f"{kind} {count[kind, 'glued']}+{count[kind, 'lost']}/{count[kind, 'all']}" for kind in kinds if count[kind, "all"])
    number = f"  number line {count['number', 'line']} inside {count['number', 'inside']} of {count['number', 'all']}" if count["number", "all"] else ""
    print(f"{what:16} joins P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r) if p + r else 0:.3f}  glued+lost {glued}{number}")


if __name__ == "__main__":
    main()
