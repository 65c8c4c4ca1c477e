"""Figures for Prometheus: requests and how long they took, answers kept, database faults. No learner is in them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from flask import current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from app import logs

if TYPE_CHECKING:
    from flask import Flask, Response

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which several worker processes lay their figures together."""
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
TYPE = CONTENT_TYPE_LATEST


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of one application."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    answers: Counter
    database_faults: Counter

    @classmethod
    def new(cls) -> Metrics:
        """All at nought."""
        registry = CollectorRegistry()
        where = ("endpoint", "method")
        return cls(
            registry,
            Counter("momentum_requests", "Requests answered.", (*where, "status"), registry=registry),
            Histogram("momentum_request_seconds", "Seconds a request.", where, buckets=SECONDS, registry=registry),
            Counter("momentum_answers_kept", "Answers of learners that were kept.", registry=registry),
            Counter("momentum_database_faults", "Requests that the database refused.", registry=registry),
        )


def add_to(app: Flask) -> None:
    """Count every request of this app."""
    app.extensions["metrics"] = Metrics.new()
    app.after_request(count)


def count(response: Response) -> Response:
    """One request more; what has no endpoint is counted together, so that strangers cannot make up labels."""
    where = (request.endpoint or "none", logs.method())
    found = of_app()
    found.requests.labels(*where, str(response.status_code)).inc()
    found.seconds.labels(*where).observe(perf_counter() - g.began)
    return response


def of_app() -> Metrics:
    """The figures of the application that serves now."""
    found: Metrics = current_app.extensions["metrics"]
    return found


def kept(answers: int) -> None:
    """So many answers were kept for the first time, and their transaction has ended."""
    of_app().answers.inc(answers)


def text() -> bytes:
    """All figures as Prometheus reads them: those of every worker where there are several."""
    registry = of_app().registry
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
