"""Which known question is meant, if any: a wrong answer is worse than none."""

from collections.abc import Sequence

from nlp.normalise import normalise

SURE = 0.6  # from here on two questions are one; below it the bot keeps silent (docs/understanding.md)
_FILLERS = (
    "请问",
    "你好",
    "您好",
    "一下",
    "我想问",
    "想问",
    "怎么样",
    "谢谢",
    "吗",
    "呢",
    "啊",
    "呀",
    "的",
    "了",
    "?",
    "!",
    ",",
    "。",
    " ",
)
_SAME = {
    "如何": "怎么",
    "怎样": "怎么",
    "咋": "怎么",
    "办理": "办",
    "申办": "办",
    "在哪里": "哪里",
    "在哪儿": "哪里",
    "在哪": "哪里",
    "哪儿": "哪里",
    "需要": "要",
    "什么时候": "何时",
    "啥时候": "何时",
    "啥": "什么",
    "几时": "何时",
}


def best_match(question: str, candidates: Sequence[str]) -> tuple[int, float] | None:
    """Return the place and likeness of the candidate that asks the same, or None when none surely does."""
    asked = _pairs(question)
    if not asked:
        return None
    likeness = [_overlap(asked, _pairs(candidate)) for candidate in candidates]
    best = max(range(len(likeness)), key=likeness.__getitem__, default=None)
    if best is None or likeness[best] < SURE:
        return None
    return best, round(likeness[best], 4)


def overlap_of_lesser(one: str, other: str) -> float:
    """Return what part of the character pairs of the text that has fewer the other has as well.

    Pairs do not reach over blanks.
    """
    first, second = (
        {word[i : i + 2] for word in text.split() for i in range(len(word) - 1)} for text in (one, other)
    )
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _pairs(text: str) -> frozenset[str]:
    """Return the character pairs of what is asked, politeness and turns of phrase apart."""
    plain = normalise(text).casefold()
    for word, same in _SAME.items():
        plain = plain.replace(word, same)
    for filler in _FILLERS:
        plain = plain.replace(filler, "")
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) or frozenset({plain} - {""})


def _overlap(asked: frozenset[str], known: frozenset[str]) -> float:
    """Dice's coefficient: twice what they share over what both have."""
    return 2 * len(asked & known) / (len(asked) + len(known)) if known else 0.0
