"""What third parties published about the platform: signatures, ciphertexts, payloads.

The samples are not ours to copy: they lie beside the checkout, or where GRIDBOT_TEST_VECTORS says.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(os.environ.get("GRIDBOT_TEST_VECTORS") or Path(__file__).parents[1].parent / "shared" / "data")
HERE = FOLDER.is_dir()
WHY_NOT = "no published samples: they are not part of the project; name their folder in GRIDBOT_TEST_VECTORS"
NOT_HERE = [pytest.param(None, marks=pytest.mark.skip(WHY_NOT), id="not-here")]


def _samples(file: str, key: str) -> list[dict[str, Any]]:
    if not HERE:
        return []
    found: list[dict[str, Any]] = json.loads((FOLDER / file).read_text(encoding="utf-8"))[key]
    return found


VECTORS = _samples("wecom_vectors.json", "vectors")
PAYLOADS = _samples("wecom_payloads.json", "samples")


def vectors() -> list[Any]:
    """Each as a parameter of a test; one that is skipped, if there are none."""
    return [pytest.param(one, id=one["id"]) for one in VECTORS] or NOT_HERE


def payloads(*channels: str) -> list[Any]:
    """Those of some channels, in the same way."""
    return [pytest.param(one, id=one["name"]) for one in PAYLOADS if one["channel"] in channels] or NOT_HERE


def payload(channel: str, name: str) -> Any:
    """The body of one."""
    if not HERE:
        pytest.skip(WHY_NOT)
    return next(one["body"] for one in PAYLOADS if (one["channel"], one["name"]) == (channel, name))
