"""The whole HTTP surface as one WSGI callable: the webhook at /callback, Flask for everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot.faults import told
from bot.parts import Parts
from bot.web import health
from bot.web.phone import signing
from bot.web.webhook import Webhook

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Extension = Callable[[Flask, Parts], None]
"""Adds pages to the application, such as the simulator in the demo."""

HOME = "home"
log = structlog.get_logger(__name__)
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class Site(Flask):
    """Flask, but for what it logs of a fault: the address of a page may be a secret link."""

    def log_exception(self, exc_info: Any) -> None:
        """The page and the place in our code, no path and no words."""
        error = exc_info[1]
        log.error("page_fault", page=request.endpoint, error=told(error) if error else None)


def build_application(
    parts: Parts, extensions: Sequence[Extension] = (), *, expects_scheduler: bool = True
) -> WSGIApplication:
    """The application of one process; `expects_scheduler`: whether /readyz asks for its last round."""
    flask_app = build_flask(parts, extensions, expects_scheduler=expects_scheduler)
    return DispatcherMiddleware(flask_app, {"/callback": Webhook(parts)})


def build_flask(
    parts: Parts, extensions: Sequence[Extension] = (), *, expects_scheduler: bool = True
) -> Flask:
    """Flask's half; an extension may take the start page by adding an endpoint called `home`."""
    app = Site(__name__)
    app.secret_key = parts.settings.security.secret_key.get_secret_value() or None
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    app.after_request(_secure)
    app.register_error_handler(HTTPException, _tell)
    health.register(app, parts, expects_scheduler=expects_scheduler)
    signing.register(app, parts)
    for register in extensions:
        register(app, parts)
    if HOME not in app.view_functions:
        app.add_url_rule("/", HOME, lambda: render_template("home.html"))
    return app


def _secure(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _tell(error: HTTPException) -> tuple[Response, int]:
    """An HTTP error as JSON; Flask logs faults by itself, and a page shows no inside of ours."""
    status = error.code or 500
    return jsonify(error=error.name, status=status), status
