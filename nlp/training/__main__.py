"""`python -m nlp.training`: fits the table that the project ships, from the corpus and any files given."""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from nlp.table import BUILT_IN
from nlp.training.sample import Extra, TrainingError, from_outside, promised, telling_words, written_corpus
from nlp.training.trainer import HeldOut, Trainer


def main() -> int:
    """Train, print what held-out texts would have met, write the table; exit status 1 with the reason."""
    asked = _asked()
    console = Console(stderr=True)
    try:
        samples = [*written_corpus(), *promised(), *telling_words()]
        for extra in asked.extra:
            samples += from_outside(extra)
    except TrainingError as error:
        console.print(str(error), style="red", highlight=False)
        return 1
    with console.status("") as status:
        trainer = Trainer(samples, status.update)
        held = trainer.held_out()
        silence = held.silence()
        packed = trainer.table(silence, asked.note)
    asked.out.write_bytes(packed)
    sys.stdout.write(_figures(held, silence))
    sys.stdout.write(f"wrote {asked.out}, {len(packed) / 1e6:.1f} MB\n")
    return 0


def _figures(held: HeldOut, silence: float) -> str:
    groups = {
        "reports of the corpus heard": lambda one: one.reports is True and one.style == "spoken",
        "other reports heard": lambda one: one.reports is True and one.style == "written",
        "talk of the corpus spoken about": lambda one: one.reports is False and one.style == "spoken",
        "plain chat spoken about": lambda one: one.chat,
    }
    rows = [f"{name:34} {100 * held.share(of, silence):6.2f} %" for name, of in groups.items()]
    return "\n".join(["held out, one part of five at a time:", *rows, ""])


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
