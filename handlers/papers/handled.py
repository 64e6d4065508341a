"""A handled matter as residents may read it: what was reported and what came of it, without names."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.papers.blocks import Paragraph, Title
from handlers.papers.names import concerned, take_out
from models import event
from models.ticket import Ticket


def handled(desk: Desk, ticket: Ticket) -> tuple[str, str]:
    """Title and words; names, numbers, doors and cars are taken out as from a case file for the public."""
    label = desk.office.catalogue.named(ticket.category).label
    title = f"{label}办理结果（{desk.place_name(ticket.node_id)}）"
    words = f"反映：{ticket.text}\n结果：{ticket.result}"
    names = concerned(desk, ticket, event.timeline(desk.session, ticket.number))
    ((first, second),) = take_out(desk, [[Title(title), Paragraph(words)]], names)
    assert isinstance(first, Title)
    assert isinstance(second, Paragraph)
    return first.text, second.text
