"""A stack that is up, seen from outside."""

import subprocess

from outside import OK
from waiting import wait_for

from ..deployment import Deployment

ROLES = {"broker", "web", "worker", "beat"}


def test_health_knows_redis_the_worker_and_beat(running: Deployment) -> None:
    # Asked more than once, as each of the two web processes looks for itself.
    wait_for(lambda: all(running.application.is_well() for _ in range(8)), "both web processes have looked again")
    status, said = running.application.health()
    assert status == OK
    assert said["redis"]["ok"]
    assert [one["name"].partition("@")[0] for one in said["workers"]] == ["demo-worker-default-0"]
    assert said["beat"]["last_tick_age_seconds"] < 60


def test_the_page_answers_on_loopback_only(running: Deployment) -> None:
    assert running.output("web_url") == running.application.url
    assert running.application.get("/").status_code == OK
    published = [one for port in running.container("web").ports.values() for one in port or ()]
    assert [one["HostIp"] for one in published] == ["127.0.0.1"]


def test_a_task_goes_through_a_worker_and_back(running: Deployment) -> None:
    assert running.application.adds()


def test_beat_ticks(running: Deployment) -> None:
    wait_for(running.application.ticks, "beat's first tick")


def test_the_engine_finds_every_process_healthy(running: Deployment) -> None:
    def health() -> set[str]:
        return {one.attrs["State"]["Health"]["Status"] for one in running.containers()}

    wait_for(lambda: health() == {"healthy"}, "the engine has asked every container")


def test_the_status_command_lists_every_process(running: Deployment) -> None:
    said = subprocess.run(
        running.output("status_command"),
        shell=True,
        check=True,
        text=True,
        capture_output=True,
        env=running.environment,
    ).stdout
    assert {role for role in ROLES if f"-{role}" in said} == ROLES


def test_a_second_up_changes_nothing(running: Deployment) -> None:
    running.up("--expect-no-changes")


def test_a_refresh_finds_nothing_changed(running: Deployment) -> None:
    running.must("preview", "--refresh", "--expect-no-changes")
