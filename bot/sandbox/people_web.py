"""/people: the chats of the corporation as small JSON, so that curl can play its members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bot.sandbox.platform import Platform
from bot.sandbox.posts import AppChat, BotChat, Card, Chat, Post, Sent, Why
from bot.sandbox.reading import Fields, part, read_json, text, texts, wrong
from bot.sandbox.refusals import Refused
from bot.sandbox.seal import SealError
from bot.sandbox.web import body_of, query_of, send_json

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ROOT = "/people/"
MOST_AT = 20
SHOWN = ("image", "file", "video", "voice")


class PeopleWeb:
    """The platform with /people beside its calls."""

    def __init__(self, platform: Platform) -> None:
        """`platform`: whose members are played."""
        self._platform = platform
        self._shown: Mapping[str, Callable[[Mapping[str, str]], object]] = {
            "posts": self._posts,
            "corp": self._corp,
            "tally": lambda _query: platform.tally.all(),
        }
        self._done: Mapping[str, Callable[[Fields], object]] = {
            "write": self._write,
            "click": self._click,
            "show": self._show,
            "judge": self._judge,
            "enter": self._enter,
            "check_url": self._check_url,
        }

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if not path.startswith(ROOT):
            return self._platform(environ, start_response)
        name = path.removeprefix(ROOT)
        try:
            if method == "GET" and name in self._shown:
                return send_json(start_response, HTTPStatus.OK, self._shown[name](query_of(environ)))
            if method == "POST" and name in self._done:
                told = self._done[name](read_json(body_of(environ)))
                return send_json(start_response, HTTPStatus.OK, told)
        except Refused as refused:
            return send_json(start_response, HTTPStatus.BAD_REQUEST, {"error": refused.hint or "not JSON"})
        except SealError as error:
            return send_json(start_response, HTTPStatus.BAD_REQUEST, {"error": str(error)})
        there = {"GET": sorted(self._shown), "POST": sorted(self._done)}
        return send_json(start_response, HTTPStatus.NOT_FOUND, {"error": "unknown", "there are": there})

    def _write(self, fields: Fields) -> object:
        """{"from", "to": "app:ID" | "bot:ID" | "room:ID", "text", "at": [bot ids], "quote": post id}"""
        who, words = text(fields, "from", need=True), text(fields, "text", need=True)
        kind, name = _receiver(fields)
        quote = self._platform.post(text(fields, "quote"))
        if kind == "app":
            return _sent(self._platform.write_to_app(who, _number(name), words))
        if kind == "bot":
            return _sent(self._platform.write_to_bot(who, name, words, quote))
        at = texts(fields, "at", most=MOST_AT)
        return _sent(self._platform.write_in_room(who, name, words, at, quote))

    def _click(self, fields: Fields) -> object:
        """{"from", "post": id, "key", "chosen": {question key: [option ids]}}"""
        who, post, key = (text(fields, name, need=True) for name in ("from", "post", "key"))
        chosen = {name: tuple(map(str, ids)) for name, ids in part(fields, "chosen").items()}
        return _sent(self._platform.click(who, post, key, chosen))

    def _show(self, fields: Fields) -> object:
        """{"from", "to": "app:ID" | "bot:ID", "kind": "image" | "file" | "video" | "voice", "content"}"""
        who, (kind, name) = text(fields, "from", need=True), _receiver(fields)
        content, people = text(fields, "content", need=True), self._platform.people
        if kind == "app":
            return _sent(people.show_to_app(who, _number(name), content))
        shown = text(fields, "kind", need=True)
        if shown not in SHOWN:
            raise wrong("kind", f"is none of {', '.join(SHOWN)}")
        return _sent(people.show_to_bot(who, name, shown, content))

    def _judge(self, fields: Fields) -> object:
        """{"from", "post": id, "words": ""}: without words, that the answer was good"""
        who, post = text(fields, "from", need=True), text(fields, "post", need=True)
        return _sent(self._platform.people.judge(who, post, text(fields, "words")))

    def _enter(self, fields: Fields) -> object:
        """{"from", "to": "app:ID" | "bot:ID"}"""
        who, (kind, name) = text(fields, "from", need=True), _receiver(fields)
        people = self._platform.people
        return _sent(people.enter_app(who, _number(name)) if kind == "app" else people.enter_bot(who, name))

    def _check_url(self, fields: Fields) -> object:
        """{"to": "app:ID" | "bot:ID"}"""
        checked = self._platform.check_url(":".join(_receiver(fields)))
        return {"good": checked.is_good, "why": checked.why}

    def _posts(self, query: Mapping[str, str]) -> object:
        """?chat=app:ID:userid | bot:ID:userid | room:ID, ?after=post id"""
        told = [_post(one) for one in self._platform.posts()]
        if "chat" in query:
            told = [one for one in told if one["chat"] == query["chat"]]
        ids = [one["id"] for one in told]
        after = ids.index(query["after"]) + 1 if query.get("after") in ids else 0
        return {"posts": told[after:]}

    def _corp(self, _query: Mapping[str, str]) -> object:
        corp = self._platform.corp
        rooms = [
            {"to": f"room:{one.chat_id}", "name": one.name, "members": one.members} for one in corp.rooms
        ]
        return {
            "members": {one.userid: one.name for one in corp.members},
            "apps": {f"app:{one.agent_id}": one.name for one in corp.apps},
            "bots": {f"bot:{one.bot_id}": one.name for one in corp.bots},
            "rooms": rooms,
        }


def _receiver(fields: Fields) -> tuple[str, str]:
    kind, _, name = text(fields, "to", need=True).partition(":")
    return kind, name


def _number(name: str) -> int:
    return int(name) if name.isdecimal() else -1


def _sent(sent: Sent) -> dict[str, object]:
    calls = [{"to": one.receiver, "tries": one.tries, "status": one.status} for one in sent.brought]
    post = _post(sent.post) if sent.post else None
    return {
        "heard": sent.heard,
        "why": _name(sent.why),
        "says": sent.why.value,
        "callbacks": calls,
        "post": post,
    }


def _name(why: Why) -> str:
    return why.name.lower()


def _post(post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "chat": _chat(post.chat),
        "author": post.author,
        "form": post.form,
        "text": post.text,
        "card": _card(post.card) if post.card else None,
        "at": post.at,
        "quote": post.quote,
        "said_at": post.said_at.isoformat(),
        "recalled": post.recalled,
    }


def _card(card: Card) -> dict[str, object]:
    buttons = [{"text": one.text, "key": one.key, "style": one.style} for one in card.buttons]
    words = {"type": card.card_type, "task_id": card.task_id, "title": card.title, "text": card.text}
    return {**words, "buttons": buttons, "replaced": card.replaced}


def _chat(chat: Chat) -> str:
    if isinstance(chat, AppChat):
        return f"app:{chat.agent_id}:{chat.userid}"
    if isinstance(chat, BotChat):
        return f"bot:{chat.bot_id}:{chat.userid}"
    return f"room:{chat.chat_id}"
