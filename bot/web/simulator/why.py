"""Why: a verdict in plain Chinese, with the words that hit shown in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.ticket import Urgency
from nlp.catalogue import Catalogue
from nlp.judgement import SILENCE
from nlp.learned import DANGER as DANGER_SIDE
from nlp.scoring import LEARNED

KINDS = {"strong": "有力的词", "weak": "旁证的词", "together": "几个词在一起"}
SHARED = {
    "complaint": "诉苦的口气",
    "harm": "有损失、出了毛病",
    "seek": "求人办事的口气",
    "dispute_voice": "说别人的不是",
    "service_voice": "要公家来办",
    "chatter": "像闲聊",
    "link": "是个链接",
    "numbered_list": "像接龙",
    "forwarded": "像转发",
    "addressed": "在招呼某个人",
    "particle": "闲聊的语气词",
    "notice": "像通知",
    "headline": "像新闻标题",
    "done": "说已经办了",
    "announced": "像公告",
    "praised": "像表扬",
}
LEARNED_SIDES = {SILENCE: "像闲聊", DANGER_SIDE: "像有危险"}
WORTH_SHOWING = 0.3
"""What a learned word weighs at least that is shown: a page is read by people."""
DANGER = "有危险，不等算分"
ENTITIES = {"place": "地点", "time": "时间", "phone": "电话", "amount": "金额"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, and whether it is one of the words that hit."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason: the words, the rule they belong to, and what they weigh; below zero they spoke against."""

    words: str
    rule: str
    weight: float
    against: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided of the words, beside the reasons."""

    decision: str
    category: str = ""
    urgency: str = "normal"
    private: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """All that a page tells about one text."""

    pieces: list[Piece]
    grounds: list[Ground]
    percent: int
    judged: Judged
    urgency: str
    entities: list[tuple[str, str]]


def explain(text: str, facts: Mapping[str, Any], judged: Judged, catalogue: Catalogue) -> Why:
    """The reasons of a text; `facts` are score, evidence and entities as a verdict tells them."""
    evidence = list(facts.get("evidence", ()))
    terms = [word for one in evidence if _is_marked(one) for word in one["term"].split("+")]
    return Why(
        pieces=list(_pieces(text, terms)),
        grounds=list(_grounds(evidence, catalogue)),
        percent=round(100 * float(facts.get("score", 0))),
        judged=judged,
        urgency=Urgency(judged.urgency).label,
        entities=[
            (label, facts["entities"][key])
            for key, label in ENTITIES.items()
            if facts.get("entities", {}).get(key)
        ],
    )


def _grounds(evidence: Iterable[Mapping[str, Any]], catalogue: Catalogue) -> Iterator[Ground]:
    """Each reason once; the same words under the same rule tell of the weightiest."""
    weightiest: dict[tuple[str, str], float] = {}
    for one in evidence:
        if one["rule"].startswith(LEARNED) and abs(one["weight"]) < WORTH_SHOWING:
            continue
        key = (one["term"], one["rule"])
        weightiest[key] = max(weightiest.get(key, one["weight"]), one["weight"], key=abs)
    for (term, rule), weight in sorted(weightiest.items(), key=lambda item: -abs(item[1])):
        against = weight < 0 or rule == "common.chatter"
        yield Ground(term.replace("+", " … "), _rule_label(rule, catalogue), abs(weight), against)


def _is_marked(one: Mapping[str, Any]) -> bool:
    """Whether a word is marked in the text; a single learned character stands everywhere."""
    return len(one["term"]) > 1 or not one["rule"].startswith(LEARNED)


def _rule_label(rule: str, catalogue: Catalogue) -> str:
    """The rule file's label, and which part of it."""
    code, _, part = rule.partition(".")
    if rule.startswith(LEARNED):
        named = next((one.label for one in catalogue if one.code == part), part)
        return f"学来的 · {LEARNED_SIDES.get(part, named)}"
    if code != "common":
        named = next((one.label for one in catalogue if one.code == code), code)
        return f"{named} · {KINDS.get(part, part)}"
    return DANGER if part.startswith("emergencies") else f"通用 · {SHARED.get(part, part)}"


def _pieces(text: str, terms: Iterable[str]) -> Iterator[Piece]:
    """The text in stretches, those of the terms marked."""
    marked = [False] * len(text)
    lower = text.lower()
    for term in filter(None, terms):
        start = lower.find(term)
        while start >= 0:
            marked[start : start + len(term)] = [True] * len(term)
            start = lower.find(term, start + 1)
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            yield Piece(text[start:place], marked[start])
            start = place
