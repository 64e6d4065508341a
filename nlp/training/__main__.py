"""`python -m nlp.training`: fits the table that the project ships, from the corpus and any files given."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from nlp.table import BUILT_IN
from nlp.training.heldout import HeldOut
from nlp.training.sample import (
    Extra,
    TrainingError,
    from_outside,
    made_up_dangers,
    made_up_reports,
    made_up_talk,
    promised,
    telling_words,
    written_corpus,
)
from nlp.training.trainer import Trainer

_HEADS = f"{'':22}{'kind':>8}{'categ.':>8}{'recall':>8}{'chat':>10}{'other':>10}{'tickets':>10}"
_RATES = ("chitchat", "other", "tickets")


def main() -> int:
    """Train, print what held-out texts would have met, write the table; exit status 1 with the reason."""
    asked = _asked()
    console = Console(stderr=True)
    try:
        samples = [*written_corpus(), *promised(), *telling_words(), *made_up_reports(), *made_up_dangers()]
        samples += made_up_talk()
        for extra in asked.extra:
            samples += from_outside(extra)
    except TrainingError as error:
        console.print(str(error), style="red", highlight=False)
        return 1
    with console.status("") as status:
        trainer = Trainer(samples, status.update)
        held = trainer.held_out()
        silence = held.silence()
        packed = trainer.table(held, asked.note)
    asked.out.write_bytes(packed)
    sys.stdout.write(_figures(held, silence))
    sys.stdout.write(f"wrote {asked.out}, {len(packed) / 1e6:.1f} MB\n")
    return 0


def _figures(held: HeldOut, silence: float) -> str:
    lines = ["held out, one part of five at a time:", _HEADS]
    for source, evaluation in held.evaluations(silence).items():
        told = evaluation.as_dict(worst=0)
        alarms = {tag: 100 * found["rate"] for tag, found in told["false_alarms"].items()}
        figures = [told["kind_macro_f1"], told["category_macro_f1"], told["report_recall"]]
        if talk := told["decisions"].get("none"):
            alarms["tickets"] = 100 * talk["register"] / sum(talk.values())
        rates = [f"{alarms[tag]:8.2f} %" if tag in alarms else " " * 10 for tag in _RATES]
        lines.append(f"{source:22}" + "".join(f"{one:8.3f}" for one in figures) + "".join(rates))
    lines.append(f"{'taken for danger':22}{'dangers':>14}{'look-alikes, talk':>20}{'reports':>16}")
    for source, cried in held.dangers().items():
        parts = [f"{heard} of {rows}" if rows else "" for heard, rows in cried]
        lines.append(f"{source:22}{parts[0]:>14}{parts[1]:>20}{parts[2]:>16}")
    return "\n".join([*lines, f"it begins to speak at the margin {silence}", ""])


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument(
        "--extra",
        action="append",
        default=[],
        type=_extra,
        metavar="FILE[=WEIGHT]",
        help="JSON lines with text, kind and category; WEIGHT: how much a line counts (1)",
    )
    parser.add_argument("--out", type=Path, default=BUILT_IN)
    parser.add_argument("--note", default="", help="what the table says of itself")
    return parser.parse_args()


def _extra(told: str) -> Extra:
    file, _, weight = told.rpartition("=") if "=" in told else (told, "", "1")
    return Extra(Path(file), float(weight))


if __name__ == "__main__":
    sys.exit(main())
