"""The demo's configuration: an ordinary file with secrets of its own, written once, for its owner's eyes.

So every other command works on the demo too: `gridbot --config var/demo/config.toml ticket list`.
"""

from __future__ import annotations

import base64
import os
import secrets
import string
from pathlib import Path

from bot.config import Settings, load_settings
from bot.demo.cast import CADRES, CHANNEL, CHANNELS, WORKERS
from bot.settings.channels import ChannelKind, ChannelSettings

HOME = Path("var/demo")
"""Where the demo keeps what it needs, from the working directory."""

FILES = ("gridbot.db", "gridbot.db-wal", "gridbot.db-shm", "opening.db", "transcript.json")
"""The county itself, and how it began."""
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
CORP_ID, AGENT_ID, BOT_ID = "wwqinghe", "1000002", "aibqinghe"
TEMPLATE = """\
# The demo county's configuration, made by `gridbot demo`. Delete the folder, or say --fresh, to begin anew.

[database]
url = "sqlite:///{home}/gridbot.db"

[security]
secret_key = "{secret_key}"
data_keys = ["{data_key}"]

[[channels]]
name = "{CHANNEL}"
kind = "bridge"
secret = "{channel_secret}"
deliver_url = "http://127.0.0.1:8000/simulator/deliver"

# The corporation is the stand-in platform that the demo serves under /sandbox.
[[channels]]
name = "{CADRES}"
kind = "wecom_app"
corp_id = "{CORP_ID}"
agent_id = "{AGENT_ID}"
secret = "{app_secret}"
token = "{app_token}"
aes_key = "{app_key}"
api_base_url = "http://127.0.0.1:8000/sandbox"

[[channels]]
name = "{WORKERS}"
kind = "wecom_aibot"
corp_id = "{CORP_ID}"
bot_id = "{BOT_ID}"
token = "{bot_token}"
aes_key = "{bot_key}"
api_base_url = "http://127.0.0.1:8000/sandbox"
"""
LETTERS = string.ascii_letters + string.digits
AES_KEY_LENGTH, TOKEN_LENGTH = 43, 24


def demo_settings(home: Path, host: str, port: int) -> Settings:
    """The settings to serve the demo of folder `home` with; its file is made if it is not there."""
    file = home / "config.toml"
    if not file.exists():
        _write(file, home)
    settings = load_settings(file, {}, need_secrets=True)
    if {one.name for one in settings.channels} != set(CHANNELS):
        clear(home)  # an earlier version's county: nobody in it could be reached by the new channels
        file.unlink()
        return demo_settings(home, host, port)
    here = f"http://{reached_at(host)}:{port}"
    served = {"host": host, "port": port, "workers": 1, "public_url": here}
    return settings.model_copy(
        update={
            "server": settings.server.model_copy(update=served),
            "channels": tuple(_served_at(here, one) for one in settings.channels),
        }
    )


def clear(home: Path) -> None:
    """Remove the county, but not the configuration with its secrets."""
    for name in FILES:
        (home / name).unlink(missing_ok=True)


def reached_at(host: str) -> str:
    """The host by which this machine itself reaches the demo."""
    return "127.0.0.1" if host in ANYWHERE else f"[{host}]" if ":" in host else host


def _served_at(here: str, channel: ChannelSettings) -> ChannelSettings:
    if channel.kind is ChannelKind.BRIDGE:
        return channel.model_copy(update={"deliver_url": f"{here}/simulator/deliver"})
    return channel.model_copy(update={"api_base_url": f"{here}/sandbox"})


def _write(file: Path, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(
        home=home.as_posix(),
        CHANNEL=CHANNEL,
        CADRES=CADRES,
        WORKERS=WORKERS,
        CORP_ID=CORP_ID,
        AGENT_ID=AGENT_ID,
        BOT_ID=BOT_ID,
        secret_key=secrets.token_urlsafe(32),
        data_key=base64.b64encode(secrets.token_bytes(32)).decode(),
        channel_secret=secrets.token_urlsafe(32),
        app_secret=secrets.token_urlsafe(32),
        app_token=_letters(TOKEN_LENGTH),
        app_key=_letters(AES_KEY_LENGTH),
        bot_token=_letters(TOKEN_LENGTH),
        bot_key=_letters(AES_KEY_LENGTH),
    )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)


def _letters(count: int) -> str:
    """Letters and digits, as the admin console makes tokens and keys of."""
    return "".join(secrets.choice(LETTERS) for _ in range(count))
