"""The state machine: people of every kind speak, repeat, recall and hand over, and the clock runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from handlers.inbox import accept
from handlers.message import Attachment, Message, Quote
from models.moves import MOVES, Action, Who
from models.ticket import Status
from schedules.runner import run_due
from tests.databases import bytes_of
from tests.machine import effects, laws, speech
from tests.machine.rows import Rows, read
from tests.town import CAST, CHANNEL, GROUP, Town

VILLAGE = "g-village"
LONG_WORDS = 12
"""So long a text is somebody's words; a shorter one may be a command that the bot itself offers."""
EVERYBODY = st.sampled_from(sorted(CAST))
WHERE = st.sampled_from((GROUP, GROUP, None, VILLAGE, "g-unknown"))
SPANS = st.sampled_from(
    [timedelta(minutes=n) for n in (1, 6, 31, 130)]
    + [timedelta(hours=n) for n in (5, 13)]
    + [timedelta(days=n) for n in (1, 1, 2, 4, 8, 40, 95)]
    + [timedelta(hours=-1)]
)
PAUSES = st.sampled_from([timedelta(seconds=n) for n in (0, 5, 70, 200, 650)])


class Machine(RuleBasedStateMachine):
    """One or several towns to which the same happens; each law is looked at after every step."""

    @staticmethod
    def settle() -> Sequence[Town]:
        """The towns, empty and at one moment."""
        raise NotImplementedError

    def __init__(self) -> None:
        """The towns are settled, and nobody has spoken yet."""
        super().__init__()
        self.towns = self.settle()
        self.messages: list[Message] = []
        self.rows = [read(town.database) for town in self.towns]
        self.before: dict[str, list[Rows]] = {}
        """How everything stood before each one's last deed."""

    # What people do

    @rule(who=EVERYBODY, words=st.sampled_from(speech.REPORTS), where=WHERE, pause=PAUSES)
    def reports(self, who: str, words: str, where: str | None, pause: timedelta) -> None:
        """Somebody tells a matter."""
        self._say(who, words, where, pause)

    @rule(who=EVERYBODY, words=speech.ANY_WORDS, where=WHERE, pause=PAUSES, mention=st.booleans())
    def says(self, who: str, words: str, where: str | None, pause: timedelta, mention: bool) -> None:
        """Anybody says anything."""
        self._say(who, words, where, pause, mentions_bot=mention)

    @initialize(words=st.lists(st.sampled_from(speech.REPORTS), min_size=1, max_size=3, unique=True))
    def begins(self, words: list[str]) -> None:
        """Something has been told before anybody tries anything."""
        for one, who in zip(words, ("王大妈", "张大爷", "小刘"), strict=False):
            self._say(who, one, GROUP, timedelta())

    @rule(data=st.data(), pause=PAUSES)
    def moves(self, data: st.DataObject, pause: timedelta) -> None:
        """Somebody who may, takes a move that is open."""
        self._move(data, pause, tuple(speech.MOVE_WORDS))

    @rule(data=st.data(), pause=PAUSES)
    def moves_once_more(self, data: st.DataObject, pause: timedelta) -> None:
        """The same: what may be done is done more often than what may not."""
        self._move(data, pause, tuple(speech.MOVE_WORDS))

    @rule(data=st.data(), pause=PAUSES)
    def goes_on(self, data: st.DataObject, pause: timedelta) -> None:
        """A matter goes the way of most."""
        self._move(data, pause, speech.USUAL)

    @rule(data=st.data(), pause=PAUSES)
    def goes_further(self, data: st.DataObject, pause: timedelta) -> None:
        """The same, so that some matters come to their end."""
        self._move(data, pause, speech.USUAL)

    @rule(data=st.data(), who=EVERYBODY, words=speech.ANY_WORDS)
    def quotes(self, data: st.DataObject, who: str, words: str) -> None:
        """Somebody answers to a message, or to the bot's own words."""
        if not self.messages:
            return
        quoted = data.draw(st.sampled_from(self.messages))
        bots = data.draw(st.booleans())
        quote = Quote(None, f"【{speech.FIRST}号】请确认") if bots else Quote(quoted.message_id, quoted.text)
        self._say(who, words, quoted.group_id, timedelta(), quote=quote)

    @rule(who=EVERYBODY, where=WHERE)
    def sends_a_picture(self, who: str, where: str | None) -> None:
        """A picture without words."""
        self._say(who, "", where, timedelta(), attachments=(Attachment("image", "https://example.org/1"),))

    @rule(data=st.data())
    def undoes(self, data: st.DataObject) -> None:
        """Somebody takes his last deed back."""
        if not self.before:
            return
        who = data.draw(st.sampled_from(sorted(self.before)))
        self._say(who, "撤销", data.draw(st.sampled_from((GROUP, None))), timedelta())

    @rule(data=st.data(), mine=st.booleans(), who=EVERYBODY)
    def recalls(self, data: st.DataObject, mine: bool, who: str) -> None:
        """A message is taken back, by its sender or, by a gateway's mistake, by another."""
        if not self.messages:
            return
        said = data.draw(st.sampled_from(self.messages))
        sender = next((name for name, one in CAST.items() if one.account == said.sender_id), who)
        self._say(sender if mine else who, "", said.group_id, timedelta(), recall_of=said.message_id)

    @rule(data=st.data())
    def repeats(self, data: st.DataObject) -> None:
        """The gateway sends an old message once more: what had its effect has none."""
        if not self.messages:
            return
        again = data.draw(st.sampled_from(self.messages))
        known = (CHANNEL, again.message_id) in self.rows[0]["receipt"]
        rows = self._step(lambda town: accept(town.office, again, town.now))
        if known:
            for before, after in zip(rows, self.rows, strict=True):
                _hold(before.changed(after) - effects.ANSWERED)

    # What the clock does

    @rule(span=SPANS)
    def passes(self, span: timedelta) -> None:
        """Time passes, or goes back, and a round is done; another at the same moment finds nothing."""
        self._step(lambda town: town.at(town.now + span), by_message=False)
        for town, rows in zip(self.towns, self.rows, strict=True):
            _hold(laws.lawful(town, rows, after_a_round=True))
            _hold(run_due(town.office, town.now))
            town.deliver()
            _hold(rows.changed(read(town.database)))

    def teardown(self) -> None:
        """At the end no word of any message stands in the clear."""
        told = {one.text for one in self.messages if len(one.text) >= LONG_WORDS and not one.text.isascii()}
        for town in self.towns:
            kept = bytes_of(town.database)
            _hold(f"in the clear: {words}" for words in sorted(told) if words.encode() in kept)

    # The parts

    def _move(self, data: st.DataObject, pause: timedelta, actions: Sequence[Action]) -> None:
        tickets = self.rows[0]["ticket"]
        open_now = [
            (number, action)
            for (number,), ticket in tickets.items()
            for action in actions
            if Status(ticket["status"]) in MOVES[action].frm
        ]
        if not open_now:
            return
        number, action = data.draw(st.sampled_from(open_now))
        who = data.draw(st.sampled_from(self._those(MOVES[action].who, number)))
        (other,) = data.draw(st.sampled_from(list(tickets)))
        words = data.draw(st.sampled_from(speech.MOVE_WORDS[action])).format(number, other=other)
        self._say(who, words, data.draw(st.sampled_from((GROUP, None))), pause)

    def _say(self, who: str, words: str, where: str | None, pause: timedelta, **rest: object) -> None:
        for town in self.towns:
            town.now += pause
        sent: list[Message] = []

        def say(town: Town) -> None:
            town.sends(who, words, group_id=where, **rest)
            sent.append(replace(town.last_message))

        before = self._step(say)
        self.messages.append(sent[0])
        self._taken_back(who, before)
        if self.rows[0].different(before[0], "undo"):
            self.before[who] = before

    def _taken_back(self, who: str, before: list[Rows]) -> None:
        for n, (rows, after) in enumerate(zip(before, self.rows, strict=True)):
            took = effects.taken_back(rows, after)
            if took and who in self.before:
                _hold(effects.of_taking_back(self.before[who][n], after, took))

    def _step(self, deed: Callable[[Town], object], *, by_message: bool = True) -> list[Rows]:
        """Do it in each town, and look at the laws; returns the rows as they were."""
        before = self.rows
        for town in self.towns:
            deed(town)
            town.deliver()
        self.rows = [read(town.database) for town in self.towns]
        judge = effects.of_a_message if by_message else effects.of_any
        for town, was, rows in zip(self.towns, before, self.rows, strict=True):
            _hold([*judge(was, rows), *laws.lawful(town, rows, after_a_round=False)])
        for other in self.rows[1:]:
            _hold(effects.told_apart(self.rows[0], other))
        return before

    def _those(self, who: Who, number: int) -> list[str]:
        """The names of those to whom a move of a ticket is open, as far as posts tell."""
        ticket = self.rows[0]["ticket"][number,]
        people = {row["id"]: row["name"] for row in self.rows[0]["person"].values()}
        named = [people.get(ticket["handler_id"])] if who.handler else []
        if who.reporter:
            known = self.rows[0]["identity"].get((ticket["reporter_id"],))
            named.append(
                next((n for n, one in CAST.items() if known and one.account == known["account"]), None)
            )
        named += ["李群主"] if who.keeper else []
        named += [name for name, one in CAST.items() if who.roles & {role for role, _ in one.posts}]
        return [name for name in named if name in CAST] or sorted(CAST)


def _hold(broken: Iterable[str]) -> None:
    """Nothing is broken; else what is."""
    lines = list(broken)
    assert not lines, "\n".join(lines)
