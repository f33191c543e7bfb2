#!/usr/bin/env python3
"""Fits the weights of the stage lines (rules/lines/weights.tsv). Standard library only.

    cargo build --release --features measure --example lines_features
    benches/lines_fit.py target/release/examples/lines_features rules/lines/weights.tsv BROKEN.json... [--whole TEXT.txt...] [--ridge 1] [--accept 0.5]

BROKEN.json is a list of {"id", "lines", "labels"} as in bench/rejoin: S where the block goes on in the next line, H where it ends, F for a line of
furniture, which is left out. TEXT.txt is unbroken text, a block a line. Every file weighs the same. Weights fitted on the documents of one half
(by the MD5 of their names) are tried on the other, both ways round; those fitted on all are written into the file, under its header.
"""
import hashlib, json, math, os, subprocess, sys


def records(path, whole):
    """Yields name, lines and whether the block goes on after each of them."""
    if whole:
        lines = [l.strip() for l in open(path, encoding='utf-8') if l.strip()]
        for start in range(0, len(lines), 60):
            part = lines[start:start + 60]
            yield f'{path}{start}', part, [False] * (len(part) - 1)
        return
    for document in json.load(open(path, encoding='utf-8')):
        kept = [(l, label == 'S') for l, label in zip(document['lines'], document['labels']) if label != 'F']
        yield document['id'], [l for l, _ in kept], [joined for _, joined in kept][:-1]


def features(binary, path, whole):
    """The names of the features; the rows of a file: (half, sparse features, joined); and how many gaps a rule decided wrongly."""
    documents = list(records(path, whole))
    asked = ''.join(json.dumps({'lines': lines, 'joined': joined}, ensure_ascii=False) + '\n' for _, lines, joined in documents)
    answers = subprocess.run([binary], input=asked.encode(), stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    names, rows, ruled = json.loads(answers[0]), [], 0
    for (name, _, joined), answer in zip(documents, answers[1:]):
        half = hashlib.md5(name.encode()).digest()[0] % 2
        for seen, truth in zip(json.loads(answer), joined):
            if seen is None:
                ruled += truth
            else:
                rows.append((half, [(i, x) for i, x in enumerate(seen) if x], truth))
    return names, rows, ruled


def solve(matrix, vector):
    """Gauss with pivots."""
    n = len(vector)
    rows = [matrix[i][:] + [vector[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            f = rows[r][i] / rows[i][i]
            if f:
                for c in range(i, n + 1):
                    rows[r][c] -= f * rows[i][c]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][c] * out[c] for c in range(i + 1, n))) / rows[i][i]
    return out


def fit(rows, size, ridge, steps=12):
    """Ridge logistic regression by Newton's method; rows are (weight, features, truth)."""
    w = [0.0] * size
    for _ in range(steps):
        gradient = [ridge * x for x in w]
        hessian = [[0.0] * size for _ in range(size)]
        for i in range(size):
            hessian[i][i] = ridge
        for weight, seen, truth in rows:
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(w[i] * x for i, x in seen)))))
            g, h = weight * (p - truth), weight * p * (1 - p) + 1e-9
            for i, x in seen:
                gradient[i] += g * x
                row, hx = hessian[i], h * x
                for j, y in seen:
                    row[j] += hx * y
        step = solve(hessian, gradient)
        w = [a - b for a, b in zip(w, step)]
        if max(map(abs, step)) < 0.01:
            break
    return w


def write(path, names, weights, digits):
    """Writes weights into a file of rules, under its header."""
    header = [line for line in open(path, encoding='utf-8') if line.startswith('#')]
    with open(path, 'w', encoding='utf-8') as out:
        out.writelines(header)
        out.writelines(f'{name}\t{weight:.{digits}f}\n' for name, weight in zip(names, weights))


def figures(rows, ruled, w, accept):
    hit = said = true = 0
    for seen, truth in rows:
        joined = 1 / (1 + math.exp(-max(-30, min(30, sum(w[i] * x for i, x in seen))))) >= accept
        hit += joined and truth
        said += joined
        true += truth
    true += ruled
    p, r = hit / said if said else 1.0, hit / true if true else 1.0
    return f'P {p:.4f} R {r:.4f} F1 {2 * p * r / (p + r) if p + r else 0:.4f} wrong {said - hit} missed {true - hit}'


def main():
    arguments, whole, broken, options = sys.argv[1:], [], [], {'--ridge': 1.0, '--accept': 0.5}
    if len(arguments) < 3:
        sys.exit(__doc__)
    binary, target, into = os.path.abspath(arguments.pop(0)), arguments.pop(0), broken
    while arguments:
        one = arguments.pop(0)
        if one in options:
            options[one] = float(arguments.pop(0))
        elif one == '--whole':
            into = whole
        else:
            into.append(one)
    files = [(path, *features(binary, path, path in whole)) for path in broken + whole]
    names = files[0][1]
    size = len(names)
    # A file's rows weigh together as much as 4,000 do.
    weighed = [(half, 4000 / max(500, len(rows)), seen, truth) for _, _, rows, _ in files for half, seen, truth in rows]
    for held in (0, 1):
        w = fit([(weight, seen, truth) for half, weight, seen, truth in weighed if half != held], size, options['--ridge'])
        print(f'# tried on half {held}')
        for path, _, rows, ruled in files:
            mine = [(seen, truth) for half, seen, truth in rows if half == held]
            print(f'{os.path.basename(path):24} {figures(mine, ruled / 2, w, options["--accept"])}')
    w = fit([(weight, seen, truth) for _, weight, seen, truth in weighed], size, options['--ridge'])
    write(target, names, w, 2)


if __name__ == '__main__':
    main()
