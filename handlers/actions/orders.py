"""Orders 督办令: which of the four steps may follow, and what the words of an order say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from handlers.dates import NUMERALS
from handlers.desk import Desk
from handlers.refusal import Refusal
from handlers.wording import day
from models.moves import MOVES, Action
from models.supervision import STEPS

MOST_DAYS = 60
_COUNT = rf"\d{{1,3}}|[{''.join(NUMERALS)}]"
_TERM = re.compile(rf"(?:期限|限期)\s*[:：]?\s*({_COUNT})\s*个?(?:工作日|天|日)[\s,，;；。]*")
_TERM_WORD = re.compile(r"期限|限期")
_DEMAND_WORD = re.compile(r"要求\s*[:：]?\s*")


@dataclass(frozen=True, slots=True)
class About:
    """What an order is about: as it stands at the head of a sentence, and as it is written in a command."""

    head: str
    named: str


class Standing(Protocol):
    """The step that stands now."""

    step: str
    due_at: datetime


def following(step: str) -> Action | None:
    """The step that may follow; None after 挂牌督办."""
    place = STEPS.index(Action(step)) + 1
    return STEPS[place] if place < len(STEPS) else None


def check_turn(desk: Desk, about: About, step: Action, before: Standing | None) -> None:
    """The steps follow each other, and each waits for the deadline of the one before."""
    if before is None:
        if STEPS.index(step):
            raise Refusal(f"{about.head}还没有督办，请先发：督办 {about.named}")
        return
    stands, until = MOVES[Action(before.step)].label, day(desk, before.due_at)
    allowed = following(before.step)
    if step is not allowed:
        after = f"，下一步是{MOVES[allowed].label}" if allowed else ""
        raise Refusal(f"{about.head}正在{stands}，{until}到期{after}")
    if desk.now < before.due_at:
        raise Refusal(f"{about.head}{stands}{until}到期，到期没办结才能{MOVES[step].label}")


def term(desk: Desk, about: About, step: Action, words: str) -> tuple[int, str]:
    """Within how many working days, said or by the settings; and the words without it."""
    told = _TERM.search(words)
    if told is None and _TERM_WORD.search(words) is None:
        return desk.office.supervision_days[STEPS.index(step)], words
    days = 0 if told is None else NUMERALS.get(told[1]) or int(told[1])
    if told is None or not 1 <= days <= MOST_DAYS:
        example = f"{MOVES[step].label} {about.named} 期限 3天"
        raise Refusal(f"{about.head}期限请写1到{MOST_DAYS}天，例：{example}")
    return days, (words[: told.start()] + words[told.end() :]).strip()


def demand(words: str) -> str | None:
    """What is asked for, without the word 要求."""
    return _DEMAND_WORD.sub("", words, count=1).strip() or None
