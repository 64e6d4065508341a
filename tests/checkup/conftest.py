"""Fixtures of the checkup's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import servers
from tests.checkup.counties import Beginner


@pytest.fixture
def beginner(tmp_path: Path) -> Beginner:
    """An operator who has nothing but a database."""
    return Beginner(tmp_path, servers.free_port())
