#!/usr/bin/env python3
"""Takes the labelled pages out of snapshots of public repositories.

    fetch.py LABELS SNAPSHOTS OUT

LABELS: benches/pages/pages.jsonl. SNAPSHOTS: a folder with the git directory of each repository below it, in a folder named owner+name or owner/name
(a bare clone will do). Each page is written to OUT under its name, byte for byte, by the hash of its blob. Pages belong to their publishers: they are used for
training and never committed."""
import glob, json, os, subprocess, sys


def git_directory(root, repo):
    for name in (repo.replace('/', '+'), repo):
        found = [path for path in [f'{root}/{name}', *glob.glob(f'{root}/{name}/*'), *glob.glob(f'{root}/{name}/*/*'), *glob.glob(f'{root}/{name}/*/.git')] if os.path.exists(path + '/HEAD')]
        if found:
            return found[0]
    return None


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    labels, root, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    missing = 0
    for line in open(labels, encoding='utf8'):
        row = json.loads(line)
        directory = git_directory(root, row['repo'])
        blob = directory and subprocess.run(['git', '--git-dir', directory, 'cat-file', 'blob', row['blob']], capture_output=True)
        if blob and blob.returncode == 0:
            with open(f'{out}/{row["file"]}', 'wb') as page:
                page.write(blob.stdout)
        else:
            missing += 1
            print(f'{row["id"]}: {row["repo"]} {"has no such blob" if directory else "is no snapshot here"}', file=sys.stderr)
    print(f'{missing} pages are missing' if missing else 'all pages are there')


if __name__ == '__main__':
    main()
