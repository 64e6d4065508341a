"""The page on which a party signs an agreement: GET shows it, POST signs or says no, once."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from bot.parts import Parts
from bot.web.phone.drawing import read_drawing
from bot.web.phone.throttle import Throttle
from handlers import ways
from handlers.actions import sign
from handlers.desk import Desk
from handlers.papers.agreement import Sheet, sheet_of
from models.database import DatabaseAway
from models.signature import State

MOST_BODY = 400_000
MISSES = 30
WRONG = "链接不对，请让调解员重新发给您"
EXPIRED = "链接已经过期，请让调解员重新发给您"
CHANGED = "协议有改动，这个链接作废了，请用新链接签字"
EMPTY = "没看清签名，请在框里重新写一遍名字"
TOO_MANY = "操作太快了，请过一分钟再试"
STALE = "页面放得太久了，请重新打开链接"
AWAY = "系统正忙，请过一会儿再打开"
PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""A page behind a secret link is kept nowhere, and tells nobody where it was."""


@dataclass(frozen=True, slots=True)
class Told:
    """A page of one sentence, and its status."""

    status: int
    sentence: str


class SigningPages:
    """The views of one process."""

    def __init__(self, parts: Parts) -> None:
        """Everything is read anew at each request."""
        self._parts = parts
        self._tries = Throttle(10, timedelta(minutes=1))
        self._misses = Throttle(MISSES, timedelta(minutes=1))

    def show(self, token: str) -> AnyResponse:
        """The agreement and the frame to sign in, or how the link stands."""
        return self._answer(token, None)

    def take(self, token: str) -> AnyResponse:
        """His signature, or that he does not agree."""
        request.max_content_length = MOST_BODY
        try:
            form: Mapping[str, str] = request.form
        except RequestEntityTooLarge:
            return _told(Told(413, EMPTY))
        if not self._tries.allows(self._seal(token), self._parts.real_time()):
            return _told(Told(429, TOO_MANY))
        if not hmac.compare_digest(form.get("seal", "").encode(), self._seal(token).encode()):
            return _told(Told(400, STALE))
        return self._answer(token, form)

    def _answer(self, token: str, form: Mapping[str, str] | None) -> AnyResponse:
        try:
            sheet = self._sheet(token)
            told = self._closed(sheet)
            if told is not None or sheet is None or form is None:
                return _told(told) if told else self._page(token, sheet)
            if "decline" not in form:
                drawing = read_drawing(form.get("drawing", ""))
                if drawing is None:
                    return self._page(token, sheet, EMPTY)
                self._carry_out(token, drawing)
            else:
                self._carry_out(token, None)
        except DatabaseAway:
            return _told(Told(503, AWAY))
        return _private(redirect(request.path, 303))

    def _carry_out(self, token: str, drawing: bytes | None) -> None:
        parts = self._parts
        with parts.gate.passing(), parts.database.session() as session:
            desk = Desk(parts.office, session, parts.clock())
            _, told = sign.decline(desk, token) if drawing is None else sign.sign(desk, token, drawing)
            ways.say(desk, ways.place(desk, told))
        parts.wake.set()

    def _sheet(self, token: str) -> Sheet | None:
        with self._parts.database.reading() as session:
            return sheet_of(Desk(self._parts.office, session, self._parts.clock()), token)

    def _closed(self, sheet: Sheet | None) -> Told | None:
        """What is said where there is nothing to sign; None where there is."""
        if sheet is None:
            known = self._misses.allows(request.remote_addr or "", self._parts.real_time())
            return Told(404, WRONG) if known else Told(429, TOO_MANY)
        if sheet.state == State.SIGNED:
            return Told(200, f"已于{sheet.answered}签字，不用再签")
        if sheet.state == State.REFUSED:
            return Told(200, f"已于{sheet.answered}表示不同意，请等调解员联系您")
        if sheet.state == State.VOID:
            return Told(410, CHANGED)
        return Told(410, EXPIRED) if sheet.is_expired else None

    def _page(self, token: str, sheet: Sheet | None, problem: str = "") -> AnyResponse:
        shown = render_template("phone/sign.html", sheet=sheet, seal=self._seal(token), problem=problem)
        return _private(make_response(shown, 422 if problem else 200))

    def _seal(self, token: str) -> str:
        """What a form of this link holds: nobody who does not know the link and our key can make it."""
        return self._parts.database.keys.blind(token, "phone.form")


def register(app: Flask, parts: Parts) -> None:
    """Add the pages."""
    pages = SigningPages(parts)
    phone = Blueprint(
        "phone", __name__, template_folder="templates", static_folder="static", static_url_path="/phone"
    )
    phone.add_url_rule("/s/<token>", "sign", pages.show, methods=["GET"])
    phone.add_url_rule("/s/<token>", "take", pages.take, methods=["POST"])
    app.register_blueprint(phone)


def _told(told: Told) -> AnyResponse:
    is_good = told.status == 200
    shown = render_template("phone/told.html", sentence=told.sentence, is_good=is_good)
    return _private(make_response(shown, told.status))


def _private(response: Any) -> AnyResponse:
    answer: Response = response
    answer.headers.update(PRIVATE)
    return answer
