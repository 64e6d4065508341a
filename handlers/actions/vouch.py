"""我是: an account becomes that of one of the staff, by a one-time code or by a superior's word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from handlers.desk import Desk
from handlers.refusal import Refusal
from models import bind_code, officeholders, person, question
from models.appointment import posts_of
from models.outbox import Chat, Choice, Outgoing
from models.person import STAFF, Identity, Person
from models.question import ANSWER_COUNTS, Asking, Question
from models.space import identity_of
from models.undo import Final

ASK_THE_OFFICE = "请向管理员要一次性码"
PRIVACY = "您报的事登记后加密保存；发 删除我的信息 就删掉"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says to be whom, and by which account."""

    person_id: int
    channel: str
    account: str
    name: str | None


def by_once_code(desk: Desk, said: str) -> Person | None:
    """Whom a one-time code is for: this account is his from now on. None if it is no such code."""
    code = bind_code.find(desk.session, said, desk.now)
    whom = desk.person(code.person_id) if code is not None else None
    if code is None or whom is None:
        return None
    _check_free(desk, whom)
    if not bind_code.use_up(desk.session, code):
        return None
    _tie(desk, whom, _claim(desk, whom))
    desk.final = Final.TIED
    return whom


def by_staff_code(desk: Desk, said: str) -> Person | None:
    """Who of the staff has a code of the import; `Refusal` if he cannot be claimed by it."""
    whom = person.by_code(desk.session, STAFF, said)
    if whom is None:
        return None
    _check_free(desk, whom)
    if _accounts_here(desk, whom, desk.speaker.channel):
        raise Refusal(f"这个编码在这里已有账号，换账号{ASK_THE_OFFICE}")
    return whom


def ask_superior(desk: Desk, whom: Person) -> tuple[Person, list[Outgoing]]:
    """Ask the nearest superior who can be reached whether the speaker is who he says; once at a time."""
    if question.from_message(desk.session, _origin(desk, desk.speaker.channel, desk.speaker.account or "")):
        raise Refusal("您的账号正在核对，请等上级回复")
    superior = _superior(desk, whom)
    if superior is None:
        raise Refusal(f"没有能核对的上级，{ASK_THE_OFFICE}")
    claim = _claim(desk, whom)
    asked = Question(
        asking=Asking.VOUCH,
        payload=json.dumps(asdict(claim), ensure_ascii=False),
        origin=_origin(desk, claim.channel, claim.account),
        asked_at=desk.now,
        next_at=desk.now + ANSWER_COUNTS,
    )
    desk.session.add(asked)
    desk.session.flush()
    question.ask(desk.session, asked, superior.id or 0, desk.now)
    desk.has_effect = True
    text = f"“{claim.name or '有人'}”（账号自称）说自己是{described(desk, whom)}，是不是本人？\n1 是 2 不是"
    answers = Choice("是", f"是本人 {whom.code}"), Choice("不是", f"不是本人 {whom.code}")
    return superior, [one.offering(*answers) for one in desk.tell(superior, text)]


def settle(desk: Desk, asked: Question, yes: bool) -> list[Outgoing]:
    """The superior's word: the account is tied, or not; whoever asked hears."""
    claim = claim_of(asked)
    question.end(desk.session, asked, desk.now)
    desk.has_effect, desk.final = True, Final.TIED
    whom = desk.person(claim.person_id)
    taken = identity_of(desk.session, desk.office.space(claim.channel), claim.account)
    is_free = taken is None or taken.person_id is None
    if not yes or whom is None or not is_free or _accounts_here(desk, whom, claim.channel):
        return [_to_claimant(claim, f"没有核对通过；如果有误，{ASK_THE_OFFICE}")]
    _tie(desk, whom, claim)
    return [_to_claimant(claim, welcome(desk, whom))]


def forget(desk: Desk, asked: Question) -> list[Outgoing]:
    """Nobody answered within a day: what was kept is erased, and whoever asked hears."""
    claim = claim_of(asked)
    question.end(desk.session, asked, desk.now)
    return [_to_claimant(claim, f"上级24小时没有回复；{ASK_THE_OFFICE}，或再发一次")]


def forget_account(desk: Desk, channel: str, account: str) -> bool:
    """Erase what an account waits to be told; whether there was something."""
    waiting = question.from_message(desk.session, _origin(desk, channel, account))
    for asked in waiting:
        question.end(desk.session, asked, desk.now)
    return bool(waiting)


def about(desk: Desk, asked: Sequence[Question], code: str) -> list[Question]:
    """Those of the questions that ask about one of the staff, by his code; all of them without a code."""
    vouched = [one for one in asked if one.asking == Asking.VOUCH]
    if not code:
        return vouched
    whom = person.by_code(desk.session, STAFF, code)
    return [one for one in vouched if whom is not None and claim_of(one).person_id == whom.id]


def claim_of(asked: Question) -> Claim:
    """The claim that a question is about."""
    return Claim(**json.loads(asked.payload or "{}"))


def described(desk: Desk, whom: Person) -> str:
    """赵网格员（幸福村3组网格员）."""
    posts = posts_of(desk.session, whom.id or 0, desk.now)
    told = f"（{desk.place_name(posts[0].node_id)}{posts[0].role.label}）" if posts else ""
    return f"{whom.name}{told}"


def welcome(desk: Desk, whom: Person) -> str:
    """Who he is now, and what he can say."""
    return f"您是{described(desk, whom)}，发 待办 看事，发 帮助 看怎么说\n{PRIVACY}"


def _check_free(desk: Desk, whom: Person) -> None:
    mine = desk.speaker.person
    if mine is None:
        return
    if mine.id == whom.id:
        raise Refusal(f"您已经是{described(desk, whom)}了")
    raise Refusal("这个账号已有登记，要换人请找管理员")


def _claim(desk: Desk, whom: Person) -> Claim:
    speaker = desk.speaker
    return Claim(whom.id or 0, speaker.channel, speaker.account or "", speaker.name)


def _accounts_here(desk: Desk, whom: Person, channel: str) -> list[Identity]:
    """His accounts on the channels that share their members with this one."""
    channels = desk.office.space(channel).channels
    return [one for one in person.accounts_of(desk.session, whom.id or 0) if one.channel in channels]


def _tie(desk: Desk, whom: Person, claim: Claim) -> None:
    """The account is his; one that he had here before is nobody's any more."""
    for former in _accounts_here(desk, whom, claim.channel):
        former.person_id = None
        desk.session.add(former)
    identity = desk.known(claim.channel, claim.account, claim.name)
    identity.person_id, identity.name = whom.id, None
    desk.session.add(identity)
    desk.has_effect = True
    if (claim.channel, claim.account) == (desk.speaker.channel, desk.speaker.account):
        desk.speaker = replace(desk.speaker, identity=identity, person=whom)


def _superior(desk: Desk, whom: Person) -> Person | None:
    posts = posts_of(desk.session, whom.id or 0, desk.now)
    if not posts:
        raise Refusal(f"这个编码现在没有任职，{ASK_THE_OFFICE}")
    staff = officeholders.load(desk.session, desk.now)
    return desk.person(staff.superior(whom.id or 0, posts[0].node_id, desk.now))


def _origin(desk: Desk, channel: str, account: str) -> str:
    space = desk.office.space(channel)
    return desk.office.database.keys.blind(f"{space.name}/{space.key(account)}", "question.origin")


def _to_claimant(claim: Claim, text: str) -> Outgoing:
    return Outgoing(Chat(claim.channel, None, claim.account), text)
