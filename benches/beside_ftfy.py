#!/usr/bin/env python3
"""jiaokan beside ftfy on clean text, one core each, in one run.

    pip install ftfy zstandard
    benches/beside_ftfy.py target/release/jiaokan ../shared/corpus [MEGABYTES [STAGE,...]]

Makes a folder of one-megabyte pages from the corpus (policy first, then statutes, news, press), cleans it with `jiaokan -j 1`, by all stages or
those named (`mojibake,lacuna` are what ftfy does; reading, decoding, hashing and writing are always in), and fixes the same bytes with ftfy (its
defaults, and with width folding off). ftfy is timed on a tenth of the pages and scaled. Prints megabytes a second and the largest memory of
jiaokan on a tenth of the pages and on all of them.
"""
import glob, os, resource, subprocess, sys, tempfile, time


def pages(corpus, megabytes):
    size, page, made = 0, [], []
    for name in ('policy', 'laws', 'news', 'press'):
        text = subprocess.run(['zstd', '-dc', os.path.join(corpus, f'{name}.txt.zst')], stdout=subprocess.PIPE, check=True).stdout
        for line in text.splitlines(keepends=True):
            page.append(line)
            size += len(line)
            if size >= 1_000_000:
                made.append(b''.join(page))
                size, page = 0, []
                if len(made) >= megabytes:
                    return made
    return made


def clean(binary, folder, out, stages):
    before = time.perf_counter()
    process = subprocess.Popen([binary, 'clean', folder, '-o', out, '-j', '1', '-q', '--fresh'] + (['--only', stages] if stages else []))
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f'jiaokan ended with status {status}')
    return time.perf_counter() - before, used.ru_maxrss / 1024


def main():
    binary, corpus = sys.argv[1:3]
    stages = sys.argv[4] if len(sys.argv) > 4 else None
    made = pages(corpus, int(sys.argv[3]) if len(sys.argv) > 3 else 100)
    total = sum(map(len, made)) / 1e6
    with tempfile.TemporaryDirectory() as work:
        for folder, part in (('few', made[: len(made) // 10]), ('all', made)):
            os.mkdir(f'{work}/{folder}')
            for i, page in enumerate(part):
                open(f'{work}/{folder}/{i:04}.txt', 'wb').write(page)
        _, few = clean(binary, f'{work}/few', f'{work}/out-few', stages)
        took, memory = clean(binary, f'{work}/all', f'{work}/out', stages)
        print(f'jiaokan, {stages or "all stages"}, one core: {total:.0f} MB in {took:.1f} s, {total / took:.1f} MB/s; memory {few:.0f} MB for a tenth of the pages, {memory:.0f} MB for all')
    import ftfy
    sample = [page.decode('utf-8') for page in made[:: 10]]
    size = sum(len(page.encode()) for page in sample) / 1e6
    for name, config in (('defaults', ftfy.TextFixerConfig()), ('width folding off', ftfy.TextFixerConfig(fix_character_width=False, uncurl_quotes=False))):
        before = time.perf_counter()
        for page in sample:
            ftfy.fix_text(page, config)
        speed = size / (time.perf_counter() - before)
        print(f'ftfy {ftfy.__version__}, {name}: {speed:.1f} MB/s; jiaokan is {total / took / speed:.1f} times as fast')


if __name__ == '__main__':
    main()
