"""Spreading 群发: broadcasts go into the outbox, some hundreds of groups at a time, each group once.

A crash between two portions leaves nothing half: what was not queued still waits in its row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from handlers import ways
from handlers.desk import Desk
from handlers.office import Office
from models import broadcast
from models.broadcast import Broadcast, BroadcastGroup, LeftOut
from models.database import Collision
from models.group import ChatGroup
from models.outbox import EMERGENCY, ROUTINE, Chat, Outgoing

AT_ONCE = 500


def spread(office: Office, now: datetime) -> list[str]:
    """Queue every broadcast whose time has come, for each group that may hear it now."""
    done: list[str] = []
    while True:
        with office.database.reading() as session:
            ids = broadcast.due(session, now, AT_ONCE)
        if not ids:
            return done
        try:
            with office.database.session() as session:
                count = _portion(Desk(office, session, now), ids)
        except Collision:  # another scheduler queued some of these
            return done
        done += [f"{count} groups of broadcasts queued"] if count else []
        if len(ids) < AT_ONCE:
            return done


def _portion(desk: Desk, ids: Sequence[int]) -> int:
    posted: list[BroadcastGroup] = []
    said: list[Outgoing] = []
    texts: dict[int, str] = {}
    for row, notice, group in broadcast.hold(desk.session, ids):
        if not _goes_now(desk, row, notice, group):
            desk.session.add(row)
            continue
        text = texts.setdefault(notice.id or 0, notice.text or "")
        priority = EMERGENCY if notice.urgent else ROUTINE
        said.append(Outgoing(Chat(group.channel, group.group_id), text, row.key, priority=priority))
        posted.append(row)
    ways.say(desk, said)
    broadcast.note_posted(desk.session, posted)
    return len(posted)


def _goes_now(desk: Desk, row: BroadcastGroup, notice: Broadcast, group: ChatGroup) -> bool:
    """Whether a group hears it now; if not, its row says when it is looked at, or why it is left out."""
    later = _later(desk, notice, group)
    left = None
    if notice.until is not None:
        left = LeftOut.STOPPED
    elif not group.is_bound:
        left = LeftOut.UNBOUND
    elif desk.office.answers_only(group.channel):
        left = LeftOut.ANSWERS_ONLY
    elif desk.now >= notice.ends_at:
        left = LeftOut.LATE
    elif later is not None and later >= notice.ends_at:
        left = LeftOut.MUTED
    row.left_out, row.next_at = left, None if left else later
    return left is None and later is None


def _later(desk: Desk, notice: Broadcast, group: ChatGroup) -> datetime | None:
    """When a group that is to be left in peace now may hear it; None: now."""
    priority = EMERGENCY if notice.urgent else ROUTINE
    moment = desk.now
    if ways.is_silent(desk, group, priority) and group.muted_until is not None:
        moment = group.muted_until
    if not notice.urgent:
        moment = desk.office.calendar.next_loud(moment)
    return moment if moment > desk.now else None
