"""Hearing 听: what a message is taken for, before anything is looked up. Pure, so that talk costs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.commands import LEXICON, Command, Takes, Verb, told
from handlers.message import Message
from handlers.office import Office
from handlers.parsing import fold, parse, strip_mention
from handlers.recent import Piece
from nlp.verdict import Verdict

SILENT = "silent"
ABOUT_TICKETS = {
    verb for verb, (takes, _) in LEXICON.items() if takes in (Takes.NUMBERS, Takes.NUMBERS_THEN_WORDS)
} - {Verb.UNDO, Verb.AGENDA, Verb.NOTHING_FOUND}
NEVER_A_REPORT = {Verb.PICK} | {verb for verb, (takes, _) in LEXICON.items() if takes is Takes.OF_ITS_OWN}
BARE_NUMBER = re.compile(r"\+?\d{1,3}[。.!！]?")
TICKET_NUMBER = re.compile(r"【(\d{1,18})号】")


@dataclass(frozen=True, slots=True)
class Dispute:
    """A quarrel in a group, as far as it is known: nobody's words."""

    category: str | None
    """Of a turn that reports a dispute."""
    threat: bool
    """Whether somebody threatens another's life or home."""
    parties: tuple[str, ...]
    """Who trade accusations, in the spelling by which accounts are compared."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message with the command or the report that it holds."""

    message: Message
    words: str
    """The text, narrow digits, without the leading @bot."""
    command: Command | None
    verdict: Verdict | None
    """None for a command that nothing but a command can be."""
    pieces: tuple[Piece, ...] = ()
    """What the same person said just before, and the message itself, where they are read as one report."""
    adds_to: int | None = None
    """The ticket of the report that the same person made just before, if this belongs to it."""
    names_place: str = ""
    """The words of this one message, if they are a place and nothing else: perhaps the answer to where."""
    echo: str | None = None
    """Of words that only say the same is so here (+1, 我家也停了): what they say of it."""
    just_told: tuple[int, ...] = ()
    """The tickets of this chat that an echo without a quote may mean, newest first."""
    quarrel: Dispute | None = None
    """The quarrel of which it is a turn."""

    @property
    def is_addressed(self) -> bool:
        """Whether it is said to the bot: in private, by @, or as a reply to the bot's own words."""
        quoted = self.message.quote
        replies = quoted is not None and TICKET_NUMBER.search(quoted.text) is not None
        return self.message.is_private or self.message.mentions_bot or replies

    @property
    def is_pointed(self) -> bool:
        """Whether a command in it is one for certain: it has a number, a quote or a mention (CONTRACT)."""
        numbered = self.command is not None and bool(self.command.numbers)
        return numbered or self.message.quote is not None or self.message.mentions_bot

    @property
    def deed(self) -> str:
        """What was done by it, in the users' word: 确认, 办结 …"""
        if self.command:
            return told(self.command)
        return "登记" if self.adds_to is None else "补充"

    @property
    def reports(self) -> bool:
        """Whether the words report a matter, for certain or perhaps."""
        return self.verdict is not None and self.verdict.decision != SILENT

    @property
    def may_matter(self) -> bool:
        """Whether anybody may listen; the rest is talk, and leaves no trace."""
        shows = self.message.attachments and self.message.quote
        meant = self.command or self.is_addressed or self.message.recall_of or shows
        says = self.reports or self.adds_to or self.names_place or self.echo is not None
        return bool(meant or says or self.quarrel)


def hear(office: Office, message: Message, now: datetime) -> Heard:
    """Read a message: a command, else a report, else talk."""
    folded = fold(message.text)
    words = strip_mention(folded, office.bot_names, message.mentions_bot)
    if message.group_id and BARE_NUMBER.fullmatch(words):
        office.memory.note_number(group_key(message), message.sender_id, now)
    command = parse(words)
    may_report = command is None or (bool(command.words) and command.verb not in NEVER_A_REPORT)
    needs_verdict = bool(words) and may_report
    chat = (message.channel, message.group_id) if message.group_id else None
    heard = Heard(message, words, command, office.classify(words, chat) if needs_verdict else None)
    is_talk = command is None and not heard.reports
    is_place = is_talk and office.understanding.facts.is_only_place(words)
    return replace(heard, names_place=words) if is_place else heard


def one_by_one(heard: Heard) -> list[Heard]:
    """A command about several tickets as one for each: what cannot be done of them hinders no other."""
    command = heard.command
    if command is None or len(command.numbers) < 2 or command.verb not in ABOUT_TICKETS:
        return [heard]
    return [replace(heard, command=replace(command, numbers=(number,))) for number in command.numbers]


def group_key(message: Message) -> str:
    """The group of a message, by its channel's name and its own id."""
    return f"{message.channel}/{message.group_id}"
