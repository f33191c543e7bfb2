#!/usr/bin/env python3
"""Makes files of labels for examples/train_blocks from blocks that were labelled by hand. Needs lxml, and opencc for `bench`.

    labels.py hand GOV_PY FOLDER...            labels of FOLDER/labels.json, as CLASS: "3-9,12" over the blocks of FOLDER/ID.html
    labels.py bench BENCH                      labels of the folders press, html, gov and web of the development data
    labels.py claims BENCH                     titles and dates of press, gov and web, for examples/train_claims

A line is a page: where it comes from, what a reader saw, and its runs: [class, letters, hash]. Letters are all letters and digits that the page shows, in
their order, so that labels outlive a change in how blocks are cut; the hash (FNV-1a, 32 bits) is of the six letters that a run begins with, by which it is
found again where one reader shows what another hides. Classes: title, body, heading, list, table, signature, annex (text), credit, caption, comment, other,
navigation (furniture); of the development data text, not, may."""
import json, os, re, subprocess, sys

INFORMATION = ('repo', 'path', 'blob', 'page', 'title', 'published', 'document_number')


def fnv(text):
    h = 0x811c9dc5
    for byte in text.encode('utf8', 'surrogatepass'):
        h = ((h ^ byte) * 0x01000193) & 0xffffffff
    return h


def runs(letters, classes):
    """Runs of one class, from the letters and the class of each block."""
    whole, out, at = ''.join(letters), [], 0
    for text, kind in zip(letters, classes):
        if text and out and out[-1][0] == kind:
            out[-1][1] += len(text)
        elif text:
            out.append([kind, len(text), at])
        at += len(text)
    return [[kind, count, fnv(whole[start:start + 6])] for kind, count, start in out]


def owner(site):
    """The site without its subdomain: pages of one owner are left out together."""
    parts = site.split(':')[0].split('.')
    if len(parts) < 2 or '/' in site:
        return site
    return '.'.join(parts[-3 if len(parts) > 2 and parts[-2] in ('gov', 'edu', 'com', 'org', 'net', 'ac') else -2:])


def write(rows):
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def hand(gov, folders):
    for folder in folders:
        name = os.path.basename(folder.rstrip('/'))
        for key, label in json.load(open(folder + '/labels.json')).items():
            page = f'{folder}/{key}.html'
            # A page that was cut out of another file, or unpacked, cannot be taken out of a snapshot again.
            if not os.path.exists(page) or label.get('note') or label.get('path', '').endswith('.xz'):
                continue
            blocks = gov.blocks(open(page, 'rb').read())
            kinds = {n: kind for kind, numbers in label['labels'].items() for n in gov.numbers(numbers)}
            row = dict(id=f'{name}-{key}', file=f'{name}-{key}.html', site=owner(label['site']), set=label.get('page') or 'page')
            row |= {field: label[field] for field in INFORMATION if label.get(field)}
            row['runs'] = runs([gov.flat(text) for text in blocks], [kinds.get(n, 'navigation') for n in range(len(blocks))])
            yield row


def bench(root):
    sys.path.insert(0, root)
    import blocks as sketch, gov
    for folder in ('press', 'html'):
        for page in json.load(open(f'{root}/{folder}/manifest.json')):
            key = page['id']
            raw, gold = open(f'{root}/{folder}/pages/{key}.raw.html', 'rb').read(), open(f'{root}/{folder}/pages/{key}.gold.txt', encoding='utf8').read()
            found, _ = sketch.blocks(raw)
            if found:
                text = sketch.labels(found, gold)
                site = page.get('url', key).split('//')[-1].split('/')[0]
                forum = key.startswith('magichtml-f')
                row = dict(id=key, file=f'{folder}/pages/{key}.raw.html', site=owner(site), set='first-post' if forum else folder)
                yield row | dict(runs=runs([block.flat for block in found], ['text' if is_text else 'not' for is_text in text]))
    for folder in ('gov', 'web'):
        for key, label in json.load(open(f'{root}/{folder}/labels.json')).items():
            if label['must']:
                blocks = gov.blocks(open(f'{root}/{folder}/{key}.html', 'rb').read())
                must, may = gov.numbers(label['must']), gov.numbers(label['may'])
                kinds = ['text' if n in must else 'may' if n in may else 'not' for n in range(len(blocks))]
                row = dict(id=key, file=f'{folder}/{key}.html', site=owner(label.get('site', key)), set=folder)
                yield row | dict(runs=runs([gov.flat(text) for text in blocks], kinds))


def claims(root):
    """Titles and dates of the development data, as its labels give them. References of press pages have no dates."""
    for folder in ('gov', 'web'):
        for key, label in json.load(open(f'{root}/{folder}/labels.json')).items():
            row = dict(id=key, file=f'{folder}/{key}.html', site=owner(label.get('site', key)))
            yield row | {field: label[field] for field in ('title', 'published') if label.get(field)}
    for page in json.load(open(f'{root}/press/manifest.json')):
        if page.get('title'):
            yield dict(id=page['id'], file=f"press/pages/{page['id']}.raw.html", site=owner(page['url']), title=page['title'])


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ['hand'] and len(arguments) > 2:
        sys.path.insert(0, os.path.dirname(os.path.abspath(arguments[1])))
        import gov
        write(hand(gov, arguments[2:]))
    elif arguments[:1] == ['bench'] and len(arguments) == 2:
        write(bench(os.path.abspath(arguments[1])))
    elif arguments[:1] == ['claims'] and len(arguments) == 2:
        write(claims(os.path.abspath(arguments[1])))
    else:
        sys.exit(__doc__)


if __name__ == '__main__':
    main()
