"""gettoken, and who may call at all."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network

from bot.sandbox import refusals
from bot.sandbox.corp import App
from bot.sandbox.ground import Ground
from bot.sandbox.quota import Quota
from bot.sandbox.refusals import Refused
from bot.sandbox.rules import HOUR

MOST_TOKENS = 1000


@dataclass(frozen=True, slots=True)
class _Token:
    app: App
    until: datetime


class Tokens:
    """Gives one token to each application, the same while it lives."""

    def __init__(self, ground: Ground) -> None:
        """No token yet."""
        self._ground = ground
        self._lock = threading.Lock()
        self._given: OrderedDict[str, _Token] = OrderedDict()
        self._wrong = Quota(ground.rules.wrong_secrets, HOUR)
        self._banned: dict[str, datetime] = {}

    def give(self, query: Mapping[str, str], address: str) -> Mapping[str, object]:
        """GET gettoken. Raises `Refused`."""
        self._refuse_banned(address)
        app = self._app_of(query, address)
        self.admit(address)
        now, life = self._ground.clock(), self._ground.rules.token_life
        with self._lock:
            for text, token in self._given.items():
                if token.app == app and token.until > now:
                    seconds = int((token.until - now).total_seconds())
                    return {"access_token": text, "expires_in": max(1, seconds)}
            text = secrets.token_urlsafe(64)
            self._given[text] = _Token(app, now + life)
            while len(self._given) > MOST_TOKENS:
                self._given.popitem(last=False)
        return {"access_token": text, "expires_in": int(life.total_seconds())}

    def check(self, query: Mapping[str, str], address: str) -> App:
        """Whose token a call brings. Raises `Refused`."""
        text = query.get("access_token", "")
        if not text:
            raise Refused(refusals.NO_TOKEN)
        with self._lock:
            token = self._given.get(text)
        if token is None:
            raise Refused(refusals.BAD_TOKEN)
        if token.until <= self._ground.clock():
            raise Refused(refusals.OLD_TOKEN)
        self.admit(address)
        return token.app

    def admit(self, address: str) -> None:
        """Raise `Refused` for an address that is not among the trusted ones (企业可信IP)."""
        trusted = self._ground.corp.trusted_addresses
        if trusted is not None and not any(_is_in(address, one) for one in trusted):
            raise Refused(refusals.BAD_ADDRESS)

    def forget(self) -> None:
        """Every token is invalid from now on, as after an administrator reset the secret."""
        with self._lock:
            self._given.clear()

    def _app_of(self, query: Mapping[str, str], address: str) -> App:
        corp_id, secret = query.get("corpid", ""), query.get("corpsecret", "")
        if not corp_id:
            raise Refused(refusals.NO_CORP)
        if not secret:
            raise Refused(refusals.NO_SECRET)
        if corp_id != self._ground.corp.corp_id:
            raise Refused(refusals.BAD_CORP)
        found = (one for one in self._ground.corp.apps if _same(one.secret, secret))
        app = next(found, None)
        if app is None:
            self._note_wrong(address)
            raise Refused(refusals.BAD_SECRET)
        return app

    def _note_wrong(self, address: str) -> None:
        now = self._ground.clock()
        self._wrong.take(address, now)
        if self._wrong.is_full(address, now):
            with self._lock:
                self._banned = {one: until for one, until in self._banned.items() if until > now}
                self._banned[address] = now + HOUR

    def _refuse_banned(self, address: str) -> None:
        with self._lock:
            until = self._banned.get(address)
        if until is not None and self._ground.clock() < until:
            raise Refused(refusals.TOO_OFTEN, "too many wrong secrets")


def _same(ours: str, theirs: str) -> bool:
    return hmac.compare_digest(ours.encode(), theirs.encode("utf-8", "replace"))


def _is_in(address: str, network: str) -> bool:
    try:
        return ip_address(address) in ip_network(network, strict=False)
    except ValueError:
        return False
