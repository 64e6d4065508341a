"""Moments that the console's tests speak of."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""A working Wednesday."""
