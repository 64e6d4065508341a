"""无: a check found nothing; from anybody who owes none it is talk."""

from __future__ import annotations

from handlers.actions.zero_report import nothing_found, open_checks
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from models.outbox import Outgoing


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """Tick off the checks of whoever owes some."""
    command = heard.command
    if command is None or command.verb is not Verb.NOTHING_FOUND:
        return None
    checks = open_checks(desk)
    if not checks:
        staff = heard.message.is_private and bool(desk.speaker.posts)
        return [desk.reply(heard, "您现在没有要报的排查。")] if staff else None
    wrong = [number for number in command.numbers if number not in {one.number for one in checks}]
    if wrong:
        return [desk.reply(heard, f"{wrong[0]} 号不是您的排查，请核对编号，发“待办”看全部。")]
    return [desk.reply(heard, nothing_found(desk, checks, command.numbers))]
