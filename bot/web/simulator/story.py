"""Writing a story: the steps of a recording as a Python test that speaks through the town of the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from bot.demo.cast import CHANNEL
from bot.web.simulator.layout import INDENT, call, contained, equation, literal
from bot.web.simulator.record import Step, Steps, Words
from handlers.commands import LEXICON, Takes
from handlers.message import Message

ABOUT_ONE = (Takes.NUMBERS, Takes.NUMBER_AND_WORDS, Takes.NUMBERS_THEN_WORDS, Takes.ANY_NUMBER_AND_WORDS)
TOWN_GROUP = "xingfu-3"
HEAD = '''\
"""A story played in the simulator, and saved as a test."""

from __future__ import annotations

from datetime import datetime

from tests.town import ZONE, Town


'''
VERBS = "|".join(word for takes, words in LEXICON.values() if takes in ABOUT_ONE for word in words)
NUMBER = re.compile(rf"(?P<before>【|(?<!\d )(?:{VERBS}) )(?P<number>\d+)")
"""A ticket's number in what the bot says: 【17号】, 接单 17; not the choice in “1 是 2 误报 3 交网格长”."""
A_MINUTE = timedelta(minutes=1)
UNITS = (("days", timedelta(days=1)), ("hours", timedelta(hours=1)), ("minutes", A_MINUTE))


def write_story(steps: Steps) -> str:
    """The text of a test file; its tickets are numbered from 1 on."""
    numbers = {number: place for place, (number, _, _) in enumerate(steps.tickets, start=1)}
    lines = list(_Writer(numbers).lines(steps))
    name = _name(steps)
    opening = [f"def {name}(town: Town) -> None:", f'{INDENT}"""{_about(steps)}"""']
    return HEAD + "\n".join(opening + [f"{INDENT}{line}".rstrip() for line in lines]) + "\n"


@dataclass(slots=True)
class _Writer:
    """Goes through the steps with a clock of whole minutes that is never ahead of what happened."""

    numbers: Mapping[int, int]
    now: datetime | None = None
    morning: datetime | None = None
    names: dict[str, str] = field(default_factory=dict)
    """The variables of messages that are spoken of later, by the messages' ids."""

    def lines(self, steps: Steps) -> Iterator[str]:
        told = [one for one in steps.steps if not one.left_out]
        if told:
            yield from self._begin(told[0])
        self._name_messages(told)
        for is_out, grouped in groupby(steps.steps, key=lambda one: one.left_out):
            some = list(grouped)
            yield from self._left_out(some) if is_out else self._told(some)
        for number, _, status in steps.tickets:
            yield f'assert town.ticket({self.numbers[number]}).status == "{status}"'

    def _begin(self, first: Step) -> Iterator[str]:
        self.now, self.morning = first.at.replace(second=0, microsecond=0), first.morning
        moment = ", ".join(str(part) for part in self.now.timetuple()[:5])
        yield f"town.at(datetime({moment}, tzinfo=ZONE))"
        yield "town.hush()"

    def _left_out(self, steps: Sequence[Step]) -> Iterator[str]:
        names = "、".join(dict.fromkeys(one.who for one in steps))
        yield f"# Left out: what {names} did about matters that are older than this story."

    def _told(self, steps: Sequence[Step]) -> Iterator[str]:
        for step in steps:
            yield from self._later(step)
            if step.message:
                yield from self._deed(step, step.message)
            yield from self._heard(step)

    def _later(self, step: Step) -> Iterator[str]:
        """Let the time pass that lies before a step, and pass over the lists of mornings on the way."""
        moment = step.at.replace(second=0, microsecond=0)
        assert self.now is not None
        if moment > self.now:
            yield ""
            yield f"town.later({_span(moment - self.now)})"
            if step.message and self.morning and self.morning <= moment:
                yield "town.hush()  # the lists of the morning"
            self.now, self.morning = moment, step.morning

    def _deed(self, step: Step, message: Message) -> Iterator[str]:
        if message.recall_of:
            yield f'town.recalls("{step.who}", {self.names[message.recall_of]})'
            return
        words = [literal(step.who), literal(self._spoken(step, message.text)), *self._rest(message)]
        kept = self.names.get(message.message_id)
        yield from call(f"{kept} = " if kept else "", _verb(message), words)

    def _rest(self, message: Message) -> Iterator[str]:
        if _verb(message) == "sends":
            yield f"group_id={literal(message.group_id or '')}"
        if message.mentions_bot:
            yield "mentions_bot=True"
        if message.quote:
            kept = self.names.get(message.quote.message_id or "")
            words = literal(self._renumbered(message.quote.text))
            yield f"quote=town.quote({words}{f', {kept}' if kept else ''})"

    def _heard(self, step: Step) -> Iterator[str]:
        """Every chat that heard something; after talk, that none did."""
        if step.is_erased:
            yield "town.hush()  # it was withdrawn since, and what was said about it erased"
            return
        if not step.heard:
            yield "assert town.all_silent()"
            return
        chats: dict[tuple[str, str], list[Words]] = {}
        for words in step.heard:
            chats.setdefault((words.name, words.group), []).append(words)
        for (name, group), some in chats.items():
            texts = [literal(self._renumbered(one.text)) for one in some]
            if step.message is None and name:
                yield from _among(texts, _ear(name, group))
            else:
                yield from equation(_ear(name, group), texts)

    def _renumbered(self, text: str) -> str:
        """The words with the numbers that these tickets have in the town."""
        return NUMBER.sub(self._number, text)

    def _spoken(self, step: Step, text: str) -> str:
        """What somebody typed, with the numbers of the tickets that he meant."""
        for number in step.numbers:
            text = re.sub(rf"(?<!\d){number}(?!\d)", str(self.numbers.get(number, number)), text)
        return text

    def _number(self, found: re.Match[str]) -> str:
        number = int(found["number"])
        return f"{found['before']}{self.numbers.get(number, number)}"

    def _name_messages(self, told: Sequence[Step]) -> None:
        """Give a name to every message that a later one takes back or quotes."""
        said = {one.message.message_id for one in told if one.message}
        for step in told:
            if step.message:
                quoted = step.message.quote.message_id if step.message.quote else None
                for one in (step.message.recall_of, quoted):
                    if one in said and one is not None:
                        self.names.setdefault(one, f"said_{len(self.names) + 1}")


def _among(texts: Sequence[str], ear: str) -> Iterator[str]:
    """That an ear heard each of them, among other things; it is asked once, for it forgets."""
    if len(texts) > 1:
        yield f"heard = {ear}"
        ear = "heard"
    yield from (line for text in texts for line in contained(text, ear))


def _verb(message: Message) -> str:
    if message.group_id is None:
        return "whispers"
    return "says" if (message.channel, message.group_id) == (CHANNEL, TOWN_GROUP) else "sends"


def _ear(name: str, group: str) -> str:
    if name:
        return f"town.hears({literal(name)})"
    return f"town.group_hears({'' if group == TOWN_GROUP else literal(group)})"


def _span(span: timedelta) -> str:
    parts = []
    for name, unit in UNITS:
        count, span = divmod(span, unit)
        parts += [f"{name}={count}"] if count else []
    return ", ".join(parts)


def _name(steps: Steps) -> str:
    """By what its first ticket was about, and how that ended; whatever else is told is talk."""
    if not steps.tickets:
        return "test_talk_is_left_alone"
    _, category, status = steps.tickets[0]
    return f"test_{category}_{status}"


def _about(steps: Steps) -> str:
    """Who said what first."""
    first = next((one for one in steps.steps if one.message and not one.left_out), None)
    if first is None or first.message is None:
        return "Nothing that a test could tell."
    words = "".join(one for one in first.message.text if one not in '"\\' and one.isprintable())
    return f"{first.who}：{words[:40]}{'…' if len(words) > 40 else ''}"
