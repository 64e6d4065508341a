"""Lint: every problem of rule packs that can be seen without judging a text."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.concepts import Concepts
from nlp.normalise import normalise
from nlp.packs.combined import check_combinations
from nlp.packs.problem import Problem
from nlp.packs.reading import Sheet, read_sheets
from nlp.packs.words import check_words
from nlp.rulepack import BUILT_IN, Source, read_concepts

EXAMPLES, COUNTER_EXAMPLES = 8, 4
"""How many of each a file needs to prove itself."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a file is read beside: the files before it, and all files of the packs in question."""

    before: Sequence[Sheet]
    beside: Sequence[Sheet]


def lint(sources: Sequence[Source], under: Sequence[Source] = ()) -> list[Problem]:
    """Return all problems of these packs as they stand on top of the built-in one and of those `under` them.

    Without any source the built-in pack itself is looked at.
    """
    subject, problems = read_sheets(sources or [BUILT_IN])
    before = read_sheets([BUILT_IN, *under])[0] if sources else []
    concepts = Concepts(read_concepts())
    for number, sheet in enumerate(subject):
        around = Surroundings([*before, *subject[:number]], [*before, *subject])
        problems += check_codes(sheet, around)
        problems += check_words(sheet, around.beside)
        problems += check_combinations(sheet, concepts)
        problems += check_examples(sheet, subject, around)
    return sorted(problems, key=lambda one: (one.file, one.line or 0, not one.is_error))


def check_codes(sheet: Sheet, around: Surroundings) -> Iterator[Problem]:
    """A new category needs a name and a kind; a known one keeps its kind."""
    rules, page = sheet.rules, sheet.page
    kinds = {one.rules.code: one.rules.kind for one in reversed(around.before) if one.rules.kind}
    if rules.code in kinds:
        if rules.kind not in (None, kinds[rules.code]):
            what = f"'{rules.code}' is a {kinds[rules.code]} and stays one"
            yield page.error("kind", what, "remove the key")
        return
    for key in ("label", "kind"):
        if getattr(rules, key) is None:
            close = difflib.get_close_matches(rules.code, list(kinds), 1)
            remedy = f"did you mean '{close[0]}'?" if close else f"a new category needs its {key}"
            yield page.error("code", f"there is no category '{rules.code}', and it has no {key}", remedy)
            return


def check_examples(sheet: Sheet, subject: Sequence[Sheet], around: Surroundings) -> Iterator[Problem]:
    """Enough of both, none twice, and none that another file calls the contrary."""
    rules, page = sheet.rules, sheet.page
    is_new = rules.label is not None and rules.code not in {one.rules.code for one in around.before}
    tell: Callable[[str, str, str], Problem] = page.error if is_new else page.warning
    for key, found, wanted in (
        ("examples", rules.examples, EXAMPLES),
        ("counter_examples", rules.counter_examples, COUNTER_EXAMPLES),
    ):
        if len(found) < wanted:
            yield tell(key, f"has {len(found)} of at least {wanted}", "add some in the residents' words")
        for text, times in Counter(found).items():
            if times > 1:
                yield page.warning(key, f"'{text}' stands {times} times", "keep one", text)
    contrary = _silent_ones(subject)
    for text in rules.examples:
        other = contrary.get(normalise(text))
        if other is not None:
            what = f"the example '{text}' is a counter-example in {other.page.path}"
            yield page.error("examples", what, "it cannot be both: remove one", text)


def _silent_ones(subject: Sequence[Sheet]) -> Mapping[str, Sheet]:
    return {normalise(text): one for one in subject for text in one.rules.counter_examples}
