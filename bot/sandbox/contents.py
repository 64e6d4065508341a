"""The contents of messages that an application or a robot sends, by their types: refused or made readable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.sandbox import refusals
from bot.sandbox.cards import NOTICES, read_card
from bot.sandbox.posts import Card
from bot.sandbox.reading import Fields, feedback, part, parts, text, texts
from bot.sandbox.refusals import Refused

TEXT_BYTES = 2048
ROBOT_MARKDOWN_BYTES = 4096
BOT_BYTES = 20_480
TITLE_BYTES, DESCRIPTION_BYTES = 128, 512
MOST_MENTIONS = 1000


@dataclass(frozen=True, slots=True)
class Content:
    """What a member will see. `form` is the platform's word for its type."""

    form: str
    text: str = field(repr=False)
    card: Card | None = None
    at: tuple[str, ...] = ()
    feedback_id: str = ""


def app_content(fields: Fields) -> Content:
    """What message/send carries. Raises `Refused`."""
    return _content(fields, _APP)


def robot_content(fields: Fields) -> Content:
    """What webhook/send carries. Raises `Refused`."""
    return _content(fields, _ROBOT)


def response_content(fields: Fields) -> Content:
    """What a response_url takes. Raises `Refused`."""
    return _content(fields, _RESPONSE)


def card_content(fields: Fields, allowed: tuple[str, ...] | None = None) -> Content:
    """A card as a message; its words are for those who cannot show cards. Raises `Refused`."""
    inner = part(fields, "template_card", need=True)
    card = read_card(inner, allowed)
    words = f"{card.title}\n{card.text}".strip()
    return Content("template_card", words, card, feedback_id=feedback(inner))


def _content(fields: Fields, types: Mapping[str, Callable[[Fields], Content]]) -> Content:
    kind = text(fields, "msgtype", need=True)
    if kind not in types:
        raise Refused(refusals.BAD_TYPE, "msgtype is not one that can be sent here")
    return types[kind](fields)


def _plain(kind: str, most: int) -> Callable[[Fields], Content]:
    def read(fields: Fields) -> Content:
        inner = part(fields, kind, need=True)
        words = text(inner, "content", most=most)
        if not words.strip():
            raise Refused(refusals.NO_WORDS)
        mentioned = texts(inner, "mentioned_list", most=MOST_MENTIONS) if kind == "text" else []
        return Content(kind, words, at=tuple(mentioned), feedback_id=feedback(inner))

    return read


def _textcard(fields: Fields) -> Content:
    inner = part(fields, "textcard", need=True)
    title = text(inner, "title", most=TITLE_BYTES, need=True)
    description = text(inner, "description", most=DESCRIPTION_BYTES, need=True)
    text(inner, "url", need=True)
    return Content("textcard", f"{title}\n{description}")


def _news(fields: Fields) -> Content:
    inner = part(fields, "news", need=True)
    if isinstance(inner.get("articles"), list) and len(inner["articles"]) > 8:
        raise Refused(refusals.TOO_MANY_ARTICLES)
    articles = parts(inner, "articles", most=8, least=1)
    return Content("news", "\n".join(text(one, "title", most=TITLE_BYTES, need=True) for one in articles))


def _media(kind: str) -> Callable[[Fields], Content]:
    def read(fields: Fields) -> Content:
        part(fields, kind, need=True)
        raise Refused(refusals.BAD_MEDIA, "nothing can be uploaded here")

    return read


def _card(allowed: tuple[str, ...] | None) -> Callable[[Fields], Content]:
    return lambda fields: card_content(fields, allowed)


_MEDIA = {kind: _media(kind) for kind in ("image", "voice", "video", "file", "mpnews")}
_APP: Mapping[str, Callable[[Fields], Content]] = {
    "text": _plain("text", TEXT_BYTES),
    "markdown": _plain("markdown", TEXT_BYTES),
    "textcard": _textcard,
    "news": _news,
    "template_card": _card(None),
    **_MEDIA,
}
_ROBOT: Mapping[str, Callable[[Fields], Content]] = {
    "text": _plain("text", TEXT_BYTES),
    "markdown": _plain("markdown", ROBOT_MARKDOWN_BYTES),
    "markdown_v2": _plain("markdown_v2", ROBOT_MARKDOWN_BYTES),
    "news": _news,
    "template_card": _card(NOTICES),
    **_MEDIA,
}
_RESPONSE: Mapping[str, Callable[[Fields], Content]] = {
    "markdown": _plain("markdown", BOT_BYTES),
    "template_card": _card(None),
}
