"""What an application answers inside a callback: words, or another state of the card that was clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from bot.sandbox.answers import BadAnswer, xml_answer
from bot.sandbox.calling import Door, Given
from bot.sandbox.cards import read_card
from bot.sandbox.contents import TEXT_BYTES, Content
from bot.sandbox.corp import App, Member
from bot.sandbox.ground import Ground
from bot.sandbox.markup import words_of
from bot.sandbox.posts import Card, Post
from bot.sandbox.refusals import Refused
from bot.sandbox.sending import Sending

PASSIVE = "passive reply"
"""In the tally: what became of answers inside callbacks."""
UNSHOWN = ("image", "voice", "video", "news")
_LISTS = {"HorizontalContentList", "JumpList", "ButtonList", "SelectList", "OptionList", "ActionList"}
_NUMBERS = {"DescColor", "Type", "Style", "Mode", "IsChecked", "Disable"}
_NAMES = {"KeyName": "keyname", "AppId": "appid", "PagePath": "pagepath", "UserId": "userid"}


@dataclass(frozen=True, slots=True)
class _Asked:
    app: App
    member: Member
    clicked: Post | None


class AppReplies:
    """Opens answers and shows what they hold."""

    def __init__(self, ground: Ground, sending: Sending) -> None:
        """`sending`: how an application's words get into a chat."""
        self._ground = ground
        self._sending = sending
        self._kinds: Mapping[str, Callable[[_Asked, Element], None]] = {
            "text": self._text,
            "update_button": self._button,
            "update_template_card": self._card,
        }

    def take(self, given: Given, door: Door, app: App, member: Member, clicked: Post | None) -> None:
        """Show an answer; what is wrong with it is counted, and nothing is shown."""
        try:
            xml = xml_answer(given, door.seal)
            if xml is None:
                return
            self._check_head(xml, member)
            kind = words_of(xml, "MsgType")
            if kind not in self._kinds and kind not in UNSHOWN:
                raise BadAnswer("MsgType is none that can be answered")
            if kind in self._kinds:
                self._kinds[kind](_Asked(app, member, clicked), xml)
            self._ground.tally.add(PASSIVE, kind)
        except BadAnswer as error:
            self._ground.tally.add(PASSIVE, f"thrown away: {error}")
        except Refused as refused:
            self._ground.tally.add(PASSIVE, f"thrown away: {refused.code}")

    def _check_head(self, xml: Element, member: Member) -> None:
        if words_of(xml, "ToUserName").casefold() != member.key:
            raise BadAnswer("ToUserName is not the member")
        if words_of(xml, "FromUserName") != self._ground.corp.corp_id:
            raise BadAnswer("FromUserName is not the corpid")
        if not words_of(xml, "CreateTime").isdecimal():
            raise BadAnswer("CreateTime is no whole number")

    def _text(self, asked: _Asked, xml: Element) -> None:
        if asked.clicked is not None:
            raise BadAnswer("a click is answered by an update of its card")
        words = (xml.findtext("Content") or "").encode()[:TEXT_BYTES].decode("utf-8", "ignore")
        self._sending.show(asked.app, asked.member, Content("text", words))

    def _button(self, asked: _Asked, xml: Element) -> None:
        word = words_of(xml, "Button/ReplaceName")
        if not word:
            raise BadAnswer("ReplaceName is missing")
        self._change(asked, lambda card: replace(card, replaced=word))

    def _card(self, asked: _Asked, xml: Element) -> None:
        found = xml.find("TemplateCard")
        if found is None:
            raise BadAnswer("TemplateCard is missing")
        fresh = read_card(_as_json(found), is_update=True)
        self._change(asked, lambda card: replace(fresh, task_id=card.task_id))

    def _change(self, asked: _Asked, how: Callable[[Card], Card]) -> None:
        if asked.clicked is None:
            raise BadAnswer("no card was clicked")
        self._ground.chats.change(
            asked.clicked.id, lambda post: replace(post, card=how(post.card)) if post.card else post
        )


def _as_json(element: Element) -> dict[str, object]:
    """A card in XML as it would be in JSON; every list there repeats its tag."""
    found: dict[str, object] = {}
    for child in element:
        value: object = _as_json(child) if len(child) else (child.text or "").strip()
        if child.tag in _NUMBERS and isinstance(value, str) and value.isdecimal():
            value = int(value)
        key = _NAMES.get(child.tag) or _snake(child.tag)
        if child.tag in _LISTS:
            listed = found.setdefault(key, [])
            if isinstance(listed, list):
                listed.append(value)
        else:
            found[key] = value
    return found


def _snake(tag: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in tag).lstrip("_")
