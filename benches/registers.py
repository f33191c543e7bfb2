#!/usr/bin/env python3
"""Places changed in 10,000 characters of undamaged text, by register: registers.py BIN FOLDER

FOLDER has a folder for each register. Files that are no .md go in as .txt. The first figure counts every edit, the second leaves out
empty lines, indentation, line ends (L003, L004, L005, W030) and marks of markup (K).
"""
import collections
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

LAYOUT = {"L003", "L004", "L005", "W030"}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, folder = sys.argv[1:]
    for register in sorted(os.listdir(folder)):
        if not os.path.isdir(os.path.join(folder, register)):
            continue
        with tempfile.TemporaryDirectory() as work:
            os.mkdir(work + "/in")
            characters = 0
            for path in glob.glob(os.path.join(glob.escape(folder), register, "**", "*"), recursive=True):
                if os.path.isfile(path):
                    characters += len(open(path, encoding="utf8", errors="replace").read())
                    name = os.path.basename(path)
                    shutil.copy(path, f"{work}/in/{name if name.endswith('.md') else name + '.txt'}")
            subprocess.run([binary, "clean", work + "/in", "-o", work + "/out", "-q"], capture_output=True)
            rules = collections.Counter()
            for line in open(work + "/out/manifest.jsonl", encoding="utf8"):
                for stage in json.loads(line).get("edits", {}).values():
                    rules.update(stage)
        every = sum(rules.values())
        words = sum(count for rule, count in rules.items() if rule not in LAYOUT and rule[0] != "K")
        most = " ".join(f"{rule}:{count}" for rule, count in rules.most_common(8))
        print(f"{register:18} {characters:8} {1e4 * every / max(characters, 1):8.1f} {1e4 * words / max(characters, 1):8.1f}  {most}")


if __name__ == "__main__":
    main()
