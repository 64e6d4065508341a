"""Steps about the platform itself: its clock, our secret, the trusted address, the application."""

from __future__ import annotations

from datetime import datetime

from bot.channels.probe import Came, Look
from bot.checkup.site import Site
from bot.checkup.step import Step, Topic
from bot.checkup.talk import NOT_TRUSTED, WRONG_CORP, WRONG_SECRET, Trouble

PLATFORM = Topic("platform", "the platform and its clock")
GIVEN = Topic("access", "Secret, as the platform judges it")
TRUSTED = Topic("trusted", "企业可信IP")
CALLERS = Topic("callers", "回调IP")
SWITCHED_ON = Topic("agent", "the application")
SHOWN = 3
MOST_SKEW = 30
"""Seconds that two clocks may differ."""
BAD_AGENT, NO_RIGHT, DISABLED = 40056, (48002, 50002), 50003
UNREACHED = {
    Came.NO_HOST: "its host is not known here: check the DNS of this machine",
    Came.REFUSED: "nothing listens there: check api_base_url",
    Came.NO_TLS: "its certificate is not accepted: check the clock and the certificates of this machine",
    Came.TIMEOUT: "no answer came in time: let this machine call out over https",
    Came.BROKEN: "the connection broke off: let this machine call out over https",
}


def platform(site: Site) -> Step:
    """Whether it can be reached, and whether it is as late there as it is here."""
    hello = site.talk.hello
    if hello.came is not Came.ANSWER:
        return PLATFORM.wrong(f"{site.talk.account.root} is not reached", UNREACHED[hello.came])
    return clock(PLATFORM, hello, site.real_time())


def clock(topic: Topic, look: Look, now: datetime) -> Step:
    """Whether the other side's clock and ours agree."""
    if look.date is None:
        return topic.look("it is reached, and does not tell its time")
    skew = int((now - look.date).total_seconds())
    if abs(skew) <= MOST_SKEW:
        return topic.done("it is reached, and our clocks agree")
    which = "ahead" if skew > 0 else "behind"
    return topic.wrong(f"our clock is {abs(skew)} seconds {which}", "let this machine set its clock by NTP")


def access(site: Site) -> Step:
    """gettoken: asked once, and not again for half an hour if the secret is wrong."""
    if not site.talk.is_ready:
        return GIVEN.after("企业ID and Secret")
    agent = site.talk.agent
    if not isinstance(agent, Trouble) or not agent.at_the_token:
        return GIVEN.done("it gives a token")
    if site.talk.hello.came is not Came.ANSWER:
        return GIVEN.after(PLATFORM.title)
    return _no_token(site, agent)


def _no_token(site: Site, trouble: Trouble) -> Step:
    where = "应用管理 → the application → Secret → 查看: copy it anew, whole, then run this again"
    if trouble.again_at is not None:
        until = f"{trouble.again_at.astimezone(site.settings.zone):%H:%M}"
        says = f"refused a short while ago; not tried before {until}, for who insists is banned for an hour"
        return GIVEN.wrong(says, where)
    if trouble.number == NOT_TRUSTED:
        return GIVEN.after("企业可信IP")
    if trouble.number == WRONG_CORP:
        return GIVEN.wrong("there is no such corp_id (40013)", "copy 企业ID anew: 我的企业 → 企业信息")
    if trouble.number in WRONG_SECRET:
        says = f"it is not the secret of an application of this corp_id ({trouble.code})"
        return GIVEN.wrong(says, where)
    return _trouble(GIVEN, trouble)


def trusted(site: Site) -> Step:
    """Whether the platform takes calls from this machine's address."""
    if not site.talk.is_ready:
        return TRUSTED.after("企业ID and Secret")
    agent = site.talk.agent
    if not isinstance(agent, Trouble):
        return TRUSTED.done("the platform takes calls from this machine")
    if agent.number == NOT_TRUSTED:
        ours = agent.our_address or "the address that this machine goes out from"
        says = f"the platform sees us as {ours}, which is not among the trusted addresses (60020)"
        does = f"应用管理 → the application → 企业可信IP → 配置: add {ours}, wait a minute, run this again"
        return TRUSTED.wrong(says, f"{does} (the console first wants 可信域名 or a saved URL)")
    if agent.at_the_token:
        return TRUSTED.after("Secret, as the platform judges it")
    return TRUSTED.done("the platform takes calls from this machine")


def agent(site: Site) -> Step:
    """Whether it is there and switched on."""
    if not site.talk.is_ready or not site.channel.agent_id:
        return SWITCHED_ON.after("企业ID, AgentId and Secret")
    found = site.talk.agent
    if isinstance(found, Trouble):
        return _no_agent(found)
    name = str(found.get("name") or "without a name")
    if str(found.get("close", 0)) not in ("0", "False"):
        return SWITCHED_ON.wrong(
            f"“{name}” is switched off", "应用管理 → the application: switch it on (启用)"
        )
    return SWITCHED_ON.done(f"“{name}” is on")


def callers(site: Site) -> Step:
    """From where the platform will call us: a firewall must let all of them in."""
    if not site.talk.is_ready:
        return CALLERS.after("企业ID and Secret")
    listed = site.talk.ask("getcallbackip")
    if isinstance(listed, Trouble):
        return CALLERS.after(GIVEN.title)
    addresses = [str(one) for one in listed.get("ip_list") or ()]
    more = f" and {len(addresses) - SHOWN} more" if len(addresses) > SHOWN else ""
    does = "if a firewall stands before gridbot, let them all in; the list changes now and then"
    return CALLERS.look(f"the platform calls from {', '.join(addresses[:SHOWN])}{more}", does)


def _no_agent(trouble: Trouble) -> Step:
    if trouble.at_the_token or trouble.number == NOT_TRUSTED:
        return SWITCHED_ON.after(
            "企业可信IP" if trouble.number == NOT_TRUSTED else "Secret, as the platform judges it"
        )
    if trouble.number == DISABLED:
        return SWITCHED_ON.wrong(
            "it is switched off (50003)", "应用管理 → the application: switch it on (启用)"
        )
    if trouble.number == BAD_AGENT or trouble.number in NO_RIGHT:
        says = f"agent_id and Secret are not of one application ({trouble.code})"
        return SWITCHED_ON.wrong(says, "copy AgentId and Secret from one and the same page")
    return _trouble(SWITCHED_ON, trouble)


def _trouble(topic: Topic, trouble: Trouble) -> Step:
    return topic.wrong(f"the platform answers {trouble.code}", trouble.remedy or "run this again in a minute")
