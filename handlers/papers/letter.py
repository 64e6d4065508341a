"""Letters 文书: what the office writes to a unit at each step of a supervision.

A letter tells the matter by number, category and place, and names no resident; the demand is as it was said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.actions.orders import following
from handlers.actions.supervise import coordinator
from handlers.desk import Desk
from handlers.papers.blocks import Block, Heading, Paragraph, Reference, Signature, Title, To
from handlers.papers.wording import centre_of, full_day, issuer
from models import event, supervision, unit_supervision
from models.moves import MOVES, Action
from models.supervision import Supervision
from models.ticket import Status, Ticket
from models.unit_supervision import UnitSupervision


@dataclass(frozen=True, slots=True)
class Form:
    """What the letter of one step is called and says; `{unit}`, `{before}`, `{due}` are filled in."""

    title: str
    says: str


FORMS = {
    Action.SUPERVISE: Form("督办通知书", "现予督办。请{unit}于{due}前办结，并书面报告办理结果。"),
    Action.CIRCULATE: Form("督办情况通报", "经督办，至{before}仍未办结，现予通报。请{unit}于{due}前办结。"),
    Action.SUMMON: Form(
        "督办约谈通知书",
        "经督办、通报，至{before}仍未办结，现约谈{unit}负责人，请带办理情况参加，并于{due}前办结。",
    ),
    Action.LIST: Form(
        "挂牌督办通知书", "经督办、通报、约谈，至{before}仍未办结，现挂牌督办。请{unit}于{due}前办结。"
    ),
}


def steps(desk: Desk, ticket: Ticket) -> list[Supervision]:
    """The steps of a ticket's supervision that hold, oldest first: those taken back have no letter."""
    held = {one.seq for one in event.standing(event.timeline(desk.session, ticket.number))}
    return [one for one in supervision.of_ticket(desk.session, ticket.number) if one.seq in held]


def letter(desk: Desk, ticket: Ticket, step: Supervision) -> list[Block]:
    """The letter of one step."""
    return list(_blocks(desk, ticket, step))


def _blocks(desk: Desk, ticket: Ticket, step: Supervision) -> Iterator[Block]:
    every = steps(desk, ticket)
    place = next(n for n, one in enumerate(every) if one.id == step.id)
    before = every[place - 1] if place else None
    form, year = FORMS[Action(step.step)], desk.office.calendar.local(step.at).year
    yield Title(form.title)
    yield Reference(f"综治督〔{year}〕{ticket.number}-{place + 1}号")
    yield To(step.unit)
    yield Paragraph(_matter(desk, ticket, step))
    passed = full_day(desk, before.due_at) if before else ""
    yield Paragraph(form.says.format(unit=step.unit, before=passed, due=full_day(desk, step.due_at)))
    if step.demand:
        yield Heading("办理要求")
        yield Paragraph(step.demand)
    after = following(step.step)
    if after is not None:
        yield Paragraph(f"到期仍未办结的，将视情{MOVES[after].label}。")
    by = coordinator(desk, ticket, step.ordered_by)
    yield Signature(issuer(desk, ticket, by), full_day(desk, step.at))


def unit_letter(desk: Desk, step: UnitSupervision) -> list[Block]:
    """The letter of one step over a unit itself: what is asked of it, and until when."""
    every = [
        one for one in unit_supervision.every(desk.session, step.node_id, step.unit) if one.seq <= step.seq
    ]
    before = every[-2] if step.step != Action.SUPERVISE and len(every) > 1 else None
    form, year = FORMS[Action(step.step)], desk.office.calendar.local(step.at).year
    passed = full_day(desk, before.due_at) if before else ""
    says = form.says.replace("办结", "落实").replace("并书面报告办理结果", "并书面报告落实情况")
    blocks: list[Block] = [
        Title(form.title),
        Reference(f"综治督〔{year}〕单位{step.node_id}-{step.seq}号"),
        To(step.unit),
        Paragraph(f"{desk.place_name(step.node_id)}{step.unit}有关工作需要限期落实。"),
        Paragraph(says.format(unit=step.unit, before=passed, due=full_day(desk, step.due_at))),
    ]
    blocks += [Heading("工作要求"), Paragraph(step.demand)] if step.demand else []
    after = following(step.step)
    blocks += [Paragraph(f"到期仍未落实的，将视情{MOVES[after].label}。")] if after is not None else []
    path = desk.node(step.node_id).path
    return [*blocks, Signature(centre_of(desk, path, desk.person(step.ordered_by)), full_day(desk, step.at))]


def _matter(desk: Desk, ticket: Ticket, step: Supervision) -> str:
    """Which matter it is and how it stands; no word of anybody's."""
    what = desk.office.catalogue.named(ticket.category).label
    told = f"{full_day(desk, ticket.created_at)}登记的第{ticket.number}号事项"
    told += f"（{what}，{desk.place_name(ticket.node_id)}）"
    if ticket.confirmed_at is not None:
        told += f"，{full_day(desk, ticket.confirmed_at)}受理"
    if ticket.due_at is not None and ticket.due_at < step.at:
        told += f"，应于{full_day(desk, ticket.due_at)}前办好"
    open_then = ticket.resolved_at is None or ticket.resolved_at > step.at
    return f"{told}，至今没有办结。" if open_then else f"{told}，{Status(ticket.status).label}。"
