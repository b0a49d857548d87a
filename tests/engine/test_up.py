"""A stack that is up, seen from outside."""

from deployment import Deployment
from outside import OK, USER, processes, supervisor
from waiting import wait_for

PROGRAMS = {"demo-broker", "demo-web", "demo-worker-default", "demo-beat"}


def test_health_knows_redis_the_worker_and_beat(running: Deployment) -> None:
    wait_for(running.application.is_well, "both web processes have looked again")
    status, said = running.application.health()
    assert status == OK
    assert said["redis"]["ok"]
    assert [one["name"].partition("@")[0] for one in said["workers"]] == ["demo-worker-default-0"]
    assert said["beat"]["last_tick_age_seconds"] < 60


def test_the_page_answers(running: Deployment) -> None:
    assert running.output("web_url") == running.application.url
    assert running.application.get("/").status_code == OK


def test_a_task_goes_through_a_worker_and_back(running: Deployment) -> None:
    assert running.application.adds()


def test_beat_ticks(running: Deployment) -> None:
    wait_for(running.application.ticks, "beat's first tick")


def test_no_process_is_roots(running: Deployment) -> None:
    found = processes(running.state_dir)
    assert len(found) > len(PROGRAMS)
    assert {one.username() for one in found} == {USER}
    assert all(uid != 0 for one in found for uid in one.uids())


def test_supervisorctl_lists_all_programs_running(running: Deployment) -> None:
    found = supervisor(running.output("status_command"))
    assert set(found) == PROGRAMS
    assert {state for state, _ in found.values()} == {"RUNNING"}


def test_logs_are_in_the_log_folder(running: Deployment) -> None:
    names = {path.name for path in running.log_dir.iterdir()}
    assert {f"{program}.log" for program in PROGRAMS} <= names


def test_a_second_up_changes_nothing(running: Deployment) -> None:
    running.up("--expect-no-changes")


def test_a_refresh_finds_nothing_changed(running: Deployment) -> None:
    assert not running.sees_drift()
