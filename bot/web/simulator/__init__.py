"""The simulator: a village's chats in the browser, on the other end of a signed bridge channel."""

from __future__ import annotations

from flask import Flask, redirect, url_for

from bot.demo.cast import CHANNEL, the_cast
from bot.demo.county import STAGE_VILLAGE
from bot.demo.prepare import Opening
from bot.parts import Parts
from bot.web.simulator.backstage import Backstage
from bot.web.simulator.clockwork import Clockwork, Stage
from bot.web.simulator.gateway import Bridge, Gateway
from bot.web.simulator.pages import build_blueprint
from bot.web.simulator.theatre import Theatre


def register(flask_app: Flask, parts: Parts, opening: Opening | None = None) -> None:
    """Add the simulator's pages, and let `/` lead to them; `opening` is how the demo begins."""
    theatre = Theatre(the_cast(), Gateway(_bridge(parts)), parts.clock, parts.stop)
    theatre.recollect(opening.lines if opening else ())
    backstage = Backstage(parts.office, theatre.cast)
    clockwork = Clockwork(parts, Stage(STAGE_VILLAGE, theatre.cast.players))
    flask_app.register_blueprint(build_blueprint(theatre, backstage, clockwork.press))
    flask_app.add_url_rule("/", "home", lambda: redirect(url_for("simulator.begin")))


def _bridge(parts: Parts) -> Bridge:
    """Our end of the demo's channel, on this same server."""
    server = parts.settings.server
    channel = next(one for one in parts.settings.channels if one.name == CHANNEL)
    address = f"http://{server.host}:{server.port}/callback/{CHANNEL}"
    return Bridge(address, channel.secret.get_secret_value(), parts.real_time)
