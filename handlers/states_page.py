"""The page of states 流转页: picture and table of docs/states.md, written from the table of moves.

`make docs` (`python -m handlers.states_page`) writes the file anew between its marks; a test holds it true.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handlers.commands import LEXICON
from models.moves import MOVES, Action, Move, Who
from models.role import Role
from models.ticket import Status

PAGE = Path(__file__).parent.parent / "docs" / "states.md"
WORDS = {one.value: words for one, (_, words) in LEXICON.items()}
CALLED = {word: words for _, words in LEXICON.values() for word in words}
SAID = {
    Action.REVISIT: ("回访 已稳定",),
    Action.REVISIT_CLOSED: ("回访 已稳定",),
    Action.RELAPSE: ("回访 反弹",),
    Action.OUTCOME: ("措施 完成",),
    Action.ATTEMPT: ("讲情", "讲理", "讲法", "引诉"),
}
"""Where the verb alone does not tell the action."""
ENDS = (Status.CLOSED, Status.REJECTED, Status.MERGED, Status.WITHDRAWN)
BESIDE = {Action.CONFIRM: ("1", "3"), Action.REJECT: ("2",), Action.ARRIVE: ("到",)}
"""Choices of a question that stand for a verb, and words of every day."""
ONLY = {Action.RESOLVE: " (service)", Action.UNSATISFIED: ", one level up"}
"""What an arrow says beside the word."""
STAYS = {
    Status.HANDLING: (Action.REQUEST_APPROVAL, Action.RETURN),
}
"""Steps that leave a ticket where it stands and are worth an arrow."""
LOOPS = {Action.REQUEST_APPROVAL: "报请办结 (dispute)"}


def page(text: str) -> str:
    """The page with its picture and its table as they are now."""
    for mark, made in (("picture", _picture()), ("moves", _table())):
        begin, end = f"<!-- {mark}: made by make docs -->", f"<!-- {mark} end -->"
        before, _, rest = text.partition(begin)
        text = "\n".join((before + begin, *made, end + rest.partition(end)[2]))
    return text


def _picture() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    moving = {action: move for action, move in MOVES.items() if move.to is not None}
    drawn = {one for move in moving.values() for one in (*move.frm, move.to)}
    shown = [status for status in Status if status in drawn]
    yield from (f'    state "{status.label} {status}" as {status}' for status in shown)
    yield f"    [*] --> {Status.PENDING}: {Action.REPORT} 登记"
    for action, move in moving.items():
        words = f"{action} {_word(action)}{ONLY.get(action, '')}"
        yield from (f"    {before} --> {move.to}: {words}" for before in move.frm)
    for status, actions in STAYS.items():
        loops = ", ".join(f"{one} {LOOPS.get(one) or _word(one)}" for one in actions)
        yield f"    {status} --> {status}: {loops}"
    yield from (f"    {status} --> [*]" for status in shown if status in ENDS)
    yield "```"


def _table() -> Iterator[str]:
    yield "| action | said as | from | to | who may |"
    yield "|---|---|---|---|---|"
    before: Who | None = None
    for action, move in MOVES.items():
        who = "the same" if move.who == before else _who(move.who)
        said = ", ".join((*_words(action), *BESIDE.get(action, ())))
        yield f"| `{action}` | {said} | {_from(move)} | {_to(move)} | {who} |"
        before = move.who


def _words(action: Action) -> tuple[str, ...]:
    label = MOVES[action].label
    return SAID.get(action) or WORDS.get(action) or CALLED.get(label) or (label,)


def _word(action: Action) -> str:
    return _words(action)[0]


def _from(move: Move) -> str:
    return "any" if set(move.frm) == set(Status) else ", ".join(f"`{one}`" for one in move.frm)


def _to(move: Move) -> str:
    return f"`{move.to}`" if move.to else "stays"


def _who(who: Who) -> str:
    own = {
        "the group's owner or deputy": who.keeper,
        "the reporter": who.reporter,
        "whoever reported what was merged into it": who.co_reporter,
        "whoever joined it": who.joiner,
        "the handler": who.handler,
        "the lead and his team": who.team,
    }
    persons = ", ".join(words for words, holds in own.items() if holds)
    parts = [one for one in (persons, _over(who.roles)) if one]
    but = "" if who.requester else ", but not who asked for it"
    return ("; ".join(parts) or "nobody: it happens by itself") + but


def _over(roles: frozenset[Role]) -> str:
    if not roles:
        return ""
    few = 3 * len(roles) <= 2 * len(Role)
    named = ", ".join(f"`{one}`" for one in Role if (one in roles) is few)
    return f"over the place: {named}" if few else f"over the place every role but {named}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
