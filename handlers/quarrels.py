"""吵架 heard: a message of a group as a turn of a quarrel. No database; kept is how it sounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.hearing import Dispute, Heard, group_key
from handlers.heat import Sounded
from handlers.office import Office
from models.ticket import Kind, Urgency
from nlp.quarrel import read, speaks_to_a_face


def notice(office: Office, heard: Heard, now: datetime) -> Heard:
    """The same message, with the quarrel that it is a turn of, if it is one."""
    message, heat = heard.message, office.memory.heat
    if message.group_id is None or heard.command is not None:
        return heard
    group = group_key(message)
    if message.recall_of is not None:
        heat.recall(group, message.recall_of)
        return heard
    if not (speaks_to_a_face(heard.words) or heat.is_warm(group, now)):
        return heard
    verdict, who = heard.verdict, office.space(message.channel).key(message.sender_id)
    danger = verdict is not None and verdict.urgency == Urgency.EMERGENCY
    quoted = message.quote.message_id if message.quote is not None else None
    found = heat.note(group, Sounded(message.message_id, who, read(heard.words), now, quoted, danger))
    if found is None:
        return heard
    trade, parties = found
    category = verdict.category if verdict is not None and verdict.kind == Kind.DISPUTE else None
    return replace(heard, quarrel=Dispute(category, trade.threat, parties))
