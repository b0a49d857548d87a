"""One beat ticks, whatever happens to it; another follows it."""

import json
import os
import signal
import subprocess
from itertools import pairwise

from .application import Application
from .waiting import holds_for, wait_for

LOCK = "celery-stack:demo:beat-lock"


def senders(application: Application) -> list[int]:
    """The process that sent each message, oldest first; no worker takes them."""
    messages = [json.loads(message) for message in application.server.admin.lrange("celery", 0, -1)[::-1]]
    return [int(message["headers"]["origin"].removeprefix("gen").partition("@")[0]) for message in messages]


def ticks(application: Application, process: subprocess.Popen[bytes]) -> bool:
    return senders(application).count(process.pid) >= 2


def one_and_a_waiting_one(application: Application) -> list[subprocess.Popen[bytes]]:
    first = application.beat("first")
    wait_for(lambda: ticks(application, first), what="the first beat ticks")
    second = application.beat("second")
    wait_for(lambda: "is the beat" in application.log("second"), what="the second beat waits")
    return [first, second]


def never_two(application: Application) -> bool:
    """Nothing of a former beat comes after the first message of the next."""
    order = senders(application)
    changes = [sender for former, sender in pairwise([None, *order]) if sender != former]
    return len(changes) == len(set(changes))


def test_a_killed_beat_is_followed(application: Application) -> None:
    first, second = one_and_a_waiting_one(application)
    assert holds_for(lambda: second.pid not in senders(application), seconds=2)
    first.kill()
    wait_for(lambda: ticks(application, second), seconds=10, what="the second beat ticks")
    assert never_two(application)


def test_a_stopped_beat_is_followed_at_once(application: Application) -> None:
    first, second = one_and_a_waiting_one(application)
    first.terminate()
    first.wait(timeout=10)
    wait_for(lambda: str(second.pid).encode() in (application.server.admin.get(LOCK) or b""), seconds=1.5)
    wait_for(lambda: ticks(application, second), what="the second beat ticks")


def test_a_frozen_beat_ends_when_it_wakes_up(application: Application) -> None:
    first, second = one_and_a_waiting_one(application)
    first.send_signal(signal.SIGSTOP)
    wait_for(lambda: ticks(application, second), what="the second beat ticks")
    first.send_signal(signal.SIGCONT)
    assert first.wait(timeout=5) == os.EX_TEMPFAIL
    assert never_two(application)


def test_without_redis_beat_waits_and_looks_alive(application: Application) -> None:
    application.server.kill()
    beat = application.beat()
    wait_for(lambda: "Redis does not answer" in application.log("beat"), what="beat waits")
    wait_for(application.heartbeat("beat").exists, what="the heartbeat is there")
    application.server.start()
    wait_for(lambda: ticks(application, beat), what="beat ticks")


def test_a_beat_that_could_not_renew_goes_on_after_the_outage(application: Application) -> None:
    beat = application.beat()
    wait_for(lambda: ticks(application, beat), what="beat ticks")
    application.server.kill()
    assert holds_for(lambda: beat.poll() is None, seconds=5)
    application.server.start()
    before = len(senders(application))
    wait_for(lambda: len(senders(application)) > before, what="beat ticks again")


def test_a_waiting_beat_ends_on_term(application: Application) -> None:
    first, second = one_and_a_waiting_one(application)
    second.terminate()
    second.wait(timeout=5)
    assert first.poll() is None


def test_zero_seconds_switch_it_off(application: Application) -> None:
    beat = application.beat(CELERY_STACK_BEAT_LOCK_SECONDS="0")
    wait_for(lambda: ticks(application, beat), what="beat ticks")
    assert not application.server.admin.exists(LOCK)
