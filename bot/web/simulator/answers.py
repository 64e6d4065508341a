"""How the simulator's views answer, and what they refuse before they look at anything."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

DONE = ("", 204)
LONGEST_BODY = 256 * 1024

Answer = str | AnyResponse | tuple[str, int] | tuple[str, int, dict[str, str]]
Route = tuple[str, Callable[..., Answer], str]
"""Address, view, method."""


def guard() -> None:
    """Refuse what is too long, and what another site's page would post; deliveries are signed instead."""
    request.max_content_length = LONGEST_BODY
    if request.method == "GET" or request.endpoint == "simulator.deliver":
        return
    origin = request.headers.get("Origin")
    if origin is None or urlsplit(origin).netloc != request.host:
        abort(403)


def is_live() -> bool:
    """Whether a page with scripts asks, which hears of everything by itself."""
    return "HX-Request" in request.headers


def back() -> Answer:
    """Nothing for a live page; for one without scripts, the page it came from anew."""
    if is_live():
        return DONE
    came = urlsplit(request.referrer or "")
    here = f"{came.path}?{came.query}" if came.netloc == request.host else url_for("simulator.desk")
    return redirect(here, 303)
