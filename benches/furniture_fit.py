#!/usr/bin/env python3
"""Fits the weights of the stage furniture (rules/furniture/weights.tsv). Standard library only.

    JIAOKAN_PAGES=PAGES.json JIAOKAN_FEATURES=FEATURES.tsv cargo test --release --lib write_features -- --ignored
    benches/furniture_fit.py FEATURES.tsv rules/furniture/weights.tsv [--ridge 10]

PAGES.json is a list of {"id", "lines": [[text, true for body | false for furniture | null], ...]}; pages whose id begins with "clean" are clean
documents, all body, and weigh a third. A line weighs the root of its length. The weights are written into the file, under its header. Said beside
it: share of the characters told rightly, line by line (no path through the page), on pages left out, whose name's MD5 falls into one of five parts.
"""
import hashlib, math, sys

PARTS = 5


def rows(path):
    """Names of the features, and for every labelled line: part, weight, features, label, characters."""
    names, found = [], []
    for line in open(path, encoding='utf-8'):
        if line.startswith('#') and not names:
            names = line[1:].split()
            continue
        page, label, count, on, _ = line.rstrip('\n').split('\t', 4)
        if label == '-1':
            continue
        weight = math.sqrt(max(1, int(count))) * (1 / 3 if page.startswith('clean') else 1)
        part = None if page.startswith('clean') else hashlib.md5(page.encode()).digest()[0] % PARTS
        found.append((part, weight, [(int(i), 1.0) for i in on.split(',') if i], label == '1', int(count)))
    mean = sum(weight for _, weight, *_ in found) / len(found)
    return names, [(part, weight / mean, seen, truth, count) for part, weight, seen, truth, count in found]


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


def main():
    arguments = sys.argv[1:]
    ridge = float(arguments.pop()) if len(arguments) == 4 and arguments[2] == '--ridge' else 10.0
    if len(arguments) < 2:
        sys.exit(__doc__)
    names, lines = rows(arguments[0])
    right = total = 0
    for part in range(PARTS):
        weights = fit([line[1:4] for line in lines if line[0] != part], len(names), ridge)
        for _, _, seen, truth, count in (line for line in lines if line[0] == part):
            right += count * ((sum(weights[i] for i, _ in seen) > 0) == truth)
            total += count
    print(f'characters of pages left out told rightly: {right / max(1, total):.4f} of {total}')
    weights = fit([line[1:4] for line in lines], len(names), ridge)
    write(arguments[1], names, weights, 3)


if __name__ == '__main__':
    main()
