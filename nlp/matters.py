"""Matters 两件事: what one message reports, if it reports several things."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from nlp.same_matter import same_place
from nlp.verdict import Verdict

Judge = Callable[[str], Verdict]
MOST = 3
SILENT, REGISTER, NORMAL = "silent", "register", "normal"
_MORE = re.compile(
    r"(?:^|[\s,，。.;；!！?？、])"
    r"(?:还有(?!没有?|谁|人|[0-9一二三四五六七八九十几]+(?:天|年|个?月|小时|分钟|块|元))|另外|再有|再就是|再一个"
    r"|顺便|其次|第[二三](?![次天年月季周波轮批回胎名遍代道组栋])|[二三23][、.．](?!\d))"
    r"(?:一?[件个点]事?情?|就是|再?[说问]一?下|再?反映一?下?)?[\s,，:：、]*"
)
_SENTENCE = re.compile(r"(?<=[。!！;；\n])")
_EDGES = " \t\n,，。.;；:：、"


class Matter(NamedTuple):
    """One thing that was reported."""

    text: str
    verdict: Verdict


def matters(text: str, judge: Judge) -> Sequence[Matter]:
    """Return the things that a report holds, in their order; one alone, or none, if it cannot be told apart.

    They stand apart by words that begin another (还有, 另外), or by sentences if each surely is a report of
    its own. What says nothing by itself belongs to what it follows: a matter and its consequences are one.
    """
    listed = _told_apart(_MORE.split(text), judge)
    if len(listed) > 1:
        return listed
    sentences = _told_apart(_SENTENCE.split(text), judge)
    sure = all(one.verdict.decision == REGISTER and one.verdict.urgency == NORMAL for one in sentences)
    return sentences if sure and len(sentences) > 1 else listed


def _told_apart(parts: Sequence[str], judge: Judge) -> Sequence[Matter]:
    found: list[Matter] = []
    for part in _clean(parts):
        verdict = judge(part)
        same = next((n for n, one in enumerate(found) if _is_one(one.verdict, verdict)), None)
        if verdict.decision == SILENT or same is not None or len(found) == MOST:
            at = len(found) - 1 if same is None else same
            words = "，".join((*(one.text for one in found[at : at + 1]), part))
            found[at : at + 1] = [Matter(words, found[at].verdict if found else verdict)]
        elif found and found[-1].verdict.decision == SILENT:
            words = f"{found[-1].text}，{part}"
            found[-1] = Matter(words, verdict)
        else:
            found.append(Matter(part, verdict))
    return [one for one in found if one.verdict.decision != SILENT]


def _clean(parts: Sequence[str]) -> Iterator[str]:
    return (part for one in parts if (part := one.strip(_EDGES)))


def _is_one(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts are of one matter: the same category, and no two places."""
    if one.category != other.category:
        return False
    return same_place(_place(one), _place(other), near=True)


def _place(verdict: Verdict) -> str | None:
    return None if verdict.entities.get("place_vague") else verdict.entities.get("place")
