"""A county at its beginning: a configuration that is filled in step by step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import Result

from tests.bot.county import KEY, County
from tests.sandbox.corps import AES_KEY, AGENT, CORP_ID, SECRET, TOKEN

APP: Mapping[str, Any] = {
    "kind": "wecom_app",
    "corp_id": CORP_ID,
    "agent_id": AGENT,
    "secret": SECRET,
    "token": TOKEN,
    "aes_key": AES_KEY,
}
AIBOT: Mapping[str, Any] = {"kind": "wecom_aibot", "token": TOKEN, "aes_key": AES_KEY}
BRIDGE_SECRET = "the bridge's secret of the tests"
STAFF = """编码,姓名,岗位,网格编码,渠道,账号
S1,李群主,群主,C3,cadres,Li
S2,赵网格员,网格员,C3,cadres,zhaoliu
S3,孙网格长,网格长,C3,cadres,sun
"""
GRID = "编码,名称,层级,上级编码\nX,青禾县,县,\nC3,3组,组,X\n"


@dataclass
class Beginner:
    """An operator with a configuration file, who asks the doctor again and again."""

    folder: Path
    port: int = 8000
    public_url: str = ""
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def county(self) -> County:
        """The file as it stands now."""
        tables = [
            f'[server]\nport = {self.port}\npublic_url = "{self.public_url}"',
            f'[database]\nurl = "sqlite:///{self.folder}/county.db"',
            f'[security]\nsecret_key = "the key of the tests"\ndata_keys = ["{KEY}"]',
        ]
        for name, table in self.channels.items():
            lines = [f"{key} = {json.dumps(value)}" for key, value in ({"name": name} | table).items()]
            tables.append("[[channels]]\n" + "\n".join(lines))
        file = self.folder / "config.toml"
        file.write_text("\n".join(tables), encoding="utf-8")
        return County(file)

    def asks(self, channel: str, *words: str) -> Result:
        """`gridbot doctor --channel`, whose memory of refused secrets is in the same folder."""
        return self.county.runs("doctor", "--channel", channel, *words, XDG_CACHE_HOME=str(self.folder))

    def steps(self, channel: str, *words: str) -> dict[str, dict[str, Any]]:
        """What it says of each step, by the step's name."""
        told = json.loads(self.asks(channel, "--json", *words).stdout)
        return {one["step"]: one for one in told["steps"]}

    def imports(self, kind: str, text: str) -> None:
        """Fill the county's lists."""
        file = self.folder / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        assert self.county.runs("import", kind, str(file)).exit_code == 0
