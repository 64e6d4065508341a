"""message/send and message/recall: an application to members, one by one."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.sandbox import refusals
from bot.sandbox.card_updates import CardUpdates, check_agent
from bot.sandbox.cards import NOTICES
from bot.sandbox.contents import Content, app_content
from bot.sandbox.corp import App, Member
from bot.sandbox.ground import Ground
from bot.sandbox.ids import Ids
from bot.sandbox.posts import AppChat, Card, Post
from bot.sandbox.quota import Quota
from bot.sandbox.reading import Fields, flag, number, text, wrong
from bot.sandbox.refusals import Refused
from bot.sandbox.rules import MINUTE

EVERYBODY = "@all"
MOST_USERS = 1000
MOST_INTERVAL = 4 * 3600
USUAL_INTERVAL = 1800
MOST_KEPT = 20_000
SEND, RECALL = "message/send", "message/recall"
DROPPED = "dropped"
"""In the tally: beyond the limit to one member, and shown to nobody."""


@dataclass(frozen=True, slots=True)
class _Message:
    """One message/send that was carried out."""

    app: App
    said_at: datetime
    posts: tuple[str, ...]


class Sending:
    """What applications say to members."""

    def __init__(self, ground: Ground, ids: Ids, updates: CardUpdates) -> None:
        """`updates`: gives the codes by which cards are changed later."""
        self._ground = ground
        self._ids = ids
        self._updates = updates
        self._lock = threading.Lock()
        self._messages: OrderedDict[str, _Message] = OrderedDict()
        self._same: OrderedDict[str, tuple[datetime, str]] = OrderedDict()
        self._task_ids: OrderedDict[tuple[int, str], None] = OrderedDict()
        self._pace = Quota(ground.rules.member_a_minute, MINUTE)

    def send(self, app: App, fields: Fields) -> Mapping[str, object]:
        """POST message/send. Raises `Refused`."""
        check_agent(app, fields)
        wanted = _wanted(fields)
        content = app_content(fields)
        if content.card is not None and content.card.card_type not in NOTICES and not app.callback_url:
            raise wrong("template_card", "has buttons, and no callback address is set")
        flag(fields, "safe")
        reached, missed, unlicensed = self._sorted_out(app, wanted)
        if not reached and not unlicensed:
            raise Refused(refusals.NOBODY_VALID)
        answer = self._missed(fields, missed, unlicensed)
        again = self._said_before(app, fields)
        if again is not None:
            return {**answer, "msgid": again}
        self._take_task_id(app, content.card)
        return {**answer, **self._say(app, fields, content, reached)}

    def recall(self, app: App, fields: Fields) -> Mapping[str, object]:
        """POST message/recall. Raises `Refused`."""
        with self._lock:
            message = self._messages.get(text(fields, "msgid", need=True))
        now, within = self._ground.clock(), self._ground.rules.recall_within
        if message is None or message.app != app or now - message.said_at > within:
            raise wrong("msgid", "is unknown, another application's, or older than a day")
        for post_id in message.posts:
            self._ground.chats.change(post_id, lambda post: replace(post, text="", card=None, recalled=True))
        return {}

    def show(self, app: App, member: Member, content: Content) -> Post:
        """Put an application's words into its chat with a member."""
        draft = Post("", AppChat(app.agent_id, member.userid), f"app:{app.agent_id}", content.text)
        return self._ground.chats.show(
            replace(draft, form=content.form, card=content.card, said_at=self._ground.clock())
        )

    def _say(self, app: App, fields: Fields, content: Content, members: list[Member]) -> dict[str, object]:
        now, msgid = self._ground.clock(), f"m{self._ids.number()}"
        shown: list[str] = []
        for member in members:
            if self._pace.take(f"{app.agent_id}/{member.key}", now):
                shown.append(self.show(app, member, content).id)
            else:
                self._ground.tally.add(SEND, DROPPED)
        with self._lock:
            self._messages[msgid] = _Message(app, now, tuple(shown))
            if self._ground.rules.counts_unasked or flag(fields, "enable_duplicate_check"):
                self._same[_sameness(app, fields)] = (now, msgid)
            for kept in (self._messages, self._same):
                while len(kept) > MOST_KEPT:
                    kept.popitem(last=False)
        if content.card is None or not content.card.can_change:
            return {"msgid": msgid}
        return {"msgid": msgid, "response_code": self._updates.code(app, content.card)}

    def _sorted_out(self, app: App, wanted: list[str]) -> tuple[list[Member], list[str], list[str]]:
        corp, reached, missed = self._ground.corp, dict[str, Member](), list[str]()
        if wanted == [EVERYBODY]:
            reached = {one.key: one for one in corp.members if corp.reaches(app, one)}
        for userid in wanted if wanted != [EVERYBODY] else ():
            member = corp.member(userid)
            if member is None or not corp.reaches(app, member):
                missed.append(userid.lower())
            else:
                reached[member.key] = member
        licensed = [one for one in reached.values() if one.licensed]
        return licensed, missed, [one.key for one in reached.values() if not one.licensed]

    def _missed(self, fields: Fields, missed: list[str], unlicensed: list[str]) -> dict[str, object]:
        """The platform tells of whom it did not reach, in lower case, and calls it a success all the same."""
        told = {
            "invaliduser": "|".join(missed),
            "invalidparty": text(fields, "toparty"),
            "invalidtag": text(fields, "totag"),
            "unlicenseduser": "|".join(unlicensed),
        }
        return {key: value for key, value in told.items() if value}

    def _said_before(self, app: App, fields: Fields) -> str | None:
        """The earlier message of the same words to the same people, if the caller asks to have it dropped."""
        if not flag(fields, "enable_duplicate_check"):
            return None
        seconds = number(fields, "duplicate_check_interval", USUAL_INTERVAL)
        if not 0 < seconds <= MOST_INTERVAL:
            raise wrong("duplicate_check_interval", "is not within four hours")
        with self._lock:
            before = self._same.get(_sameness(app, fields))
        if before is None or self._ground.clock() - before[0] > timedelta(seconds=seconds):
            return None
        return before[1]

    def _take_task_id(self, app: App, card: Card | None) -> None:
        if card is None or not card.task_id:
            return
        with self._lock:
            if (app.agent_id, card.task_id) in self._task_ids:
                raise Refused(refusals.SAME_TASK)
            self._task_ids[app.agent_id, card.task_id] = None
            while len(self._task_ids) > MOST_KEPT:
                self._task_ids.popitem(last=False)


def _wanted(fields: Fields) -> list[str]:
    """The userids that a message is for; parties and tags there are none of here. Raises `Refused`."""
    given = [text(fields, key) for key in ("touser", "toparty", "totag")]
    if not any(given):
        raise Refused(refusals.NOBODY)
    wanted = [one for one in given[0].split("|") if one]
    if len(wanted) > MOST_USERS:
        raise wrong("touser", f"names more than {MOST_USERS}")
    return wanted


def _sameness(app: App, fields: Fields) -> str:
    """The same for the same content to the same people."""
    kind = text(fields, "msgtype")
    to = [text(fields, key).casefold() for key in ("touser", "toparty", "totag")]
    told = json.dumps([app.agent_id, *to, kind, fields.get(kind)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
