"""Rules that are published while the bot serves: taken up within seconds, and no message is dropped."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests import servers
from tests.bot.county import make_county
from tests.bot.making import SAID
from tests.faults.processes import is_up, post, running, until
from tests.town import MONDAY, Town

HEAT = 'code = "utilities"\nexamples = ["换热站趴窝了"]\n[strong]\n"6" = ["换热站趴窝"]\n'


def test_a_published_pack_is_in_use_within_seconds(quiet_town: Town, tmp_path: Path) -> None:
    """What was talk becomes a report, without a restart, while every message is accepted; /readyz says so."""
    port = servers.free_port()
    county = make_county(tmp_path / "county", url=quiet_town.database.url, port=port)
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "own.toml").write_text(HEAT, encoding="utf-8")
    answers: Counter[str] = Counter()

    def says() -> bool:
        message = {**SAID, "message_id": f"m{sum(answers.values())}", "text": "换热站趴窝了"}
        answers[post(port, message).json()["status"]] += 1
        return bool(quiet_town.tickets())

    with running(county, "serve", GRIDBOT_CLOCK=MONDAY.isoformat()) as role:
        until(lambda: is_up(port), "ready")
        assert not says()
        assert county.runs("rules", "publish", str(pack), "--note", "a test").exit_code == 0
        until(says, "the new word is known")
        assert role.stops() == 0
        assert "Traceback" not in role.told(), role.told()
        assert "rules_taken_up" in role.told()
    assert set(answers) == {"accepted"}
    assert quiet_town.ticket(1).category == "utilities"
