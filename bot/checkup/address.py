"""Steps about the callback's address: the platform's own check, made from here."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from urllib.parse import urlsplit

from bot.channels.probe import Asked, Came, Look, look_at
from bot.channels.wecom_handshake import handshake_query
from bot.checkup.site import Site
from bot.checkup.step import Step, Topic
from bot.checkup.values import PAGES

PUBLIC = Topic("public_url", "URL")
HERE = Topic("here", "gridbot on this machine")
OUTSIDE = Topic("outside", "URL as the platform calls it")
SAVED = Topic("saved", "保存 in the console")
QUICK = 1.0
"""Seconds within which the platform wants its answer."""
FRAME = b"\"' \t\r\n\xef\xbb\xbf"
RESTART = "restart gridbot, so that it reads the configuration that you see"
UNREACHED: dict[Came, tuple[str, str]] = {
    Came.NO_HOST: ("its host is not known here", "enter it in the DNS, or correct [server] public_url"),
    Came.REFUSED: ("nothing listens there", "start the reverse proxy in front of gridbot, and open its port"),
    Came.NO_TLS: (
        "its certificate is not valid",
        "have one of a public CA for exactly this host, with its whole chain; the platform takes no other",
    ),
    Came.TIMEOUT: ("no answer came in time", "open the port in the firewall; look at the proxy's log"),
    Came.BROKEN: ("the connection broke off", "look at the proxy's log; is https spoken on that port?"),
}
BY_FIELD = {
    "msg_signature": "the running gridbot has another token than this configuration",
    "echostr": "the running gridbot has another aes_key or corp_id than this configuration",
    "timestamp": "the clocks of the two machines differ",
}
OURS = {
    401: ("the running gridbot has a channel of another kind under this name", RESTART),
    404: ("the running gridbot has no channel of this name", RESTART),
    405: ("the running gridbot has a channel of another kind under this name", RESTART),
}
THEIRS = {
    401: ("something in front of gridbot wants a login (401)", "let /callback through without one"),
    403: ("something in front of gridbot refuses (403)", "let /callback through"),
    404: ("nothing is found there (404)", "let the proxy pass /callback on to gridbot"),
    **dict.fromkeys(
        (502, 503, 504), ("the proxy finds no gridbot behind it", "start gridbot: gridbot serve")
    ),
}


def public_url(site: Site) -> Step:
    """What to enter in the console."""
    does = 'set [server] public_url = "https://YOUR-HOST", a name that the public DNS knows'
    if not site.outside:
        return PUBLIC.todo("[server] public_url is missing", does)
    if site.is_hidden and not site.channel.api_base_url:
        return PUBLIC.wrong("the platform cannot reach an address of your own network", does)
    return PUBLIC.done(f"in the console enter {site.outside}")


def here(site: Site) -> Step:
    """The running gridbot itself, without what stands before it."""
    if site.crypto is None:
        return HERE.after("Token and EncodingAESKey")
    look, echo = _ask(site, site.here)
    if look.came is Came.REFUSED:
        return HERE.todo(f"nothing listens on {site.here}", "start it: gridbot serve; then run this again")
    return judge(HERE, look, echo)


def outside(site: Site) -> Step:
    """The address that the platform is given. From here; a firewall may still keep others out."""
    if not site.outside:
        return OUTSIDE.after("URL")
    if site.crypto is None:
        return OUTSIDE.after("Token and EncodingAESKey")
    look, echo = _ask(site, site.outside)
    return judge(OUTSIDE, look, echo)


def saved(site: Site) -> Step:
    """The console makes the same check when the page is saved."""
    page = PAGES[site.channel.kind]
    if site.known is not None and site.known.heard_at is not None:
        return SAVED.done("messages have come in")
    return SAVED.look(
        "the platform does not say", f"{page}: enter URL, Token and EncodingAESKey, then press 保存"
    )


def judge(topic: Topic, look: Look, echo: bytes) -> Step:
    """What an answer to the platform's check means."""
    if look.came is not Came.ANSWER:
        return topic.wrong(*UNREACHED[look.came])
    if look.status // 100 == 3:
        where = urlsplit(look.where_to)
        does = (
            f"the platform follows none: set public_url to where it leads ({where.scheme}://{where.netloc})"
        )
        return topic.wrong("it is a redirect", does)
    if look.status != 200:
        return topic.wrong(*_refused(look))
    if look.body != echo:
        return topic.wrong(*_wrong_text(look, echo))
    if look.seconds > QUICK:
        says = f"right, but after {look.seconds:.1f} s; the platform waits one second"
        return topic.wrong(says, "look what slows it down: the proxy, or a machine too busy")
    return topic.done(f"answered the bare text in {look.seconds:.2f} s")


def _ask(site: Site, url: str) -> tuple[Look, bytes]:
    echo = secrets.token_hex(10).encode()
    assert site.crypto is not None
    return look_at(
        Asked(url, query=handshake_query(site.crypto, echo, site.real_time())), site.real_time
    ), echo


def _wrong_text(look: Look, echo: bytes) -> tuple[str, str]:
    if look.body.strip(FRAME) == echo:
        return (
            "the answer is not bare",
            "something in front of gridbot adds to its words: a quote, a line's end",
        )
    return (
        "another text came back",
        "this is not gridbot: let the proxy pass /callback on, unchanged, with its query",
    )


def _refused(look: Look) -> tuple[str, str]:
    ours = _told(look)
    if look.status == 403 and ours:
        return BY_FIELD.get(str(ours.get("field")), "gridbot refuses the signature"), RESTART
    table = OURS if ours else THEIRS
    unknown = f"it answers {look.status}", "look at the log of the proxy and of gridbot"
    return table.get(look.status, unknown)


def _told(look: Look) -> dict[str, object]:
    """The refusal, if it is one of gridbot's own."""
    with suppress(ValueError):
        told = json.loads(look.body)
        return told if isinstance(told, dict) and "error" in told else {}
    return {}
