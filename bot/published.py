"""What a county has published for its bot to judge by: the newest version of each kind, and what it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from models import rule_version
from models.database import Database, Session
from models.rule_version import Content, Draft, RuleVersion
from nlp.learned import Learned
from nlp.rulepack import Texts
from nlp.table import LearnedTableError, read_table

NO_PACK = Texts("no version", {})
NO_TABLE = b""
"""What a version of the learned table holds that puts the shipped one in use again."""


class InUse(NamedTuple):
    """The newest version of each kind; None: nothing was published yet."""

    rules: RuleVersion | None
    learned: RuleVersion | None


def in_use(session: Session) -> InUse:
    """The versions that are in use."""
    numbers = rule_version.newest_numbers(session)
    rules, learned = (
        rule_version.by_number(session, kind, numbers.get(kind, 0))
        for kind in (Content.RULES, Content.LEARNED)
    )
    return InUse(rules, learned)


def number_of(version: RuleVersion | None) -> int:
    """The number of a version; 0: there is none."""
    return 0 if version is None else version.number


def pack_of(version: RuleVersion | None) -> Texts:
    """The pack that a version holds; without a version, an empty one."""
    if version is None:
        return NO_PACK
    files: Mapping[str, str] = json.loads(version.raw)
    return Texts(f"version {version.number}", files)


def table_of(version: RuleVersion | None) -> Learned | None:
    """The table that a version holds; None: the shipped one is in use. A bad one is a LearnedTableError."""
    if version is None or version.raw == NO_TABLE:
        return None
    try:
        return read_table(version.raw)
    except LearnedTableError as error:
        raise LearnedTableError(f"learned version {version.number}: {error}") from error


def publish(database: Database, draft: Draft, now: datetime) -> RuleVersion | None:
    """Add the next version; None if the newest holds the same. Of two at once the second is a Collision."""
    with database.session() as session:
        number = rule_version.newest_numbers(session).get(draft.kind, 0)
        current = rule_version.by_number(session, draft.kind, number)
        is_same = content_of(draft.kind, current) == draft.raw
        return None if is_same else rule_version.publish(session, draft, now)


def packed(files: Mapping[str, str]) -> bytes:
    """What a version of rules holds."""
    return json.dumps(dict(sorted(files.items())), ensure_ascii=False).encode("utf-8")


def content_of(kind: Content, version: RuleVersion | None) -> bytes:
    """What a version holds; without one, what is as if nothing were published."""
    return version.raw if version else _NOTHING[kind]


_NOTHING = {Content.RULES: packed(NO_PACK.files), Content.LEARNED: NO_TABLE}
