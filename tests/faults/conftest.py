"""Fixtures of the fault tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.database import Database
from tests.town import Town


@pytest.fixture
def quiet_town(sqlite: Database, make_town: Callable[[Database], Town]) -> Town:
    """The town on SQLite."""
    return make_town(sqlite)
