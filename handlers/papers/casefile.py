"""Case file 案卷: one matter, one file: what was said, the six stages, the timeline, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.actions.supervise import coordinator
from handlers.dates import NUMERALS
from handlers.desk import Desk
from handlers.papers import timeline
from handlers.papers.agreement import agreement
from handlers.papers.beside import beside
from handlers.papers.blocks import Block, Heading, Paper, Paragraph, Rows, Signature, Title
from handlers.papers.letter import FORMS, letter, steps
from handlers.papers.names import Calling, concerned, take_out
from handlers.papers.photos import other_files, photos
from handlers.papers.stages import Case, Stage, stages
from handlers.papers.wording import full_day, issuer
from models import event
from models.moves import Action
from models.ticket import Status, Ticket


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The papers of a case by name, its timeline as a table, and its six stages."""

    papers: dict[str, Paper]
    timeline: Rows
    stages: Sequence[Stage]
    files: Sequence[tuple[str, bytes]] = ()
    """Kept files that are no pictures, by name."""


def casefile(desk: Desk, ticket: Ticket, *, public: bool) -> CaseFile:
    """The file of a ticket; for the public without anybody's name or number."""
    every = event.timeline(desk.session, ticket.number)
    case = Case(desk, ticket, event.standing(every))
    calling = Calling(desk, ticket, public)
    found = stages(case)
    table = Rows(timeline.HEAD, timeline.rows(calling, every), timeline.SHARES)
    papers = dict(_papers(calling, found, table))
    if public:
        names = concerned(desk, ticket, every)
        *cleaned, (table_only,) = take_out(desk, [*papers.values(), [table]], names)
        papers, table = dict(zip(papers, cleaned, strict=True)), _as_rows(table_only)
    return CaseFile(papers, table, found, other_files(calling))


def missing_lines(found: Sequence[Stage]) -> list[str]:
    """What is missing of the six, a line each; one line if nothing is."""
    lines = [f"{one.name}：{one.missing}" for one in found if not one.is_there]
    return lines or ["六公开的记录都有"]


def _papers(calling: Calling, found: Sequence[Stage], table: Rows) -> Iterator[tuple[str, Paper]]:
    desk, ticket = calling.desk, calling.ticket
    yield "案卷", list(_file(calling, found, table))
    agreed = agreement(calling)
    if agreed:
        yield "调解协议", agreed
    shown = photos(calling)
    if shown:
        yield "照片", shown
    for number, step in enumerate(steps(desk, ticket), start=1):
        yield f"文书{number}-{FORMS[Action(step.step)].title}", letter(desk, ticket, step)


def _file(calling: Calling, found: Sequence[Stage], table: Rows) -> Iterator[Block]:
    desk, ticket = calling.desk, calling.ticket
    yield Title(f"第{ticket.number}号事项案卷")
    yield Rows(("项目", "内容"), list(_overview(calling)), (1, 3))
    numerals = iter(NUMERALS)
    yield Heading(f"{next(numerals)}、反映内容")
    yield Paragraph(ticket.text or "（内容已按本人要求删除）")
    yield Heading(f"{next(numerals)}、六公开")
    yield from _six(found)
    for title, blocks in beside(calling):
        yield Heading(f"{next(numerals)}、{title}")
        yield from blocks
    yield Heading(f"{next(numerals)}、办理过程")
    yield table
    yield Heading(f"{next(numerals)}、缺项清单")
    yield Paragraph("\n".join(missing_lines(found)))
    yield Signature(issuer(desk, ticket, coordinator(desk, ticket, None)), full_day(desk, desk.now))


def _overview(calling: Calling) -> Iterator[tuple[str, str]]:
    desk, ticket = calling.desk, calling.ticket
    yield "编号", str(ticket.number)
    yield "类别", desk.office.catalogue.named(ticket.category).label
    yield "地点", desk.place_name(ticket.node_id)
    yield "现状", Status(ticket.status).label
    yield "反映人", calling.reporter()
    yield "登记", full_day(desk, ticket.created_at)
    for label, moment in (
        ("受理", ticket.confirmed_at),
        ("办结", ticket.resolved_at),
        ("销号", ticket.closed_at),
    ):
        if moment is not None:
            yield label, full_day(desk, moment)
    yield "经办人", calling.person(desk.person(ticket.handler_id))
    yield "办理结果", ticket.result or "还没有"


def _six(found: Sequence[Stage]) -> Iterator[Block]:
    for number, stage in enumerate(found):
        yield Heading(f"（{tuple(NUMERALS)[number]}）{stage.name}", 2)
        yield Paragraph("\n".join(stage.proofs) if stage.is_there else f"缺：{stage.missing}。")


def _as_rows(block: Block) -> Rows:
    assert isinstance(block, Rows)
    return block
