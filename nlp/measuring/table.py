"""The figures of an evaluation laid out for reading."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nlp.measuring.columns import between, clipped, named, padded, percent_between

_NAME, _LINE = 36, 96  # screen columns of the first column, and of a whole line
_HEADLINE = {
    "kind_macro_f1": "Kind macro-F1",
    "category_macro_f1": "Category macro-F1",
    "report_recall": "Report recall",
}

Labels = Mapping[str, str]
Figures = Mapping[str, Any]


def as_table(figures: Figures, labels: Labels) -> str:
    """Return the figures of `Evaluation.as_dict`, a block for each thing that there is to say."""
    blocks = (
        _headline(figures),
        _sources(figures["sources"]),
        _decisions(figures["decisions"]),
        _scores("Kind", figures["kinds"], labels),
        _scores("Category", figures["categories"], labels),
        _weakest(figures, labels),
        _alarms(figures["false_alarms"]),
        _urgency(figures["urgency"]),
        _confusions("Kinds confused: true", figures["kind_confusions"], labels),
        _confusions("Confusions: true", figures["confusions"], labels),
        _slips("Worst false alarms", figures["worst_false_alarms"], labels),
        _slips("Worst misses", figures["worst_misses"], labels),
        _slips("Dangers not heard", (figures["urgency"] or {}).get("unheard", ()), labels),
        _curve(figures["curve"]),
    )
    told = ("\n".join(block) for block in blocks)
    return "\n\n".join(block for block in told if block) + "\n"


def _headline(figures: Figures) -> Iterator[str]:
    yield f"Rows               {figures['rows']}"
    for key, title in _HEADLINE.items():
        yield f"{title:<19}{figures[key]:.3f}   95 %: {between(figures['intervals'][key])}"
    alarms = percent_between(figures["intervals"]["false_alarm_rate"])
    yield f"False alarms       {figures['false_alarm_rate']:.2%}   95 %: {alarms}"


def _sources(sources: Mapping[str, Figures]) -> Iterator[str]:
    if sources:
        heads = f"{'kind F1':>21}{'category F1':>21}{'recall':>21}{'alarms':>9}{'rows':>7}"
        yield padded("Source", 18) + heads
    for name, found in sources.items():
        cells = "".join(_spanned(found, key) for key in _HEADLINE)
        alarms = found["false_alarm_rate"]
        yield padded(name, 18) + cells + f"{'-' if alarms is None else f'{alarms:.2%}':>9}{found['rows']:>7}"


def _spanned(found: Figures, key: str) -> str:
    """Return a figure with its interval, or a stroke for one that has no meaning there."""
    value = found[key]
    return f"{'-':>21}" if value is None else f"{value:>9.3f} {between(found['intervals'][key])}"


def _decisions(decisions: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    if decisions:
        yield padded("Decided about", _NAME) + f"{'register':>10}{'ask':>8}{'silent':>9}{'rows':>7}"
    for kind, counted in decisions.items():
        numbers = f"{counted['register']:>10}{counted['ask']:>8}{counted['silent']:>9}"
        yield padded(kind, _NAME) + numbers + f"{sum(counted.values()):>7}"


def _scores(title: str, scores: Mapping[str, Figures], labels: Labels) -> Iterator[str]:
    if scores:
        yield padded(title, _NAME) + f"{'precision':>10}{'recall':>8}{'F1':>7}{'rows':>7}{'recall, 95 %':>15}"
    for code, score in scores.items():
        numbers = f"{score['precision']:>10.3f}{score['recall']:>8.3f}{score['f1']:>7.3f}{score['rows']:>7}"
        yield padded(named(code, labels), _NAME) + numbers + f"{between(score['recall_interval']):>15}"


def _weakest(figures: Figures, labels: Labels) -> Iterator[str]:
    if figures["weakest"]:
        weakest = (
            f"{named(code, labels)} {figures['categories'][code]['f1']:.3f}" for code in figures["weakest"]
        )
        yield "Weakest categories by F1: " + ", ".join(weakest)


def _alarms(alarms: Mapping[str, Figures]) -> Iterator[str]:
    if alarms:
        yield (
            padded("False alarms", _NAME)
            + f"{'rate':>10}{'alarms':>8}{'tickets':>9}{'rows':>7}{'rate, 95 %':>17}"
        )
    for tag, row in alarms.items():
        numbers = f"{row['rate']:>10.2%}{row['alarms']:>8}{row['registered']:>9}{row['rows']:>7}"
        yield padded(tag, _NAME) + numbers + f"{percent_between(row['rate_interval']):>17}"


def _urgency(urgency: Figures | None) -> Iterator[str]:
    if urgency is not None:
        span = between(urgency["danger_recall_interval"])
        yield f"Dangers to life    {urgency['dangers']}, heard {urgency['danger_recall']:.3f}   95 %: {span}"
        cried, span = urgency["others_cried_out"], percent_between(urgency["cried_out_interval"])
        yield f"Other rows         {urgency['others']}, {cried} taken for a danger   95 %: {span}"


def _confusions(title: str, confusions: Sequence[Figures], labels: Labels) -> Iterator[str]:
    if confusions:
        yield padded(title, _NAME) + padded("given", _NAME) + "times"
    for row in confusions:
        pair = padded(named(row["true"], labels), _NAME) + padded(named(row["given"], labels), _NAME)
        yield pair + f"{row['times']:>5}"


def _slips(title: str, slips: Sequence[Figures], labels: Labels) -> Iterator[str]:
    if slips:
        yield title
    for slip in slips:
        given = named(slip["category"] or slip["kind"], labels)
        judged = f"{slip['decision']} {slip['score']:.2f} {given}, is {named(slip['true'], labels)}"
        yield f"  row {slip['row']}: {judged}"
        yield "    " + clipped(slip["text"], _LINE - 4)
        yield "    " + clipped(_words(slip["evidence"]), _LINE - 4)


def _words(evidence: Sequence[Figures]) -> str:
    """Return the words that spoke, the weightiest first, with what each weighed and its rule."""
    weighty = sorted(evidence, key=lambda item: -abs(item["weight"]))
    return (
        "  ".join(f"{item['term']} {item['weight']:+.1f} ({item['rule']})" for item in weighty) or "no words"
    )


def _curve(points: Sequence[Figures]) -> Iterator[str]:
    if points:
        yield (
            padded("If a report began at", _NAME) + f"{'precision':>10}{'recall':>8}{'alarms':>9}{'taken':>7}"
        )
    for point in points:
        numbers = f"{point['precision']:>10.3f}{point['recall']:>8.3f}{point['false_alarms']:>9.2%}"
        yield padded(f"{point['threshold']:.2f}", _NAME) + numbers + f"{point['taken']:>7}"
