"""任务: 完成, 没打通, 不需要, 改期: ticking off one's own list by reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from handlers.actions import tasks
from handlers.commands import Command, Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.parsing import parse
from models.outbox import Outgoing

Deed = Callable[[Desk, Sequence[int], str], str]

DEEDS: Mapping[Verb, tuple[str, Deed]] = {
    Verb.DONE: ("完成", tasks.complete),
    Verb.NO_ANSWER: ("没打通", tasks.no_answer),
    Verb.NOT_NEEDED: ("不需要", tasks.not_needed),
    Verb.MOVE: ("改期", tasks.move),
}
_LOOKS_LIKE_A_DAY = re.compile(r"\d{1,2}-\d{1,2}|\d{1,2}号")


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Tick off what the speaker names of his own list; from anyone without a list it is chat."""
    command = heard.command
    if command is None or command.verb not in DEEDS:
        return None
    if not heard.message.is_private and not heard.is_pointed:
        return None
    mine = tasks.open_numbers(desk) if desk.speaker.person_id is not None else []
    if not mine:
        exact = bool(command.numbers) and not command.words
        certain = exact or (heard.message.is_private and bool(desk.speaker.posts))
        return [desk.reply(heard, "您现在没有待办任务。")] if certain else None
    word, deed = DEEDS[command.verb]
    numbers, words = (
        _numbers_and_day(command) if command.verb is Verb.MOVE else (command.numbers, command.words)
    )
    if not numbers and len(mine) > 1:
        return [desk.reply(heard, f"请写编号，如：{word} {mine[0]}；发“待办”看全部。")]
    return [desk.reply(heard, deed(desk, numbers or mine, words))]


def _numbers_and_day(command: Command) -> tuple[tuple[int, ...], str]:
    """Numbers and day of 改期, where `11-30` and `30号` at the end are the day and no list of numbers."""
    tokens = command.tokens
    if command.words or not tokens or not _LOOKS_LIKE_A_DAY.fullmatch(tokens[-1]):
        return command.numbers, command.words
    everything = parse(" ".join(["改期", *tokens]))
    before = parse(" ".join(["改期", *tokens[:-1]]))
    numbers = before.numbers if before else ()
    if everything is not None and everything.numbers != command.numbers:
        numbers = (command.numbers[0], *numbers)  # it stood before the verb
    return (numbers, tokens[-1]) if numbers else (command.numbers, "")
