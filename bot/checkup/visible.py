"""Steps about the members of a corporation: whom its application reaches."""

from __future__ import annotations

from collections.abc import Iterable

from bot.checkup.site import Site
from bot.checkup.step import Step, Topic
from bot.checkup.talk import Trouble

RANGE = Topic("range", "可见范围")
SENT = Topic("send", "a message to one member")
TEXT = "网格群助手：渠道已接通，这是一条试发消息，不用回复"
WIDEN = "应用管理 → the application → 可见范围 → 修改: add them, or the departments that they are in"
UNKNOWN_MEMBER, OUTSIDE = 60111, (60011, 50002)
MOST_ASKED, SHOWN = 20, 5


def visible(site: Site) -> Step:
    """Whether everybody on the staff list who has an account here is reached."""
    if not site.talk.is_ready or not site.channel.agent_id:
        return RANGE.after("the application")
    if isinstance(site.talk.agent, Trouble):
        return RANGE.after("the application")
    if site.known is None:
        return RANGE.look("the staff list is not in the database yet", "import it, then run this again")
    if not site.known.staff:
        does = f"import the staff list with 渠道 {site.channel.name} and 账号, the userid in the console"
        return RANGE.todo("nobody on the staff list has an account on this channel", does)
    unseen = _unseen(site)
    if unseen is None:
        does = f"see to it that {len(site.known.staff)} people are in it: {WIDEN}"
        return RANGE.look("the platform does not let this application look at its members", does)
    return _judged(site, unseen)


def _unseen(site: Site) -> list[tuple[str, str]] | None:
    """Code and account of those whom no list names; None if the platform shows none at all."""
    seen, known = site.talk.visible, site.known
    if known is None:
        return None
    if isinstance(seen, Trouble):
        return list(known.staff) if len(known.staff) <= MOST_ASKED else None
    return [one for one in known.staff if one[1].lower() not in seen]


def _judged(site: Site, unseen: list[tuple[str, str]]) -> Step:
    """Who is not on a list is asked for by name, as far as that is no flood."""
    total = 0 if site.known is None else len(site.known.staff)
    unknown: list[str] = []
    outside = [code for code, _ in unseen[MOST_ASKED:]]
    for code, account in unseen[:MOST_ASKED]:
        found = site.talk.ask("user/get", userid=account)
        if not isinstance(found, Trouble):
            continue
        (unknown if found.number == UNKNOWN_MEMBER else outside).append(code)
    if unknown:
        does = "correct their 账号 in the staff list: it is the userid in 通讯录 → the member → 帐号"
        return RANGE.wrong(
            f"{len(unknown)} of {total} have an account that is no member's: {_some(unknown)}", does
        )
    if outside:
        return RANGE.wrong(f"{len(outside)} of {total} are outside: {_some(outside)}", WIDEN)
    return RANGE.done(f"all {total} on the staff list are in it")


def send(site: Site) -> Step:
    """One message, if it was asked for."""
    if not site.send_to:
        return SENT.look("none was sent", "to send one, add --send USERID")
    if not site.talk.is_ready or isinstance(site.talk.agent, Trouble):
        return SENT.after("the application")
    answer = site.talk.send(site.send_to, TEXT)
    if isinstance(answer, Trouble):
        return SENT.wrong(
            f"the platform answers {answer.code}", answer.remedy or "run this again in a minute"
        )
    if answer.get("invaliduser"):
        return SENT.wrong("the platform knows no such member in the 可见范围", WIDEN)
    if answer.get("unlicenseduser"):
        return SENT.wrong("the member has no licence", "我的企业 → 接口许可: activate the account")
    return SENT.done("sent; see whether it has arrived")


def _some(codes: Iterable[str]) -> str:
    listed = list(codes)
    return ", ".join(listed[:SHOWN]) + (", …" if len(listed) > SHOWN else "")
