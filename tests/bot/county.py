"""A county's configuration file in a folder of its own, and the command line beside it."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner, Result

from bot import wiring
from bot.cli.app import build_app
from bot.config import load_settings
from bot.parts import Parts
from tests.bot.making import NOWHERE

KEY = base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
CONFIG = """
[server]
port = {port}
[database]
url = "{url}"
[security]
secret_key = "the key of the tests"
data_keys = ["{key}"]
[[channels]]
name = "bridge"
kind = "bridge"
secret = "the bridge's secret of the tests"
deliver_url = "{deliver_url}"
"""


@dataclass(frozen=True)
class County:
    """A configuration on disk."""

    file: Path

    def runs(self, *words: str, input: str | bytes | None = None, **environ: str) -> Result:
        """Run a command in this process."""
        return run("--config", str(self.file), *words, input=input, environ=environ)

    def parts(self, **environ: str) -> Parts:
        """Everything, built from the file; to be closed."""
        return wiring.build(load_settings(self.file, environ, need_secrets=True), environ)


def make_county(folder: Path, *, url: str = "", port: int = 8000, deliver_url: str = NOWHERE) -> County:
    """Write the configuration into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "config.toml"
    database = url or f"sqlite:///{folder}/county.db"
    file.write_text(
        CONFIG.format(port=port, url=database, key=KEY, deliver_url=deliver_url), encoding="utf-8"
    )
    return County(file)


def run(*words: str, input: str | bytes | None = None, environ: Mapping[str, str] | None = None) -> Result:
    """Run `gridbot` with these words; no setting comes from the environment but those given."""
    foreign = {name: None for name in os.environ if name.startswith("GRIDBOT_")}
    return CliRunner().invoke(build_app(), words, input=input, env=foreign | dict(environ or {}))
