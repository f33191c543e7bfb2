#!/usr/bin/env python3
"""Trains rules/mojibake/letters.tsv: how letters and signs of alphabets follow each other in text that people write.

    pip install babel; train_letters.py > rules/mojibake/letters.tsv

The texts are the names of languages, countries, months, currencies and units in the languages of Unicode's CLDR, as the package Babel has
them, and the lines below, written for this project, for marks and signs that names do not have. Two tables come of it: how likely a class of
characters follows another, and how likely a character is within its class. Both are natural logarithms in hundredths.
"""
import sys, unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from math import log

from babel import Locale, localedata

CLASSES = ["blank", "small", "capital", "digit", "ascii", "accented", "accented capital", "quote", "sign", "number sign", "currency", "control", "hard blank",
           "greek", "greek capital", "cyrillic", "cyrillic capital", "hebrew", "arabic", "thai", "indic", "caucasian", "phonetic", "combining", "box",
           "mathematics", "symbol", "han", "lost", "private", "other", "hyphen"]

# How many of the blanks are hard ones.
HARD = 0.02

OWN = """The café’s menu — “soup of the day” – costs £3.50, €4 or ¥500; a naïve crème brûlée is 5 × 4 cm… © 2024 Acme™ and Foo®
It was 25 °C ± 2°C at 48° 51′ N; the area is 12 m² and the volume 3 m³, ½ of it, ¼ or ¾ of 10 µm. ``quoted´´ it´s l´été sí´ § 5 and ¶ 6 · note † and ‡ ‰
«Où est-il ?» dit-elle ; « là-bas ». „Über den Fluss“, sagte er. ‚So‘ ist es. »Gut« ‹so›. ¿Qué hora es? ¡Hola! El 1º y la 2ª edición.
L’été dernier, nous sommes allés à Besançon où l’œuvre était exposée — c’est ça… N° 5, n°12, nº 3
“That’s all,” she said, “isn’t it?” It’s a “test”. the 1990s – 2000s; 10–20; A–Z; a—b • item • other ● point ■ box → next ← back ✓ ok ✔ No ❤ love ♫ song ♪ note ★ star ☆
x ≥ 5, y ≤ 3, a ≠ b, ∑ x, ∞, √2, ∂f, ∆t, π ≈ 3.14, Ω, µ, α and β, γ-rays; σ² = 1.5; 2¹⁰; H₂O; CO₂; x² + y² = z²; √π √α 2π π² ∑β ∂θ Δx ∆α π/2 αβ ≤π ×π (√π) = √π σ√t; ≈ 5 ÷ 2; ¬p; ◊
┌──────┐ │ a │ ├──────┤ └──────┘ ╔══════╗ ║ b ║ ╚══════╝ ░▒▓█
[ˈkæfeɪ] /ˈnaɪiːv/ ŋæ²³¹ tʰa⁵⁵ ma³⁵ nǐ hǎo zhōngguó rénmín lǜ nǚ ə ɪ ʃ θ ð ʒ tɕʰ ʂʅ ɤ œ ø
Straße, Größe, Äpfel, Öl, Übung; ÄÖÜ; ÉCOLE, ÇA VA, ÀÉÈ, SÃO PAULO, ESPAÑA, ŁÓDŹ, İSTANBUL, ČESKÁ, ÅRHUS, ŠKODA, MÜNCHEN, ÎLE, DÉJÀ VU, GARÇON, OÙ, OÙ EST-CE QUE
deuxième élément, à côté, où, très, française, président, déjà, œuvre, cœur, bœuf, naïf, maïs, Noël, aiguë
中国ISO标准25°C、5×3，“数据×”行动，François说：α粒子10%…——《甲》第3条（试行）±5，中文 English 中文，①、A4纸，3.5吨。中·文
Zażółć gęślą jaźń. Příliš žluťoučký kůň úpěl ďábelské ódy. Đường phố Hà Nội ở đâu? Tiếng Việt. Pijamalı hasta yağız şoföre çabucak güvendi.
"""

RANGES = """
blank 20 9 A 2002-200B 3000
small 61-7A
capital 41-5A
digit 30-39
hyphen 2D 27 2E 2C
quote 2018-201F 2026 2013-2015 AB BB 2039-203A 2020-2022 B7 2030 2032-2033
number sign B2 B3 B9 BA AA B0 BC-BE 2070-209C 2150-215F 2116
currency A2-A5 20A0-20BF 192
control 80-9F 0-8 B-1F
hard blank A0 AD 202F
phonetic 250-2FF
combining 300-36F 483-489
greek 3AC-3CE 3D0-3FF 1F00-1FFF
greek capital 370-3AB
cyrillic 430-45F
cyrillic capital 400-42F
cyrillic 460-52F
caucasian 530-58F 10A0-10FF 1C90-1CBF
hebrew 590-5FF FB1D-FB4F
arabic 600-77F 8A0-8FF FB50-FDFF FE70-FEFC
indic 900-DFF 1780-17FF 1000-109F
thai E00-EFF
box 2500-259F
mathematics D7 F7 AC B1 2200-22FF 2300-23FF
symbol 2100-214F 2190-21FF 25A0-27BF 2900-2BFF 1F000-1FAFF A6 A9 AE FE0F 200D
sign A1 A7 A8 AF B4 B5 B6 B8 BF
han 2E80-2FDF 3001-A4CF AC00-D7FF F900-FAFF FE10-FE6F FF01-FFEF 20000-3FFFF
lost FFFD
private E000-F8FF
"""

BOUNDS = []
for line in RANGES.strip().splitlines():
    words = line.split()
    name = " ".join(w for w in words if w in ("number", "sign", "hard", "blank", "greek", "cyrillic") or not all(c in "0123456789ABCDEF-" for c in w))
    for word in words:
        if all(c in "0123456789ABCDEF-" for c in word):
            first, _, last = word.partition("-")
            BOUNDS.append((int(first, 16), int(last or first, 16), name))


def class_of(c):
    for first, last, name in BOUNDS:
        if first <= ord(c) <= last:
            return name
    if ord(c) < 0x80:
        return "ascii"
    if ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or 0x2C60 <= ord(c) < 0x2C80 or 0xFB00 <= ord(c) <= 0xFB06:
        return "accented capital" if unicodedata.category(c) in ("Lu", "Lt") else "accented"
    return "other"


def names(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from names(inner)


def texts():
    for line in OWN.strip().splitlines():
        for _ in range(200):
            yield line
    for name in sorted(localedata.locale_identifiers()):
        if "_" in name:
            continue
        data = Locale.parse(name)._data
        if name in ("zh", "ja", "ko", "yue"):
            continue
        taken = 0
        for key in ("languages", "territories", "months", "days", "currency_names", "unit_patterns"):
            for text in sorted(set(names(data.get(key, {})))):
                text = text.replace("{0}", "5")
                taken += len(text)
                # A language with many names counts no more than others, but for those that much is written in.
                if taken < (40_000 if name in ("fr", "de", "es", "pt", "it", "en", "vi", "pl", "cs", "ru", "tr") else 12_000):
                    yield text


def ranges():
    """The code points of each class, those of a class in one row."""
    found, start, last = defaultdict(list), 0, class_of("\0")
    for point in [*range(1, 0xD800), *range(0xE000, 0x10000), 0x10000, *range(0x1F000, 0x1FB01), 0x20000]:
        name = class_of(chr(point))
        if name != last:
            found[last].append(f"{start:X}-{point - 1:X}")
            start, last = point, name
    found[last].append(f"{start:X}-10FFFF")
    return found


def main():
    pairs, characters = defaultdict(Counter), defaultdict(Counter)
    for text in texts():
        before = "blank"
        for c in unicodedata.normalize("NFC", text) + " ":
            name = class_of(c)
            pairs[before][name] += 1
            characters[name][c] += 1
            # A hard blank stands where a blank may.
            if name == "blank":
                pairs[before]["hard blank"] += HARD
                characters["hard blank"]["\u00a0"] += HARD
            if before == "blank":
                pairs["hard blank"][name] += HARD
            before = name
    print("# How letters and signs of alphabets follow each other, in natural logarithms in hundredths: the letters that mojibake is told by.")
    print("# Trained by benches/train_letters.py on names in the languages of Unicode's CLDR (Unicode License v3, https://www.unicode.org/license.txt;")
    print("# taken from the package Babel, BSD) and on lines written for this project. What was not seen has the last number of its row.")
    print("# Columns: `class`, name, its code points; `follow`, class, how likely each class follows it, in the order of the classes;")
    print("# `character`, class, pairs of a character's code point and its likelihood in the class; what the class's other characters have.")
    bounds = ranges()
    for name in CLASSES:
        print("class", name, " ".join(bounds[name]), sep="\t")
    for name in CLASSES:
        total = sum(pairs[name].values()) + 20
        row = [round(100 * log((pairs[name][other] + 20 / len(CLASSES) * (0.2 if pairs[name][other] == 0 else 1)) / total)) for other in CLASSES]
        # A class hardly seen tells nothing.
        print("follow", name, " ".join(str(max(value, -900)) for value in row), sep="\t")
    for name in CLASSES:
        if name in ("han", "small", "capital", "digit", "blank", "hyphen", "ascii"):
            continue
        seen = characters[name]
        total = sum(seen.values()) + 30
        row = [f"{ord(c):X} {round(100 * log((count + 0.5) / total))}" for c, count in sorted(seen.items()) if count > 2]
        print("character", name, " ".join(row), max(round(100 * log(0.5 / total)), -900) if seen else -900, sep="\t")


if __name__ == "__main__":
    sys.path.insert(0, "")
    main()
