"""/healthz, /readyz and /metrics: for whoever watches the machine, without a login."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.parts import Parts
from bot.readiness import FINE, readiness
from models import outbox
from models.database import DatabaseAway
from models.health import backlog
from models.lease import last_run
from models.outbox import Fate


def register(app: Flask, parts: Parts, *, expects_scheduler: bool) -> None:
    """Add the three addresses."""
    stored = CollectorRegistry()
    stored.register(StoredFigures(parts))

    def healthz() -> Response:
        return jsonify(status=FINE)

    def readyz() -> tuple[Response, int]:
        checks = readiness(parts, expects_scheduler=expects_scheduler)
        wrong = [name for name, state in checks.items() if state != FINE]
        status = "unready" if wrong else FINE
        content = {"status": status, "wrong": wrong, "checks": checks, **_rules(parts)}
        return jsonify(content), 503 if wrong else 200

    def metrics() -> Response:
        text = generate_latest(parts.metrics.registry) + generate_latest(stored)
        return Response(text, content_type=CONTENT_TYPE_LATEST)

    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
    app.add_url_rule("/metrics", view_func=metrics)


class StoredFigures(Collector):
    """The figures that the database knows, the same whichever process is asked."""

    def __init__(self, parts: Parts) -> None:
        """Ask nothing yet."""
        self._parts = parts

    def describe(self) -> list[Metric]:
        """Nothing beforehand: the database is asked at a scrape only."""
        return []

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment; only that the database is away, while it is."""
        try:
            found = list(self._figures())
        except DatabaseAway:
            found = []
        yield from _rule_figures(self._parts)
        yield _gauge("gridbot_database_up", "Whether the database answers.", bool(found))
        yield from found

    def _figures(self) -> Iterator[Metric]:
        parts = self._parts
        now = parts.clock()
        with parts.database.reading() as session:
            fates, oldest, run = outbox.counts(session), outbox.oldest_waiting(session), last_run(session)
            waiting = backlog(session, now, parts.office.calendar.today(now))
        family = GaugeMetricFamily("gridbot_outbox", "Outgoing messages by their fate.", labels=["fate"])
        for fate in Fate:
            family.add_metric([fate.value], fates.get(fate.value, 0))
        yield family
        age = (now - oldest).total_seconds() if oldest else 0
        yield _gauge("gridbot_outbox_oldest_seconds", "Age of the longest waiting message.", age)
        failed = fates.get(Fate.FAILED.value, 0)
        yield _gauge("gridbot_deliveries_failed", "Messages that failed for good.", failed)
        finished = run.finished_at.timestamp() if run else 0
        told = "When the scheduler last completed a round (unix time; 0: never)."
        yield _gauge("gridbot_scheduler_last_run_timestamp_seconds", told, finished)
        yield _gauge("gridbot_quarantine", "Messages whose handling failed.", waiting.quarantined)
        yield _gauge("gridbot_tickets_overdue", "Open tickets past their deadline.", waiting.tickets_overdue)
        yield _gauge("gridbot_tasks_overdue", "Open tasks past their due day.", waiting.tasks_overdue)


def _rules(parts: Parts) -> dict[str, dict[str, object]]:
    """What this process judges by. Rules that cannot be used make it no less ready: the old ones serve."""
    if parts.rules is None:
        return {}
    state = parts.rules.state
    return {"rules": {"version": state.version, "learned": state.learned, "state": state.wrong or FINE}}


def _rule_figures(parts: Parts) -> Iterator[Metric]:
    if parts.rules is not None:
        state = parts.rules.state
        yield _gauge("gridbot_rules_version", "The published rules in use (0: none).", state.version)
        yield _gauge("gridbot_learned_version", "The version of the learned table (0: none).", state.learned)
        told = "Whether newer rules are there and cannot be used; /readyz says why."
        yield _gauge("gridbot_rules_refused", told, bool(state.wrong))


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, value=float(value))
