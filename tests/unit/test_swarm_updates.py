"""How services are updated, and how long what they run may take to end."""

import pytest

from celery_stack.process import Process
from celery_stack.targets.swarm import updates
from celery_stack.targets.swarm.durations import duration

WEB, BEAT = Process("web", ("serve",)), Process("beat", ("beat",), singleton=True)
RELEASE = Process("release", ("migrate",), lifetime="once")


def workers(replicas: int) -> Process:
    return Process("worker", ("work",), replicas=replicas)


def order(process: Process) -> tuple[str, int, str]:
    update = updates.of(process)["update_config"]
    return update["order"], update["parallelism"], update["failure_action"]


def test_web_is_updated_one_by_one_and_a_new_one_works_before_an_old_one_stops() -> None:
    assert order(WEB) == ("start-first", 1, "rollback")


@pytest.mark.parametrize(("replicas", "at_a_time", "steps"), [(1, 1, 1), (3, 1, 3), (5, 1, 5), (6, 2, 3), (10, 3, 4)])
def test_workers_are_updated_a_third_at_a_time(replicas: int, at_a_time: int, steps: int) -> None:
    assert order(workers(replicas)) == ("start-first", at_a_time, "rollback")
    assert updates.steps(workers(replicas)) == steps


def test_what_is_there_once_stops_before_the_next_one_starts() -> None:
    assert order(BEAT) == ("stop-first", 1, "rollback")
    assert updates.of(BEAT) == updates.one_at_a_time()


def test_the_end_of_a_command_is_no_failure_of_its_update() -> None:
    assert order(RELEASE) == ("stop-first", 1, "continue")


@pytest.mark.parametrize("process", [WEB, BEAT, RELEASE, workers(9)])
def test_the_way_back_is_the_way_there(process: Process) -> None:
    there, back = updates.of(process)["update_config"], updates.of(process)["rollback_config"]
    assert {**there, "failure_action": "pause"} == back


@pytest.mark.parametrize(("wanted", "allowed"), [(35, 35), (50, 50), (75, 50), (615, 50)])
def test_what_is_there_once_ends_before_a_swarm_starts_a_second_one(wanted: int, allowed: int) -> None:
    beat = Process("beat", ("beat",), singleton=True, stop_seconds=wanted)
    assert updates.stop_seconds(beat) == allowed
    assert updates.stop_seconds(Process("worker", ("work",), stop_seconds=wanted)) == wanted


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (35, "35s"),
        (60, "1m"),
        (75, "1m15s"),
        (600, "10m"),
        (615, "10m15s"),
        (3600, "1h"),
        (3605, "1h0m5s"),
        (3660, "1h1m"),
        (36000, "10h"),
        (4200, "1h10m"),
    ],
)
def test_times_are_spelled_as_a_swarm_spells_them(seconds: int, text: str) -> None:
    assert duration(seconds) == text
