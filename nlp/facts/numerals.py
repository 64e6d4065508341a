"""Numbers as people write them: 23000, 1.2万, 3k, 两万三, 三千五, 一百零五, 几千."""

import re

DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "〇": 0}
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
LETTERS = {"k": 1_000, "w": 10_000}
HAN = "".join(DIGITS) + "十百千万亿"
"""The characters of a number in words."""

_FIGURES = re.compile(r"([0-9][0-9,]*(?:\.[0-9]{1,4})?)([十百千万亿kw]{0,2})([0-9一二三四五六七八九])?", re.I)
_MOST = 10**13


def value_of(words: str) -> float | None:
    """The number that the words name; None if they name none, or only about how much (几千, 三四万)."""
    found = _FIGURES.fullmatch(words)
    value = _of_figures(found) if found else _of_words(words)
    return value if value is not None and value <= _MOST else None


def count_of(words: str) -> int | None:
    """The whole number that the words name."""
    value = value_of(words)
    return int(value) if value is not None and value == int(value) else None


def _of_figures(found: re.Match[str]) -> float | None:
    figures, scales, more = found.groups()
    if not figures.rstrip(","):
        return None
    value, unit = float(figures.replace(",", "")), 1
    for scale in scales.lower():
        unit *= LETTERS.get(scale) or SCALES[scale]
    if more is None:
        return _tidy(value * unit)
    if unit < 100:
        return None  # 12三: two numbers side by side
    return _tidy(value * unit + (DIGITS.get(more) or float(more)) * unit / 10)


def _of_words(words: str) -> float | None:
    if not words or any(char not in HAN for char in words):
        return None
    if all(char in DIGITS for char in words):
        return float("".join(str(DIGITS[char]) for char in words)) if words not in ("零", "〇") else 0.0
    return _scaled(words)


def _scaled(words: str) -> float | None:
    """Read 两万三千五百: each scale is smaller than the one before; 两万三 is short for 两万三千."""
    for big in ("亿", "万"):
        high, found, low = words.partition(big)
        if found:
            above = _of_words(high) if high else None
            below = _below(low, SCALES[big]) if low else 0.0
            return None if above is None or below is None else above * SCALES[big] + below
    return _small(words)


def _below(words: str, scale: int) -> float | None:
    """What stands after 万: one bare digit counts thousands, 零三 does not."""
    if len(words) == 1 and words in DIGITS:
        return DIGITS[words] * scale / 10
    return _of_words(words.lstrip("零〇"))


def _small(words: str) -> float | None:
    total, digit, last, zero = 0, None, 10_000, False
    for char in words:
        if char in SCALES:
            scale = SCALES[char]
            if scale >= last or (digit is None and scale != SCALES["十"]):
                return None
            total += (1 if digit is None else digit) * scale
            digit, last, zero = None, scale, False
        elif char in "零〇":
            zero = True
        elif digit is not None:
            return None  # 三四千: about how much
        else:
            digit = DIGITS[char]
    if digit is None:
        return float(total)
    return float(total + digit * (1 if zero or last <= SCALES["十"] else last // 10))


def _tidy(value: float) -> float:
    return round(value, 2)
