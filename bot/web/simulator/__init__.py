"""The simulator: a village's chats in the browser, on the other end of the product's real channels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Flask, redirect, url_for
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot.demo.cast import CADRES, CHANNEL, WORKERS, the_cast
from bot.demo.county import STAGE_VILLAGE
from bot.demo.prepare import Opening
from bot.demo.settings import reached_at
from bot.demo.week import the_week
from bot.parts import Parts
from bot.sandbox import posts as platform_posts
from bot.sandbox.corp import Corp
from bot.sandbox.platform import Platform
from bot.web.simulator.answers import Route, guard
from bot.web.simulator.backstage import Backstage
from bot.web.simulator.bridge import BridgeWire
from bot.web.simulator.clockwork import Clockwork
from bot.web.simulator.controls import Controls
from bot.web.simulator.deadlines import Stage
from bot.web.simulator.gateway import Bridge, Gateway
from bot.web.simulator.insight import Insight
from bot.web.simulator.notebook import Notebook
from bot.web.simulator.pages import Pages
from bot.web.simulator.plays import Plays
from bot.web.simulator.reset import begin_anew
from bot.web.simulator.saving import Saving
from bot.web.simulator.stagehand import Stagehand
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.wecom import AppWire, BotWire, on_stage
from bot.web.simulator.week import Week
from bot.web.simulator.wires import Wire


def register(flask_app: Flask, parts: Parts, corp: Corp, opening: Opening, notebook: Notebook) -> None:
    """Add the simulator's pages, and let `/` lead to them; `opening` is how the demo begins.

    `notebook` is told of what the channels of `parts` receive.
    """
    platform, backstage = _platform(parts, corp), Backstage(parts.office, the_cast())
    bridge = BridgeWire(Gateway(_bridge(parts)), the_cast())
    theatre = Theatre(
        the_cast(), _wires(platform, bridge), parts.clock, parts.stop, source_of=backstage.source_of
    )
    theatre.recollect(opening.lines)
    platform.watch(partial(_show, theatre))
    clockwork = Clockwork(parts, Stage(STAGE_VILLAGE, theatre.cast.players), tell=theatre.chats.tell)
    week = Week(the_week(), Stagehand(theatre, parts.office), clockwork, tell=theatre.chats.tell)
    anew = partial(begin_anew, parts, theatre, opening, [week.stop, clockwork.stop], notebook.begin)
    controls, insight = Controls(theatre, clockwork, week), Insight(theatre, backstage)
    pages = Pages(theatre, backstage, bridge, controls)
    views = (pages, controls, insight, Plays(week, anew), Saving(notebook))
    flask_app.register_blueprint(_blueprint([route for one in views for route in one.routes()]))
    flask_app.add_url_rule("/", "home", lambda: redirect(url_for("simulator.desk")))
    mounts: dict[str, Any] = {"/sandbox": platform}
    flask_app.wsgi_app = DispatcherMiddleware(flask_app.wsgi_app, mounts)  # type: ignore[method-assign]


def _wires(platform: Platform, bridge: BridgeWire) -> dict[str, Wire]:
    app, bot = AppWire(platform, the_cast()), BotWire(platform, the_cast())
    return {CHANNEL: bridge, CADRES: app, WORKERS: bot}


def _blueprint(routes: Sequence[Route]) -> Blueprint:
    found = Blueprint("simulator", __name__, url_prefix="/simulator", template_folder="templates")
    found.static_folder = "static"
    found.before_request(guard)
    for rule, view, method in routes:
        found.add_url_rule(rule, view.__name__, view, methods=[method], strict_slashes=False)
    return found


def _show(theatre: Theatre, shown: platform_posts.Post) -> None:
    """What the platform shows comes on the stage."""
    post = on_stage(shown, theatre.cast, theatre.clock())
    if post:
        theatre.show(post)


def _platform(parts: Parts, corp: Corp) -> Platform:
    """The stand-in for WeCom, on this same server."""
    server = parts.settings.server
    url = f"http://{reached_at(server.host)}:{server.port}/sandbox"
    return Platform(corp, url, parts.clock.steady, parts.real_time)


def _bridge(parts: Parts) -> Bridge:
    """Our end of the demo's channel, on this same server."""
    server = parts.settings.server
    channel = next(one for one in parts.settings.channels if one.name == CHANNEL)
    address = f"http://{reached_at(server.host)}:{server.port}/callback/{CHANNEL}"
    return Bridge(address, channel.secret.get_secret_value(), parts.real_time)
