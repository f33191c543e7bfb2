#!/usr/bin/env python3
"""jiaokan beside trafilatura, HTML to clean text, one core each, in one run.

    pip install trafilatura lxml_html_clean
    benches/beside_trafilatura.py target/release/jiaokan FOLDER [COPIES]

FOLDER holds pages of HTML (*.html). jiaokan is timed on COPIES (20) copies of all of them with `clean -j 1`: reading, decoding, every stage,
writing text, apparatus and manifest; its start is in the time. trafilatura is timed on the pages once, bytes to text, in its defaults and in its precision mode, and is given
the bytes as they are; its start is not in the time. Prints megabytes a second.
"""
import glob, logging, os, subprocess, sys, tempfile, time


def main():
    binary, folder = sys.argv[1:3]
    copies = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    pages = [open(path, 'rb').read() for path in sorted(glob.glob(os.path.join(folder, '*.html')))]
    size = sum(map(len, pages)) / 1e6
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(f'{work}/pages')
        for copy in range(copies):
            for i, page in enumerate(pages):
                open(f'{work}/pages/{copy:03}-{i:04}.html', 'wb').write(page)
        speeds = {}
        for name, extra in (('all stages', []), ('stage markup alone', ['--only', 'markup'])):
            before = time.perf_counter()
            subprocess.run([binary, 'clean', f'{work}/pages', '-o', f'{work}/{name}', '-j', '1', '-q', '--fresh', *extra], check=False, stderr=subprocess.DEVNULL)
            speeds[name] = copies * size / (time.perf_counter() - before)
            print(f'jiaokan, {name}: {len(pages)} pages, {copies} times {size:.1f} MB, {speeds[name]:.1f} MB/s')
    logging.disable(logging.CRITICAL)
    import trafilatura
    for name, options in (('defaults', {}), ('precision', {'favor_precision': True})):
        trafilatura.extract(pages[0], **options)
        before = time.perf_counter()
        for page in pages:
            trafilatura.extract(page, **options)
        speed = size / (time.perf_counter() - before)
        times = ', '.join(f'{jiaokan / speed:.1f} times as fast ({stages})' for stages, jiaokan in speeds.items())
        print(f'trafilatura {trafilatura.__version__}, {name}: {speed:.1f} MB/s; jiaokan is {times}')


if __name__ == '__main__':
    main()
