"""Photos 照片: the pictures of a ticket on pages of their own; for the public none leave the program."""

from __future__ import annotations

from handlers.papers.blocks import Block, Picture, Title
from handlers.papers.names import Calling
from models import attachment, merging
from models.attachment import PICTURE, Attachment, State


def photos(calling: Calling) -> list[Block]:
    """The pictures in the order in which they came, each with its moment; nothing if there are none.

    A picture may show a face, a door or a number plate, and nobody can take that out by rule.
    """
    found = [one for one in _kept(calling) if one.media == PICTURE]
    if not found:
        return []
    session, calendar = calling.desk.session, calling.desk.office.calendar
    blocks: list[Block] = [Title(f"第{calling.ticket.number}号事项照片")]
    for number, one in enumerate(found, start=1):
        at = calendar.local(one.at)
        caption = f"照片{number}（{at.year}年{at.month}月{at.day}日 {at:%H:%M}收到）"
        blocks.append(Picture(attachment.content_of(session, one.id or 0) or b"", caption))
    return blocks


def other_files(calling: Calling) -> list[tuple[str, bytes]]:
    """Kept files that are no pictures, by name."""
    found = [one for one in _kept(calling) if one.media != PICTURE]
    contents = [attachment.content_of(calling.desk.session, one.id or 0) or b"" for one in found]
    return [(f"附件{number}.pdf", content) for number, content in enumerate(contents, start=1)]


def _kept(calling: Calling) -> list[Attachment]:
    if calling.public:
        return []
    session = calling.desk.session
    numbers = [one.number for one in merging.family(session, calling.ticket)]
    return [one for one in attachment.of_ticket(session, numbers) if one.state == State.KEPT]
