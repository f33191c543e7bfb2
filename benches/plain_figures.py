#!/usr/bin/env python3
"""How well the stage furniture tells content from furniture in plain text. Standard library only.

    cargo build --release
    benches/plain_figures.py target/release/jiaokan LINES.json [--kinds]

LINES.json is a list of {"id", "lines": [[text, true for content | false for furniture | null], ...]}. Each page is cleaned with this stage alone
and compared line by line; characters count. Held-out pages are those whose name's MD5 is divisible by three: the weights were fitted on the others.
With --kinds the wrong lines are printed, and counted by what they look like.
"""
import collections, hashlib, json, os, re, subprocess, sys


def cleaned(binary, texts):
    asked = ''.join(json.dumps({'id': str(i), 'text': text}, ensure_ascii=False) + '\n' for i, text in enumerate(texts))
    answer = subprocess.run([binary, 'clean', '--jsonl', '-', '--only', 'furniture'], input=asked.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line).get('text') or '' for line in answer.stdout.decode().splitlines()]


def kept(lines, text):
    """For each line whether it is still there, whole or cut; lines keep their order."""
    left, at, marks = [line.strip() for line in text.split('\n') if line.strip()], 0, []
    for line in lines:
        here = line.strip()
        bare = here.removeprefix('[编辑]').removesuffix('[编辑]').strip()  # without the button of a wiki's heading
        found = at < len(left) and bool(here) and (left[at] in (here, bare) or len(left[at]) > 4 and (here.startswith(left[at]) or here.endswith(left[at])))
        marks.append(found)
        at += found
    return marks


def kind(line):
    if re.search(r'责任编辑|编辑|记者|来源|作者|摄', line):
        return 'credit'
    if re.search(r'\d{4}\s*[-年/.]\s*\d{1,2}', line) and len(line) <= 40:
        return 'date'
    if len(line) <= 20:
        return 'short'
    return 'prose' if re.search(r'[。！？；]', line) else 'long without a full stop'


def figures(name, pages):
    hit = said = true = short = short_kept = 0
    each = []
    for rows in pages:
        h = sum(n for n, label, k, _ in rows if label and k)
        s = sum(n for n, label, k, _ in rows if k)
        t = sum(n for n, label, k, _ in rows if label)
        each.append(2 * h / (s + t) if s + t else 1.0)
        hit, said, true = hit + h, said + s, true + t
        few = [k for n, label, k, _ in rows if label and n <= 20]
        short, short_kept = short + len(few), short_kept + sum(few)
    print(f'{name:12} pages {len(pages):4} P {hit / max(1, said):.3f} R {hit / max(1, true):.3f} F1 {2 * hit / max(1, said + true):.3f} '
          f'mean F1 of pages {sum(each) / max(1, len(each)):.3f} short content lines kept {short_kept / max(1, short):.3f} of {short}')


def main():
    arguments = [a for a in sys.argv[1:] if a != '--kinds']
    if len(arguments) != 2:
        sys.exit(__doc__)
    pages = json.load(open(arguments[1], encoding='utf-8'))
    lines = [[(text.replace('\n', ' '), label) for text, label in page['lines']] for page in pages]
    answers = cleaned(os.path.abspath(arguments[0]), ['\n'.join(text for text, _ in page) for page in lines])
    rows = []
    for page, answer in zip(lines, answers):
        marks = kept([text for text, _ in page], answer)
        rows.append([(len(text.strip()), label, mark, text.strip()) for (text, label), mark in zip(page, marks) if text.strip() and label is not None])
    held = [int(hashlib.md5(page['id'].encode()).hexdigest(), 16) % 3 == 0 for page in pages]
    figures('held out', [r for r, h in zip(rows, held) if h])
    figures('the others', [r for r, h in zip(rows, held) if not h])
    figures('all', rows)
    if '--kinds' in sys.argv:
        wrong = collections.Counter()
        for page, page_rows, h in zip(pages, rows, held):
            for n, label, mark, text in page_rows:
                if bool(label) != mark:
                    what = ('lost ' if label else 'left ') + kind(text)
                    wrong[what] += n
                    print(f'{"held" if h else "    "} {page["id"]:24} {what:30} {text[:70]}')
        for what, n in wrong.most_common():
            print(f'{what:32} {n} characters')


if __name__ == '__main__':
    main()
