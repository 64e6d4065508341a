"""A corporation as its admin console has it: members, applications, bots, rooms and robots."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.seal import Seal, SealError


class CorpError(ValueError):
    """A corporation that the admin console would not let anybody set up; one English sentence."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account. The platform takes userids without regard to case."""

    userid: str
    name: str
    licensed: bool = True
    """Whether applications may write to this account (接口许可)."""

    @property
    def key(self) -> str:
        """By which it is compared."""
        return self.userid.casefold()


@dataclass(frozen=True, slots=True)
class App:
    """A self-built application (自建应用)."""

    agent_id: int
    secret: str = field(repr=False)
    token: str = field(repr=False, default="")
    aes_key: str = field(repr=False, default="")
    callback_url: str = ""
    visible: frozenset[str] | None = None
    """可见范围: the userids it may reach; None for everybody."""
    name: str = "应用"


@dataclass(frozen=True, slots=True)
class Bot:
    """An AI bot (智能机器人) in URL mode."""

    bot_id: str
    name: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    callback_url: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A group chat. `external`: with people from outside the corporation (外部群)."""

    chat_id: str
    name: str
    members: tuple[str, ...]
    bots: tuple[str, ...] = ()
    external: bool = False

    def has(self, member: Member) -> bool:
        """Whether somebody is in it."""
        return member.key in {userid.casefold() for userid in self.members}


@dataclass(frozen=True, slots=True)
class Robot:
    """A group robot (群机器人): whoever has its key may post into its room."""

    key: str = field(repr=False)
    chat_id: str
    name: str = "群机器人"


@dataclass(frozen=True, slots=True)
class Corp:
    """One corporation. `trusted_addresses`: 企业可信IP, addresses or networks; None takes any."""

    corp_id: str
    members: tuple[Member, ...] = ()
    apps: tuple[App, ...] = ()
    bots: tuple[Bot, ...] = ()
    rooms: tuple[Room, ...] = ()
    robots: tuple[Robot, ...] = ()
    trusted_addresses: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Refuse what the console refuses. Raises `CorpError`."""
        for room in self.rooms:
            if room.external and (room.bots or any(one.chat_id == room.chat_id for one in self.robots)):
                raise CorpError(f"room {room.chat_id}: no bot or robot can be added to an external group")
            strangers = [one for one in room.members if self.member(one) is None and not room.external]
            unknown = [one for one in room.bots if self.bot(one) is None]
            if strangers or unknown:
                raise CorpError(f"room {room.chat_id}: a member or bot that the corporation does not have")
        if len({one.key for one in self.members}) < len(self.members):
            raise CorpError("two members have one userid; its case does not count")
        receivers: tuple[App | Bot, ...] = (*self.apps, *self.bots)
        for receiver in receivers:
            if receiver.callback_url:
                self._check_key(receiver)

    @staticmethod
    def _check_key(receiver: App | Bot) -> None:
        name = receiver.agent_id if isinstance(receiver, App) else receiver.bot_id
        try:
            Seal(receiver.token, receiver.aes_key)
        except SealError as error:
            raise CorpError(f"{name}: {error}") from None

    def member(self, userid: str) -> Member | None:
        """Whose userid that is, whatever its case."""
        return next((one for one in self.members if one.key == userid.casefold()), None)

    def app(self, agent_id: int) -> App | None:
        """The application of an AgentId."""
        return next((one for one in self.apps if one.agent_id == agent_id), None)

    def bot(self, bot_id: str) -> Bot | None:
        """The bot of an id."""
        return next((one for one in self.bots if one.bot_id == bot_id), None)

    def room(self, chat_id: str) -> Room | None:
        """The room of an id."""
        return next((one for one in self.rooms if one.chat_id == chat_id), None)

    def robot(self, key: str) -> Robot | None:
        """The robot of a key."""
        return next((one for one in self.robots if one.key == key), None)

    def reaches(self, app: App, member: Member) -> bool:
        """Whether a member is in the visible range of an application."""
        return app.visible is None or member.key in {userid.casefold() for userid in app.visible}
