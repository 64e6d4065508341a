"""Which secrets the platform has refused lately: who asks again and again is banned for an hour."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels.wecom_client import ApiAccount

NAME = "refused_secrets.json"
SPAN = timedelta(minutes=30)


class RefusedSecrets:
    """Remembered between runs in a small file, by a fingerprint from which no secret can be had."""

    def __init__(self, folder: Path | None) -> None:
        """Without a folder nothing is remembered."""
        self._file = None if folder is None else folder / NAME

    def until(self, account: ApiAccount, now: datetime) -> datetime | None:
        """Until when this secret is better not tried again; None: it may be."""
        told = self._read().get(_mark(account))
        if not isinstance(told, str):
            return None
        with suppress(ValueError):
            until = datetime.fromisoformat(told)
            return until if until.tzinfo and now < until else None
        return None

    def note(self, account: ApiAccount, now: datetime) -> None:
        """It was refused just now."""
        kept = {mark: until for mark, until in self._read().items() if until > now.isoformat()}
        self._write(kept | {_mark(account): (now + SPAN).isoformat()})

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8")) if self._file else {}
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self, kept: dict[str, Any]) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.write_text(json.dumps(kept), encoding="utf-8")


def _mark(account: ApiAccount) -> str:
    told = "\n".join((account.root, account.corp_id, account.secret))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]
