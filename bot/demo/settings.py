"""The demo's configuration: an ordinary file with secrets of its own, written once, for its owner's eyes.

So every other command works on the demo too: `gridbot --config var/demo/config.toml ticket list`.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

from bot.config import Settings, load_settings
from bot.demo.cast import CHANNEL

HOME = Path("var/demo")
"""Where the demo keeps what it needs, from the working directory."""

ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
TEMPLATE = """\
# The demo county's configuration, made by `gridbot demo`. Delete the folder, or say --fresh, to begin anew.

[database]
url = "sqlite:///{home}/gridbot.db"

[security]
secret_key = "{secret_key}"
data_keys = ["{data_key}"]

[[channels]]
name = "{channel}"
kind = "bridge"
secret = "{channel_secret}"
deliver_url = "http://127.0.0.1:8000/simulator/deliver"
"""


def demo_settings(home: Path, host: str, port: int) -> Settings:
    """The settings to serve the demo of folder `home` with; its file is made if it is not there."""
    file = home / "config.toml"
    if not file.exists():
        _write(file, home)
    settings = load_settings(file, {}, need_secrets=True)
    here = "127.0.0.1" if host in ANYWHERE else f"[{host}]" if ":" in host else host
    address = {"deliver_url": f"http://{here}:{port}/simulator/deliver"}
    return settings.model_copy(
        update={
            "server": settings.server.model_copy(update={"host": host, "port": port, "workers": 1}),
            "channels": tuple(one.model_copy(update=address) for one in settings.channels),
        }
    )


def _write(file: Path, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.format(
        home=home.as_posix(),
        channel=CHANNEL,
        secret_key=secrets.token_urlsafe(32),
        data_key=base64.b64encode(secrets.token_bytes(32)).decode(),
        channel_secret=secrets.token_urlsafe(32),
    )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
