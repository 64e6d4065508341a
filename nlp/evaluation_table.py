"""The figures of an evaluation laid out for reading."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

_COLUMNS = f"{'precision':>10}{'recall':>8}{'F1':>7}{'rows':>7}"


def as_table(figures: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Return headline figures, kinds, categories, false alarms and confusions, one block each."""
    blocks = (_headline(figures), _scores("Kind", figures["kinds"], labels))
    rest = (
        _scores("Category", figures["categories"], labels),
        _alarms(figures),
        _confusions(figures, labels),
    )
    return "\n\n".join("\n".join(block) for block in (*blocks, *rest)) + "\n"


def _headline(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"Rows               {figures['rows']}"
    yield f"Kind macro-F1      {figures['kind_macro_f1']:.3f}"
    yield f"Category macro-F1  {figures['category_macro_f1']:.3f}"
    yield f"Report recall      {figures['report_recall']:.3f}"


def _scores(
    title: str, scores: Mapping[str, Mapping[str, float]], labels: Mapping[str, str]
) -> Iterator[str]:
    yield _padded(title, 36) + _COLUMNS
    for code, score in scores.items():
        numbers = (
            f"{score['precision']:>10.3f}{score['recall']:>8.3f}{score['f1']:>7.3f}{score['rows']:>7.0f}"
        )
        yield _padded(_named(code, labels), 36) + numbers


def _alarms(figures: Mapping[str, Any]) -> Iterator[str]:
    yield _padded("False alarms", 36) + f"{'rate':>10}{'alarms':>8}{'tickets':>9}{'rows':>7}"
    for tag, row in figures["false_alarms"].items():
        yield (
            _padded(tag, 36) + f"{row['rate']:>10.2%}{row['alarms']:>8}{row['registered']:>9}{row['rows']:>7}"
        )


def _confusions(figures: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    yield _padded("Confusions: true", 36) + _padded("given", 36) + "times"
    for row in figures["confusions"]:
        named = _padded(_named(row["true"], labels), 36) + _padded(_named(row["given"], labels), 36)
        yield named + f"{row['times']:>5}"


def _named(code: str, labels: Mapping[str, str]) -> str:
    return f"{code} {labels[code]}" if code in labels else code


def _padded(text: str, width: int) -> str:
    """Pad to a width in screen columns: a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(1, width - taken)
