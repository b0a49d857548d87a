"""With app.runtime false the stack still runs, and `up` says what is lost."""

from collections.abc import Iterator

import pytest
from deployment import Deployment
from outside import OK, beats, processes
from waiting import wait_for


@pytest.fixture(scope="module")
def bare(shared: Deployment) -> Iterator[Deployment]:
    shared.change("app", runtime=False)
    shared.said = shared.must("up", "--yes", "--skip-preview", "--refresh")
    yield shared
    shared.change("app", runtime=True)  # whoever needs the shared stack next brings it up


def test_up_says_what_is_lost(bare: Deployment) -> None:
    assert bare.said.count("without celery-stack-runtime (app.runtime is false)") >= 3
    for lost in ("no /health", "no heartbeat", "no lock against a second beat"):
        assert lost in bare.said


def test_tasks_run_and_beat_ticks(bare: Deployment) -> None:
    wait_for(lambda: bare.application.get("/").status_code == OK, "the page answers")
    assert bare.application.adds()
    before = bare.application.ticks()
    wait_for(lambda: bare.application.ticks() != before, "another tick")
    assert len(beats(bare.state_dir)) == 1


def test_no_password_is_on_a_command_line(bare: Deployment) -> None:
    password = bare.output("broker_password")
    found = processes(bare.state_dir)
    assert found
    assert [one for one in found if password in " ".join(one.cmdline())] == []
