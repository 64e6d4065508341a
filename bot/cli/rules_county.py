"""rules diff and suggest: what a pack would change in this county, and which words its tickets offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shell import RefusedError, say_json, shell_of, watch_of
from bot.parts import Parts
from bot.published import in_use, pack_of
from handlers.wording import excerpt, masked
from models import decided
from models.place_names import place_names
from nlp.catalogue import Category
from nlp.pack import read_pack
from nlp.packs.difference import Change, Judging, differences, outcome
from nlp.packs.mining import REJECTED, Counts, Finding, as_toml, without_parts
from nlp.packs.phrases import PhraseFinder
from nlp.rulepack import Source, read_categories

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
MOST = 15
"""How many phrases are suggested for one category."""


def register(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command()(diff)
    group.command()(suggest)


def diff(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The pack that might be published.")],
    last: Annotated[int, typer.Option(min=0, help="Look at so many of the newest tickets.")] = 200,
    words: Annotated[bool, typer.Option("--words", help="Show the tickets' words, numbers masked.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what would change on the last tickets and on the examples if this pack were published."""
    with shell_of(context).parts() as parts:
        old, new = _judges(parts, folder)
        with parts.database.reading() as session:
            texts = [(str(number), text) for number, text in decided.last_texts(session, last)]
        examples = list(_examples([*parts.settings.nlp.rules, folder]))
        tickets = list(differences(texts, old, new))
        others = list(differences(examples, old, new))
    if as_json:
        ticket_rows = [one.as_dict(with_text=words) for one in tickets]
        example_rows = [one.as_dict(with_text=True) for one in others]
        say_json(
            {
                "tickets": {"looked_at": len(texts), "changed": ticket_rows},
                "examples": {"looked_at": len(examples), "changed": example_rows},
            }
        )
        return
    _tell(tickets, with_text=words)
    _tell(others, with_text=True)
    counts = f"{len(tickets)} of {len(texts)} tickets and {len(others)} of {len(examples)} examples"
    typer.echo(f"{counts} would be judged otherwise")


def suggest(
    context: typer.Context,
    category: Annotated[str | None, typer.Option(help="Only this category: code, name or alias.")] = None,
    as_json: AsJson = False,
) -> None:
    """Suggest words for rule files out of confirmed against rejected tickets: no names, numbers or places."""
    with shell_of(context).parts() as parts:
        chosen = _chosen(parts, category)
        counts = _counts(parts)
    found = {one: without_parts(counts.findings(one.code))[:MOST] for one in chosen}
    if as_json:
        say_json(_document(counts, found))
        return
    blocks = [as_toml((one.code, one.label), list_, counts.texts) for one, list_ in found.items() if list_]
    typer.echo("\n".join(blocks) or _nothing(counts), nl=not blocks)


def _judges(parts: Parts, folder: Path) -> tuple[Judging, Judging]:
    """The classifier in use and that of the pack, both without what is suspended in the county."""
    watch = watch_of(parts)
    sense = watch.understanding.sense
    without = sense.suspended.county
    old, new = sense.judge, watch.trial(folder)
    return partial(old.classify, without=without), partial(new.classify, without=without)


def _examples(sources: Sequence[Source]) -> Iterable[tuple[str, str]]:
    for path, rules in read_categories(sources):
        yield from ((path.name, text) for text in (*rules.examples, *rules.counter_examples))


def _tell(changes: Sequence[Change], *, with_text: bool) -> None:
    for one in changes:
        typer.echo(f"{one.name}: {outcome(one.before)} -> {outcome(one.after)}  ({', '.join(one.words)})")
        if with_text:
            typer.echo(f"    {masked(excerpt(one.text, 80))}")


def _chosen(parts: Parts, word: str | None) -> list[Category]:
    if word is None:
        return list(parts.office.catalogue)
    found = parts.office.catalogue.find(word)
    if found is None:
        raise RefusedError(f"there is no category '{word}'; give a code such as utilities, or its name")
    return [found]


def _counts(parts: Parts) -> Counts:
    """Texts of sensitive tickets are left out: nothing of them is shown to anybody."""
    watch = watch_of(parts)
    with parts.database.reading() as session:
        names = [*decided.names(session), *place_names(session)]
        known = read_pack([*parts.settings.nlp.rules, pack_of(in_use(session).rules)]).lexicon.terms()
        finder = PhraseFinder(watch.segmenter, names, known)
        rows = ((one.text, one.category or REJECTED) for one in decided.decided(session) if not one.sensitive)
        return Counts(rows, finder.find)


def _document(counts: Counts, found: dict[Category, list[Finding]]) -> dict[str, object]:
    categories = [
        {
            "category": one.code,
            "label": one.label,
            "confirmed": counts.texts[one.code],
            "phrases": [finding.as_dict() for finding in findings],
        }
        for one, findings in found.items()
        if findings
    ]
    return {"rejected": counts.texts[REJECTED], "categories": categories}


def _nothing(counts: Counts) -> str:
    rejected = counts.texts[REJECTED]
    confirmed = sum(counts.texts.values()) - rejected
    return f"# No word stands out yet among {confirmed} confirmed and {rejected} rejected tickets."
