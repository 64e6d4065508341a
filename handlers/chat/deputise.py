"""代班: an owner names a deputy for today; it ends by itself at midnight."""

from __future__ import annotations

from datetime import time, timedelta

from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from handlers.refusal import Refusal
from models import group
from models.group import OWNER
from models.outbox import Outgoing
from models.person import staff_named


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Let a member of the staff answer in the owner's stead until the day ends."""
    if heard.command is None or heard.command.verb is not Verb.DEPUTISE or desk.group is None:
        return None
    owners = group.keepers(desk.session, desk.group.id or 0, OWNER, desk.now)
    if desk.speaker.person_id not in {owner.id for owner in owners}:
        return None
    name = heard.command.words
    found = staff_named(desk.session, name)
    if len(found) != 1:
        told = "重名" if found else "没有登记"
        raise Refusal(f"“{name[:10]}”{told}，请让管理员先在名册里核对")
    calendar = desk.office.calendar
    midnight = calendar.at(calendar.today(desk.now) + timedelta(days=1), time(0))
    named = group.deputise(desk.session, desk.group.id or 0, found[0].id or 0, (desk.now, midnight))
    desk.images.remember_new(named)
    return [desk.reply(heard, f"今天由{name}代班，明天零点自动结束")]
