"""Written cases of facts: what a text tells, and so what it does not; precision and recall over a file.

`python -m tests.nlp.fact_cases` prints the figures of both files. Cases of `facts_unseen.txt` were written
before the last tuning of the rules, by the same hand, and are not tuned on.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from nlp.facts import FactReader
from nlp.normalise import normalise

SEEN, UNSEEN = (Path(__file__).with_name(f"facts_{name}.txt") for name in ("seen", "unseen"))
COUNTY = ("青禾县", "柳湾镇", "幸福村", "幸福村3组", "清泉村", "阳光小区", "3组", "4组")
NAMES = {
    "p": "place",
    "m": "mentioned",
    "t": "time",
    "f": "phone",
    "a": "amount",
    "r": "role",
    "w": "wish",
}
Told = Mapping[str, list[str]]


def cases(file: Path) -> Iterator[tuple[str, Told]]:
    """Each text with what it tells, by the letters of `NAMES`."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, *told = (part.strip() for part in line.split("|"))
            rows = dict(one.split("=", 1) for one in told if one)
            yield text, {key: [one for one in rows.get(key, "").split(",") if one] for key in NAMES}


def found_in(reader: FactReader, text: str) -> Told:
    """What the reader finds, written as in the files."""
    facts = reader.facts(normalise(text))
    main = facts.places.main
    return {
        "p": [("~" if main.vague else "") + main.words] if main else [],
        "m": list(facts.places.mentioned),
        "t": [one.said for one in facts.moments],
        "f": list(facts.phones),
        "a": [("" if one.yuan is None else f"{one.yuan:g}") + "?" * one.about for one in facts.amounts],
        "r": list(facts.roles),
        "w": [str(one) for one in facts.wishes],
    }


def score(reader: FactReader, file: Path) -> Mapping[str, Counter[str]]:
    """How many of each kind were right, made up and missed."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in NAMES}
    for text, wanted in cases(file):
        found = found_in(reader, text)
        for key, count in counts.items():
            want, have = Counter(wanted[key]), Counter(dict.fromkeys(found[key], 1))
            count["right"] += (want & have).total()
            count["made up"] += (have - want).total()
            count["missed"] += (want - have).total()
    return counts


def table(file: Path) -> str:
    """Precision and recall of each kind of fact."""
    rows = ["fact       precision        recall"]
    for key, count in score(FactReader(COUNTY), file).items():
        said, told = count["right"] + count["made up"], count["right"] + count["missed"]
        figures = (f"{count['right']:>4} of {whole:<4}{count['right'] / whole:.2f}" for whole in (said, told))
        rows.append(f"{NAMES[key]:<10}{'   '.join(figures)}")
    return "\n".join(rows)


if __name__ == "__main__":
    for where in (SEEN, UNSEEN):
        sys.stdout.write(f"{where.name}\n{table(where)}\n\n")
