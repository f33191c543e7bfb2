#!/usr/bin/env python3
"""How much comes back of Chinese that went through a code page of one byte.

    code_pages.py BIN FOLDER [--apart] [-v]

Sentences of 20 to 60 hanzi out of the texts of FOLDER go as GBK and as UTF-8 through 26 code pages that keep all bytes, once and twice. Counts
the lines that come back exactly, that hold a hanzi the sentence does not (wrong), and that stay as they are. By a checksum half of the sentences
is for development; --apart takes the other half, which is only counted.
"""
import glob, json, os, re, subprocess, sys, tempfile, zlib
from collections import Counter

PAGES = """latin_1 cp437 cp775 cp850 cp852 cp855 cp858 cp860 cp861 cp863 cp865 cp866 iso8859_2 iso8859_4 iso8859_5 iso8859_9 iso8859_10 iso8859_13
iso8859_14 iso8859_15 iso8859_16 koi8_r mac_roman mac_cyrillic mac_latin2 mac_turkish""".split()
PER_PAGE = 11


def sentences(folder, apart):
    found = set()
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        for sentence in re.findall(r"[^\n。]+。", open(path, encoding="utf8").read()):
            if 20 <= len(re.findall("[\u4e00-\u9fff]", sentence)) <= 60 and len(sentence) < 75 and (zlib.crc32(sentence.encode()) & 1) == apart:
                found.add(sentence.strip())
    return sorted(found)


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("-")]
    if len(args) != 2:
        sys.exit(__doc__)
    good = sentences(args[1], "--apart" in sys.argv)
    lines, at = [], 0
    for right in ("gbk", "utf8"):
        for page in PAGES:
            for times in (1, 2):
                for _ in range(PER_PAGE):
                    sentence = good[at % len(good)]
                    at += 1
                    bad = sentence.encode(right).decode(page)
                    lines.append((right, page, times, sentence, bad if times == 1 else bad.encode("utf8").decode(page)))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as f:
        for i, line in enumerate(lines):
            f.write(json.dumps({"id": str(i), "text": line[4]}) + "\n")
    run = subprocess.run([args[0], "clean", "--jsonl", f.name, "--only", "decode", "--only", "mojibake"], capture_output=True)
    os.unlink(f.name)
    got = {int(o["id"]): (o.get("text") or "").rstrip("\n") for o in map(json.loads, run.stdout.decode("utf8").splitlines())}
    total = Counter()
    for i, (right, page, times, sentence, bad) in enumerate(lines):
        text = got.get(i, "")
        wrong = set(re.findall("[\u3400-\u9fff]", text)) - set(sentence) - set(bad)
        kind = "exact" if text == sentence else "wrong" if wrong else "left" if text == bad else "other"
        total[kind] += 1
        if "-v" in sys.argv and kind != "exact":
            print(f"{kind}: {right} {page} {times}: {sentence}\n   {text!r}")
    print(f"{len(lines)} lines:", ", ".join(f"{kind} {total[kind]}" for kind in ("exact", "wrong", "left", "other")))


if __name__ == "__main__":
    main()
