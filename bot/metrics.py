"""What this process counts by itself; what the database knows is asked at each scrape."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The counters of one process, in a registry of its own."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.registry = CollectorRegistry()
        self.messages = Counter(
            "gridbot_messages",
            "Callbacks by what became of them: accepted, duplicate, refused or not_durable.",
            ["channel", "outcome"],
            registry=self.registry,
        )
        self.webhook_seconds = Histogram(
            "gridbot_webhook_seconds",
            "Time from a callback's arrival to its answer.",
            ["channel"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.deliveries = Counter(
            "gridbot_deliveries",
            "Tries to deliver by their outcome: sent, or the code of the failure.",
            ["channel", "outcome"],
            registry=self.registry,
        )
        self.files = Counter(
            "gridbot_files",
            "Tries to fetch a photo or file by their outcome: kept, or the code of the failure.",
            ["outcome"],
            registry=self.registry,
        )
