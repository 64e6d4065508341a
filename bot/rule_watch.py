"""The watch over rules 规则更新: what is judged by is built anew beside the old, and exchanged in one step.

Every process looks every two seconds: for a newly published version, for changed rule files and place names,
for words that were suspended or resumed. Messages are judged meanwhile, by the old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import structlog

from bot.errors import SettingError
from bot.published import NO_PACK, InUse, in_use, number_of, pack_of, table_of
from bot.settings.models import NlpSettings
from handlers.understanding import Understanding, read_suspended
from models import place_names, rule_version
from models.database import Database, DatabaseAway, Session
from nlp.classifier import Classifier, build_classifier
from nlp.learned import Learned
from nlp.rulepack import RulePackError, Source
from nlp.segmenter import Segmenter
from nlp.table import LearnedTableError

WATCH_SECONDS = 2.0
REFUSED = (RulePackError, LearnedTableError, SettingError, OSError)
"""What is wrong with files, a pack or a table, told in a sentence."""

log = structlog.get_logger(__name__)


class Stamp(NamedTuple):
    """By which a change is seen, without reading what may have changed."""

    versions: tuple[tuple[str, int], ...]
    rules: tuple[tuple[str, int, int], ...]
    places: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What a process judges by, for whoever watches it."""

    version: int
    """The published version of rules; 0: none."""
    wrong: str = ""
    """Why newer rules are not used, if there are some that cannot be."""
    learned: int = 0
    """The version of what was learned here; 0: none."""


class RuleWatch:
    """Builds the classifier of a process, and keeps it up to date."""

    def __init__(self, database: Database, settings: NlpSettings, cache: Path | None) -> None:
        """Build for the first time; bad files of the settings raise, a bad published version is left out."""
        self._database, self._settings, self._cache = database, settings, cache
        with database.reading() as session:
            stamp = self._stamp(session)
            names, versions = self._names(session), in_use(session)
            suspended = read_suspended(session)
        self.segmenter = Segmenter(names, cache_dir=cache)
        self._stamp_seen = stamp
        self._names_known = names
        self._table: Learned | None = None
        self.understanding = Understanding(self._first(versions))
        self.understanding.suspend(suspended)

    def _first(self, versions: InUse) -> Classifier:
        """Build for the first time; what was published and cannot be used is left out, and told."""
        rules, learned, wrong = number_of(versions.rules), number_of(versions.learned), []
        try:
            self._table = table_of(versions.learned)
        except LearnedTableError as error:
            learned = 0
            wrong.append(str(error))
        try:
            judge = self._build(self._names_known, pack_of(versions.rules), self._table)
        except RulePackError as error:
            rules = 0
            wrong.append(str(error))
            judge = self._build(self._names_known, NO_PACK, self._table)
        self.state = State(rules, "; ".join(wrong), learned)
        if wrong:
            log.error("rules_refused", error=self.state.wrong)
        return judge

    def look(self) -> bool:
        """Take up what has changed; whether anything was. While the database is away nothing changes."""
        try:
            with self._database.reading() as session:
                suspended = read_suspended(session)
                stamp = self._stamp(session)
                fresh = self._read(session) if stamp != self._stamp_seen else None
        except DatabaseAway:
            return False
        changed = suspended != self.understanding.sense.suspended
        if changed:
            self.understanding.suspend(suspended)
        if fresh is None:
            return changed
        self._stamp_seen = stamp
        return self._take_up(*fresh) or changed

    def _read(self, session: Session) -> tuple[Sequence[str] | None, InUse]:
        """The places (None if their file cannot be read) and the versions to build from."""
        try:
            names = self._names(session)
        except REFUSED as error:
            self._refuse(error)
            return None, InUse(None, None)
        return names, in_use(session)

    def _take_up(self, names: Sequence[str] | None, versions: InUse) -> bool:
        if names is None:
            return False
        before = self.segmenter
        if names != self._names_known:
            self.segmenter = Segmenter(names, cache_dir=self._cache)
        try:
            table = table_of(versions.learned)
            judge = self._build(names, pack_of(versions.rules), table)
        except REFUSED as error:
            self.segmenter = before
            self._refuse(error)
            return False
        judge.warm_up()
        self.understanding.exchange(judge)
        self._names_known, self._table = names, table
        self.state = State(number_of(versions.rules), learned=number_of(versions.learned))
        log.info(
            "rules_taken_up",
            version=self.state.version,
            learned=self.state.learned,
            places=len(names),
        )
        return True

    def _refuse(self, error: BaseException) -> None:
        """The old rules stay; what is wrong is told once, and stands in /readyz until it is mended."""
        self.state = replace(self.state, wrong=str(error))
        log.error("rules_refused", error=str(error))

    def trial(self, pack: Source, table: Learned | None = None) -> Classifier:
        """The classifier as it would be if this pack, or this table too, were in use; a bad pack raises."""
        return self._build(self._names_known, pack, table or self._table)

    def _build(self, names: Sequence[str], pack: Source, table: Learned | None) -> Classifier:
        return build_classifier([*self._settings.rules, pack], names, self._cache, self.segmenter, table)

    def _names(self, session: Session) -> Sequence[str]:
        return [*place_names.place_names(session), *places_of_file(self._settings.places)]

    def _stamp(self, session: Session) -> Stamp:
        files = [path for folder in self._settings.rules for path in sorted(folder.glob("*.toml"))]
        places = [self._settings.places] if self._settings.places else []
        return Stamp(
            versions=tuple(sorted(rule_version.newest_numbers(session).items())),
            rules=tuple(_seen(files)),
            places=(place_names.edition(session), *_seen(places)),
        )


def places_of_file(file: Path | None) -> Sequence[str]:
    """One place a line; empty lines and lines with # are no places."""
    if file is None:
        return []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{file}: cannot be read as UTF-8; correct [nlp] places") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _seen(files: Iterable[Path]) -> Iterable[tuple[str, int, int]]:
    """Name, time and size of each file that is there."""
    for file in files:
        try:
            found = file.stat()
        except OSError:
            continue
        yield str(file), found.st_mtime_ns, found.st_size
