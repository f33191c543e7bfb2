#!/usr/bin/env python3
"""How well `check_me` names the pages that lost text (needs lxml, as ../shared/bench/gov.py does).

    check_me.py BIN [-v]    from the root of the repository

A page lost text where a paragraph of its gold text (html, press) or a block that is labelled as text (gov, web), of 40 letters and more, is not in the clean
text by half of its runs of four characters although the page shows it. Traditional characters are compared as simplified ones."""
import collections, json, os, subprocess, sys, tempfile

BENCH = os.path.join('..', 'shared', 'bench')
sys.path.insert(0, BENCH)
import gov, score

SIMPLE = {ord(a[0]): a[1].split(' ')[0] for a in (l.rstrip().split('\t') for l in open('rules/script/TSCharacters.txt', encoding='utf8')) if len(a) > 1}


def flat(text): return ''.join(score.WORD.findall(text.lower())).translate(SIMPLE)


def grams(text): return [text[i:i + 4] for i in range(len(text) - 3)]


def share(wanted, there): return sum(x in there for x in wanted) / max(1, len(wanted))


def lost(paragraphs, raw, text):
    try: shown = set(grams(flat(''.join(gov.blocks(raw)))))
    except Exception: shown = set()
    kept = set(grams(flat(text)))
    # A page that lxml decodes wrongly says nothing about what it shows.
    readable = share([x for p in paragraphs for x in grams(flat(p))], shown) >= .4
    long = [grams(flat(p)) for p in paragraphs if len(flat(p)) >= 40]
    return sum(len(g) + 3 for g in long if share(g, kept) < .5 and (not readable or share(g, shown) >= .6))


def main():
    if len(sys.argv) < 2: sys.exit(__doc__)
    count = collections.Counter()
    for name in ('html', 'press', 'gov', 'web'):
        folder = os.path.join(BENCH, name, 'pages' if name in ('html', 'press') else '')
        labels = json.load(open(os.path.join(BENCH, name, 'labels.json'))) if name in ('gov', 'web') else None
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([sys.argv[1], 'clean', folder, '-o', out, '-q', '--fresh'], stderr=subprocess.DEVNULL)
            for record in map(json.loads, open(out + '/manifest.jsonl', encoding='utf8')):
                page = record['id']
                if not (page in labels if labels else page.endswith('.raw')): continue
                raw = open(os.path.join(folder, page + '.html'), 'rb').read()
                if labels:
                    blocks = gov.blocks(raw); wanted = [blocks[i] for i in sorted(gov.numbers(labels[page]['must']))]
                else: wanted = open(os.path.join(folder, page[:-4] + '.gold.txt'), encoding='utf8').read().split('\n')
                text = f'{out}/{page}.txt'
                letters = lost(wanted, raw, open(text, encoding='utf8').read() if os.path.exists(text) else '')
                named = record.get('check_me', [])
                count.update(['pages'] + ['named'] * bool(named) + ['lost'] * (letters > 0) + ['both'] * (letters > 0 and bool(named)))
                count.update(['much'] * (letters >= 200) + ['much and named'] * (letters >= 200 and bool(named)))
                if '-v' in sys.argv and (named or letters): print(name, page, named, 'lost', letters, record.get('largest_drop'))
    print(f"{count['pages']} pages, {count['named']} named, {count['lost']} lost a paragraph, {count['both']} of them named: precision {count['both'] / max(1, count['named']):.2f}, "
          f"recall {count['both'] / max(1, count['lost']):.2f}; {count['much']} lost 200 letters and more, {count['much and named']} of them named")


if __name__ == '__main__': main()
