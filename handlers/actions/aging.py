"""到期清除: what has been kept for long enough is forgotten, a piece at a time; counts and the chain stay.

Each piece is a transaction of its own and finds only what is still there, so that a round may be interrupted
anywhere, and two may overlap. A round does so much only, and the next goes on; once nothing is left, the next
day's does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.desk import Desk
from handlers.office import Office
from models import carried, erasure, event, merging, retention, retraction
from models import ticket as tickets
from models.calendar import months_before
from models.carried import ACCOUNTS, CARRIED
from models.database import Collision
from models.moves import Action
from models.personal import BESIDE_A_TICKET
from models.retention import Cut, Kept
from models.source import aged_id, sources_of
from models.ticket import Ticket

TICKETS_AT_ONCE = 20
ROWS_AT_ONCE = 500
PIECES_A_ROUND = 12


def forget_aged(office: Office, now: datetime) -> list[str]:
    """The clock's part: once a day, a dozen pieces a round; what went, without names."""
    today = office.calendar.today(now)
    with office.database.reading() as session:
        if retention.is_done(session, today):
            return []
    try:
        gone = forget(office, now, PIECES_A_ROUND)
    except Collision:  # somebody took a step of a ticket at the same moment; the next round goes on
        return []
    return [f"{count} of {table} forgotten" for table, count in gone.items()]


def forget(office: Office, now: datetime, most: int | None = None) -> dict[str, int]:
    """Forget what has aged, `most` pieces of it or all; how many rows of each table went."""
    cut, gone, left = cut_at(office, now), dict[str, int](), most
    for table, count in _pieces(office, cut, now):
        if count:
            gone[table] = gone.get(table, 0) + count
            left = None if left is None else left - 1
        if left == 0:
            return gone
    with office.database.session() as session:
        retention.note_run(session, cut.today, now)
    if gone:
        office.database.fold_log()
    return gone


def would_go(office: Office, now: datetime) -> dict[str, int]:
    """How many rows of each table would go now; accounts to which aged tickets led are not known yet."""
    cut = cut_at(office, now)
    with office.database.reading() as session:
        found = {"ticket": retention.count(session, retention.aged(cut))}
        return found | {one.table: retention.count(session, one.due(cut)) for one in (*CARRIED, ACCOUNTS)}


def cut_at(office: Office, now: datetime) -> Cut:
    """Until when what ended has aged, by the settings: months and days before now, on the county's clock."""
    local = office.calendar.local(now)
    return Cut(
        closed=months_before(local, office.closed_months),
        carried=local - timedelta(days=office.receipt_days),
        today=local.date(),
    )


def _pieces(office: Office, cut: Cut, now: datetime) -> Iterator[tuple[str, int]]:
    for one in CARRIED:
        while count := _forget_some(office, one, cut):
            yield one.table, count
    while count := _age_some(office, cut, now):
        yield "ticket", count
    while count := _forget_some(office, ACCOUNTS, cut):
        yield ACCOUNTS.table, count


def _forget_some(office: Office, kept: Kept, cut: Cut) -> int:
    with office.database.session() as session:
        return kept.forget(session, cut, ROWS_AT_ONCE)


def _age_some(office: Office, cut: Cut, now: datetime) -> int:
    with office.database.session() as session:
        tickets.in_turn(session)
        desk = Desk(office, session, now)
        found = retention.some(session, retention.aged(cut), TICKETS_AT_ONCE)
        for number in found:
            ended = session.get_one(Ticket, number)
            for ticket in merging.family(session, ended):
                _age(desk, ticket)
        return len(found)


def _age(desk: Desk, ticket: Ticket) -> None:
    """Nobody's words, names and accounts are left of a ticket; what, where, when and how it ended is."""
    session, number = desk.session, ticket.number
    retraction.erase_words(session, number)
    carried.forget_said(session, carried.said_about(session, number))
    carried.drop_questions(session, carried.questions_about(session, number))
    erasure.matter(session, number, has_aged=True)
    for one in BESIDE_A_TICKET:
        if one.ages:
            erasure.drop(session, one, number)
    ticket.reporter_id = ticket.message_id = None
    _forget_numbers(desk, ticket)
    desk.record(ticket, Action.AGE)
    ticket.aged_seq = ticket.last_seq
    event.forget_residents(session, ticket)


def _forget_numbers(desk: Desk, ticket: Ticket) -> None:
    """What other lines call it leads to people there; it is only known again, should it be imported again."""
    keys = desk.office.database.keys
    for one in sources_of(desk.session, [ticket.number]):
        if one.source_id:
            one.source_id = aged_id(keys, one.source, one.source_id)
            desk.session.add(one)
    if ticket.source_id:
        ticket.source_id = aged_id(keys, ticket.source, ticket.source_id)
