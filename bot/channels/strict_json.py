"""JSON from strangers: what the standard parser lets pass or chokes on is refused in one sentence."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from bot.channels.channel import WireRefused

BAD_REQUEST = 400
SHOWN = 64


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object that a body holds; raises `WireRefused` (400) for anything else."""
    try:
        document = json.loads(
            body.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_number
        )
    except UnicodeDecodeError:
        raise WireRefused(BAD_REQUEST, "the body is not UTF-8", "body") from None
    except RecursionError:
        raise WireRefused(BAD_REQUEST, "the body is nested too deeply", "body") from None
    except json.JSONDecodeError as error:
        raise WireRefused(BAD_REQUEST, f"the body is not JSON at character {error.pos}", "body") from None
    if not isinstance(document, dict):
        raise WireRefused(BAD_REQUEST, "the body must be a JSON object", "body")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise WireRefused(BAD_REQUEST, "the key stands twice", key[:SHOWN])
        found[key] = value
    return found


def _no_constant(_word: str) -> NoReturn:
    raise WireRefused(BAD_REQUEST, "NaN and Infinity are not JSON", "body")


def _number(digits: str) -> float:
    """No field of ours is a number, so that none needs the digits beyond a float."""
    return float(digits)
