"""The front-end files: brought once, by the lock."""

from __future__ import annotations

import json
from pathlib import Path

from bot.web.assets import FILES, ROOT, STAMP, VENDOR, is_current, lock_hash


def test_the_files_in_place_are_those_of_the_lock() -> None:
    """What `make setup` brought is what the lock names, so that it is not brought again."""
    assert is_current(VENDOR, lock_hash(ROOT))


def test_a_missing_file_or_another_lock_is_noticed(tmp_path: Path) -> None:
    """A deleted file, a changed lock and an empty folder all mean: bring them."""
    assert not is_current(tmp_path, "a")
    (tmp_path / STAMP).write_text("a")
    for name in FILES:
        (tmp_path / name).write_text("")
    assert is_current(tmp_path, "a")
    assert not is_current(tmp_path, "b")
    (tmp_path / "htmx.min.js").unlink()
    assert not is_current(tmp_path, "a")


def test_the_lock_names_no_registry() -> None:
    """The lock holds hashes and no addresses, so that any mirror serves."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("integrity" in one and "resolved" not in one for name, one in packages.items() if name)
