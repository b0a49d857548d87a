"""Is the application well? One look at Redis per second and process, whatever the request rate."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Callable

from celery_stack_runtime import connection, environment
from celery_stack_runtime.presence import Presence, Present


@dataclass(frozen=True)
class Report:
    """The HTTP status, and the document that goes with it."""

    status: int
    document: dict[str, Any]


@dataclass(frozen=True)
class Flight:
    """One look at Redis that every request of the moment shares."""

    future: concurrent.futures.Future[Report] = field(default_factory=concurrent.futures.Future)
    started: float = field(default_factory=time.monotonic)


class Health:
    """Answers within ``timeout`` seconds (2), from a look that is at most ``every`` seconds (1) old."""

    def __init__(self, look: Callable[[], Report], timeout: float = 2.0, every: float = 1.0) -> None:
        self.look, self.timeout, self.every = look, timeout, every
        self._lock = threading.Lock()
        self._flight: Flight | None = None

    def report(self) -> Report:
        flight = self._share()
        try:
            return flight.future.result(self._left(flight))
        except concurrent.futures.TimeoutError:
            return unavailable("no answer in time")

    async def report_async(self) -> Report:
        flight = self._share()
        answer = asyncio.shield(asyncio.wrap_future(flight.future))
        try:
            return await asyncio.wait_for(answer, self._left(flight))
        except asyncio.TimeoutError:
            return unavailable("no answer in time")

    def _left(self, flight: Flight) -> float:
        return max(0.0, flight.started + self.timeout - time.monotonic())

    def _share(self) -> Flight:
        with self._lock:
            flight = self._flight
            if flight and (not flight.future.done() or time.monotonic() < flight.started + self.every):
                return flight
            self._flight = flight = Flight()
        threading.Thread(target=self._fly, args=(flight,), daemon=True, name="health").start()
        return flight

    def _fly(self, flight: Flight) -> None:
        try:
            report = self.look()
        except Exception as error:  # the type alone: a message may hold an address, or worse
            report = unavailable(type(error).__name__)
        flight.future.set_result(report)


@cache
def shared() -> Health:
    """The one of this process, however many wrappers and views it has."""
    return Health(_look)


@cache
def _presence() -> Presence:
    return Presence(connection.client(timeout=1.0), connection.application_name())


def _look() -> Report:
    try:
        presence = _presence()
    except ValueError:
        return unavailable("the broker is not Redis")
    begun = time.monotonic()
    present = presence.read(environment.current().silent_after)
    return describe(present, milliseconds=(time.monotonic() - begun) * 1000)


def describe(present: Present, milliseconds: float) -> Report:
    """200 where a worker is alive; a beat that is overdue makes that "degraded", for people to see to."""
    late = present.beat_age is not None and present.beat_age > present.beat_allowed
    status = "unavailable" if not present.workers else "degraded" if late else "ok"
    document = {
        "status": status,
        "redis": {"ok": True, "milliseconds": round(milliseconds, 1)},
        "workers": [{"name": name, "age_seconds": round(age, 1)} for name, age in sorted(present.workers.items())],
        "beat": {"last_tick_age_seconds": None if present.beat_age is None else round(present.beat_age, 1)},
    }
    return Report(200 if present.workers else 503, document)


def unavailable(reason: str) -> Report:
    """503: nothing can be said, because Redis cannot be asked."""
    redis_part = {"ok": False, "milliseconds": None, "error": reason}
    document = {
        "status": "unavailable",
        "redis": redis_part,
        "workers": [],
        "beat": {"last_tick_age_seconds": None},
    }
    return Report(503, document)
