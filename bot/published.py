"""What a county has published for its bot to judge by: the newest version of each kind, and what it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from models import rule_version
from models.database import Session
from models.rule_version import Content, RuleVersion
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
