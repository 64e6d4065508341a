"""不需要帮扶, 退出 帮联系: a family ends by its own word what it was enrolled in; nothing is asked back."""

from __future__ import annotations

from handlers.actions.leave_plan import is_household, leave_plans
from handlers.commands import Verb
from handlers.desk import Desk
from handlers.hearing import Heard
from models.help import find_help
from models.outbox import Outgoing


def answer(heard: Heard, desk: Desk) -> list[Outgoing] | None:
    """End the plans that are meant; in private only, and from somebody of a family that is known."""
    command, known = heard.command, desk.speaker.person
    if command is None or known is None or not heard.message.is_private or not is_household(known):
        return None
    is_meant = command.verb is Verb.LEAVE_PLAN and not (command.words and find_help(command.words) is None)
    if not is_meant and not (command.verb is Verb.NOT_NEEDED and find_help(command.words)):
        return None
    names, told = leave_plans(desk, known, command.words)
    return [desk.reply(heard, f"好的，{names}已经停了，以后不再为这个联系您"), *told]
