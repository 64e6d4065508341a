"""Members and applications: what a member writes or clicks goes to the callback address as XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.sandbox.app_replies import AppReplies
from bot.sandbox.calling import Caller, Door
from bot.sandbox.card_updates import CardUpdates
from bot.sandbox.corp import App, Member
from bot.sandbox.ground import Ground
from bot.sandbox.ids import Ids
from bot.sandbox.markup import Tags, write_xml
from bot.sandbox.posts import AppChat, Post, Sent, Why
from bot.sandbox.seal import Seal
from bot.sandbox.sending import Sending

Chosen = Mapping[str, tuple[str, ...]]
"""Options chosen on a card, by question_key."""


class AppTalk:
    """The members' side of applications."""

    def __init__(
        self, ground: Ground, ids: Ids, caller: Caller, sending: Sending, updates: CardUpdates
    ) -> None:
        """`sending` shows what an application answers, `updates` lets it change a card that was clicked."""
        self._ground = ground
        self._ids = ids
        self._caller = caller
        self._updates = updates
        self._replies = AppReplies(ground, sending)

    def door(self, app: App) -> Door:
        """Where an application takes callbacks. Raises `SealError`."""
        seal = Seal(app.token, app.aes_key, self._ground.corp.corp_id)
        return Door(f"app:{app.agent_id}", app.callback_url, seal)

    def write(self, member: Member, app: App, text: str) -> Sent:
        """Words."""
        post = self._said(member, app, text)
        return self._bring(
            member, app, {"MsgType": "text", "Content": text, "MsgId": self._ids.number()}, post
        )

    def show_picture(self, member: Member, app: App, url: str) -> Sent:
        """A picture that lies at an address."""
        post = self._said(member, app, "[图片]")
        media = f"media_{self._ids.number()}"
        tags: Tags = {"MsgType": "image", "PicUrl": url, "MediaId": media, "MsgId": self._ids.number()}
        return self._bring(member, app, tags, post)

    def enter(self, member: Member, app: App) -> Sent:
        """A member opens the chat."""
        return self._bring(member, app, {"MsgType": "event", "Event": "enter_agent", "EventKey": ""})

    def click(self, member: Member, app: App, post: Post, key: str, chosen: Chosen) -> Sent:
        """A button of the card that a post shows, with what was chosen above it."""
        card = post.card_for(member.userid)
        if card is None:
            return Sent(Why.NOT_A_BUTTON)
        tags: Tags = {
            "MsgType": "event",
            "Event": "template_card_event",
            "EventKey": key,
            "TaskId": card.task_id,
            "CardType": card.card_type,
            "ResponseCode": self._updates.code(app, card),
            "AgentID": app.agent_id,
            **_selected(chosen, self._ground.rules.option_tag),
        }
        sent = self._bring(member, app, tags, clicked=post)
        return replace(sent, post=None)

    def _said(self, member: Member, app: App, text: str) -> Post:
        draft = Post("", AppChat(app.agent_id, member.userid), member.userid, text)
        return self._ground.chats.show(replace(draft, said_at=self._ground.clock()))

    def _bring(
        self, member: Member, app: App, tags: Tags, post: Post | None = None, clicked: Post | None = None
    ) -> Sent:
        if not app.callback_url:
            return Sent(Why.NO_ADDRESS, post)
        door, corp_id = self.door(app), self._ground.corp.corp_id
        head: Tags = {"ToUserName": corp_id, "FromUserName": member.userid}
        when = int(self._ground.clock().timestamp())
        plain = write_xml({**head, "CreateTime": when, **tags, "AgentID": app.agent_id})

        def wrap(sealed: str) -> bytes:
            return write_xml({"ToUserName": corp_id, "AgentID": str(app.agent_id), "Encrypt": sealed})

        brought, given = self._caller.bring(door, plain, wrap)
        if given is not None:
            self._replies.take(given, door, app, member, clicked)
        return Sent(Why.BROUGHT if brought.taken else Why.NOT_TAKEN, post, (brought,))


def _selected(chosen: Chosen, tag: str) -> Tags:
    items: list[Tags] = [
        {"QuestionKey": key, f"{tag}s": {tag: list(options)}} for key, options in chosen.items()
    ]
    return {"SelectedItems": {"SelectedItem": items}} if items else {}
