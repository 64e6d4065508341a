"""Steps of a bridge: a gateway of the county's own, signed on both ways."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta

from bot.channels.probe import Asked, Came, Look, look_at
from bot.channels.signature import WINDOW, signed_headers
from bot.checkup.address import OURS, RESTART, THEIRS, UNREACHED
from bot.checkup.platform import clock
from bot.checkup.site import Site
from bot.checkup.step import Step, Topic

SECRET = Topic("secret", "the secret of both ways")
HERE = Topic("here", "gridbot on this machine")
WRONG_SIGNATURE = Topic("signature", "a wrong signature")
OUTSIDE = Topic("outside", "the address that the gateway calls")
GATEWAY = Topic("deliver_url", "the gateway and its clock")
SHORTEST = 16


def secret(site: Site) -> Step:
    """Both sides sign with it."""
    told = site.channel.secret.get_secret_value()
    does = "gridbot secret prints one: write it into a file, name that in secret_file, give it to the gateway"
    if not told.strip():
        return SECRET.todo("secret is missing", does)
    if len(told) < SHORTEST:
        return SECRET.wrong(f"{len(told)} characters are too few to sign with", does)
    return SECRET.done(f"{len(told)} characters")


def here(site: Site) -> Step:
    """A rightly signed message without effect: it takes back one that never was."""
    if not site.channel.secret.get_secret_value():
        return HERE.after("the secret of both ways")
    look = _post(site, site.here)
    if look.came is Came.REFUSED:
        return HERE.todo(f"nothing listens on {site.here}", "start it: gridbot serve; then run this again")
    return _judge(HERE, look)


def wrong_signature(site: Site) -> Step:
    """A message that anybody could have written is not let in."""
    look = _post(site, site.here, signed_headers(secrets.token_bytes(32), b"{}", site.real_time()))
    if look.came is not Came.ANSWER:
        return WRONG_SIGNATURE.after("gridbot on this machine")
    if look.status == 401:
        return WRONG_SIGNATURE.done("it is refused (401)")
    does = "look what answers at this address; it must be gridbot"
    return WRONG_SIGNATURE.wrong(f"it is answered with {look.status} instead of 401", does)


def outside(site: Site) -> Step:
    """The same from outside, if the gateway is not on this machine."""
    if not site.outside:
        says = "[server] public_url is missing"
        return OUTSIDE.look(
            says, f"a gateway on this machine posts to {site.here}; for another set public_url"
        )
    if not site.channel.secret.get_secret_value():
        return OUTSIDE.after("the secret of both ways")
    return _judge(OUTSIDE, _post(site, site.outside), f"the gateway posts to {site.outside}")


def gateway(site: Site) -> Step:
    """Where our words go; both clocks must agree, for signatures are good for five minutes."""
    look = look_at(Asked(site.channel.deliver_url), site.real_time)
    if look.came is not Came.ANSWER:
        says, _ = UNREACHED[look.came]
        return GATEWAY.wrong(
            f"deliver_url is not reached: {says}", "start the gateway, or correct deliver_url"
        )
    step = clock(GATEWAY, look, site.real_time())
    if step.is_open and look.date and abs(site.real_time() - look.date) < WINDOW - timedelta(seconds=60):
        return GATEWAY.look(step.says, step.do)
    return step


def _post(site: Site, url: str, headers: Mapping[str, str] | None = None) -> Look:
    now = site.real_time()
    nothing = {
        "message_id": f"doctor-{secrets.token_hex(12)}",
        "sender_id": "gridbot-doctor",
        "text": "",
        "sent_at": now.isoformat(),
        "recall_of": f"doctor-{secrets.token_hex(12)}",
    }
    body = json.dumps(nothing).encode()
    signed = headers or signed_headers(site.channel.secret.get_secret_value().encode(), body, now)
    headers = {"Content-Type": "application/json; charset=utf-8", **signed}
    return look_at(Asked(url, "POST", headers=headers, body=body), site.real_time)


def _judge(topic: Topic, look: Look, more: str = "a signed message without effect is accepted") -> Step:
    if look.came is not Came.ANSWER:
        return topic.wrong(*UNREACHED[look.came])
    ours = b'"status"' in look.body or b'"error"' in look.body
    if look.status == 200 and ours:
        return topic.done(more)
    if look.status == 401 and ours:
        return topic.wrong("the running gridbot has another secret than this configuration", RESTART)
    unknown = f"it answers {look.status}", "look at the log of the proxy and of gridbot"
    return topic.wrong(*(OURS if ours else THEIRS).get(look.status, unknown))
