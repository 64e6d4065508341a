"""代报: 代报 电话 幸福村3组路灯坏了三天."""

from __future__ import annotations

from dataclasses import replace

from handlers.actions import match
from handlers.actions.enter import LINES, enter, judged, place_for
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import SILENT, Heard
from handlers.matter import keep_speaker, matter_of
from handlers.recent import Piece
from handlers.refusal import Refusal
from handlers.wording import in_danger, mark
from models.outbox import Choice, Outgoing
from models.source import FOUND
from models.ticket import Ticket, Urgency

SHORTEST = 4
"""Fewer characters tell no matter."""


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Enter what somebody told one of the staff; in a group, words that report nothing are talk."""
    command = heard.command
    if command is None or command.verb is not Verb.ENTER:
        return None
    source, words = _parts(command.words)
    verdict = judged(desk.office, words)
    is_certain = heard.is_pointed or heard.message.is_private
    if not is_certain and desk.office.classify(words).decision == SILENT:
        return None
    node = place_for(desk, words)
    if node is None:
        raise Refusal("代报由网格员、网格长、村干部或综治中心使用，您不能办理。", if_pointed=True)
    if len(words) < SHORTEST:
        raise Refusal("请写明什么事，例：代报 电话 村口路灯坏了三天", if_pointed=True)
    keep_speaker(heard, desk)
    same = match.Matcher(desk).find(match.case_of(desk, verdict, node, words, desk.now))
    matter = replace(matter_of(heard, desk, verdict, (node.id, source)), text=words)
    ticket, told = enter(desk, replace(matter, pieces=(_piece(heard, desk, words),)))
    danger = [in_danger(heard, desk, ticket)] if ticket.urgency == Urgency.EMERGENCY else []
    return danger + told + (_same_as(desk, ticket, same) if same is not None else [])


def _piece(heard: Heard, desk: Desk, words: str) -> Piece:
    return Piece(heard.message.message_id, words, desk.now, heard.message.attachments)


def _same_as(desk: Desk, ticket: Ticket, same: Ticket) -> list[Outgoing]:
    """Whoever entered it is told what it may be, and decides."""
    how = f"合并 {ticket.number} {same.number}"
    text = f"{mark(ticket)}可能和{mark(same)}是同一件事，是就回复：{how}"
    return [one.offering(Choice("合并", how)) for one in desk.tell(desk.speaker.person, text, ticket)]


def _parts(said: str) -> tuple[str, str]:
    """By which line it came, and the words; 基层摸排 if none is named."""
    for word in sorted(LINES, key=len, reverse=True):
        rest = said.removeprefix(word)
        if rest != said and (not rest or not rest[0].isalnum()):
            return LINES[word], rest.lstrip(" ,，、;；。.:：\n\t").strip()
    return FOUND, said
