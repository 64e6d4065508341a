"""Which known question is meant, if any: a wrong answer is worse than none."""

import re
from collections.abc import Sequence
from itertools import pairwise

from nlp.normalise import normalise

SURE = 0.7  # from here on two questions of the same words are one; below it their order tells another
LEFT_OUT = 0.2
"""What part of a known question may be left out. Nothing may be asked beside it: 低保怎么申请不了 is none."""
_FILLERS = (
    "我想问",
    "想问",
    "请问",
    "问",
    "你好",
    "您好",
    "一下",
    "怎么样",
    "谢谢",
    "我们家",
    "我们",
    "咱们",
    "我家",
    "咱家",
    "我",
    "咱",
    "你们",
    "这里",
    "这边",
    "现在",
    "今年",
    "想",
    "要",
    "得",
    "能",
    "可以",
    "应该",
    "是",
    "去",
    "在",
    "吗",
    "呢",
    "啊",
    "呀",
    "嘛",
    "吧",
    "的",
    "了",
    "?",
    "!",
    ",",
    ".",
    "。",
    "、",
    "；",
    ";",
    ":",
    " ",
)
_SAME = {
    "如何": "怎么",
    "怎样": "怎么",
    "咋个": "怎么",
    "咋": "怎么",
    "办理": "办",
    "申办": "办",
    "在哪里": "哪里",
    "在哪儿": "哪里",
    "在哪": "哪里",
    "哪儿": "哪里",
    "啥地方": "哪里",
    "什么地方": "哪里",
    "需要": "要",
    "什么时候": "何时",
    "什么时间": "何时",
    "啥时候": "何时",
    "啥": "什么",
    "几时": "何时",
    "能不能": "能否",
    "可不可以": "能否",
    "可以不可以": "能否",
}
_KEPT = {"能否": "\0"}
"""Turns that a filler would spoil, as one character each."""
_PARTS = re.compile(r"\d+(?:\.\d+)?|[a-z]+|\S")


def best_match(question: str, candidates: Sequence[str]) -> tuple[int, float] | None:
    """Return the place and likeness of the candidate that asks the same, or None when none surely does.

    The same: nearly all of the known question is asked, nothing beside it, in much the same order; and of two
    known ones that are as close, neither.
    """
    asked = _plain(question)
    if not asked:
        return None
    found = [(likeness, place) for place, one in enumerate(candidates) if (likeness := _likeness(asked, one))]
    found.sort(key=lambda one: (-one[0], one[1]))
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    likeness, place = found[0]
    return place, round(likeness, 4)


def overlap_of_lesser(one: str, other: str) -> float:
    """Return what part of the character pairs of the text that has fewer the other has as well.

    Pairs do not reach over blanks.
    """
    first, second = (
        {word[i : i + 2] for word in text.split() for i in range(len(word) - 1)} for text in (one, other)
    )
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _likeness(asked: Sequence[str], candidate: str) -> float:
    """How alike two questions are, from SURE to 1; 0 if they are not surely one."""
    known = _plain(candidate)
    parts = set(known)
    if not parts or not set(asked) <= parts or len(parts - set(asked)) > LEFT_OUT * len(parts):
        return 0.0
    likeness = _overlap(_pairs(asked), _pairs(known))
    return likeness if likeness >= SURE else 0.0


def _plain(text: str) -> list[str]:
    """Return what is asked, politeness, the asker and turns of phrase apart: characters and whole numbers."""
    plain = normalise(text).casefold()
    for word, same in (*_SAME.items(), *_KEPT.items()):
        plain = plain.replace(word, same)
    for filler in _FILLERS:
        plain = plain.replace(filler, "")
    return _PARTS.findall(plain)


def _pairs(parts: Sequence[str]) -> frozenset[str]:
    return frozenset(f"{one}{two}" for one, two in pairwise(parts)) or frozenset(parts)


def _overlap(asked: frozenset[str], known: frozenset[str]) -> float:
    """Dice's coefficient: twice what they share over what both have."""
    return 2 * len(asked & known) / (len(asked) + len(known)) if known else 0.0
