"""A program that does not start fails the update, says why, and leaves nothing of itself; the rest stays."""

import pytest
from conftest import Describe
from deployment import Deployment
from outside import processes

BROKEN = "raise RuntimeError('the table is not there')\n"


@pytest.fixture(scope="module")
def failed(describe: Describe) -> Deployment:
    """A stack whose worker and beat do not import, after its first `up`."""
    made = describe()
    (made.source / "demo/broken.py").write_text(BROKEN)
    made.change("app", module="demo.broken")
    made.fails("up", "--yes", "--skip-preview")
    return made


def names(stack: Deployment) -> set[str]:
    return {one["urn"].rpartition("::")[2] for one in stack.resources()}


def test_the_message_ends_with_the_last_lines_of_the_log(failed: Deployment) -> None:
    assert "demo-worker-default ended. The end of" in failed.said
    assert "RuntimeError: the table is not there" in failed.said
    assert "Traceback (most recent call last):\n  File" not in failed.said.partition("Diagnostics:")[0]


def test_what_had_started_is_in_the_state(failed: Deployment) -> None:
    assert {"demo-folder", "demo-daemon", "demo-broker-redis", "demo-broker-credential"} <= names(failed)
    assert "demo-worker-default-program" not in names(failed)
    assert failed.programs()["demo-broker"][0] == "RUNNING"


def test_of_the_failed_program_only_logs_and_data_are_left(failed: Deployment) -> None:
    assert not {"demo-worker-default", "demo-beat"} & set(failed.programs())
    assert [one for one in processes(failed.state_dir) if {"worker", "beat"} & set(one.cmdline())] == []
    files = [path.relative_to(failed.state_dir) for path in failed.state_dir.rglob("*") if path.is_file()]
    assert {path.parts[0] for path in files if "demo-worker-default" in str(path)} <= {"log", "data", "run"}


def test_the_next_up_with_the_right_module_repairs_it(failed: Deployment) -> None:
    failed.change("app", module="demo")
    failed.up()
    assert failed.application.adds()


def test_a_change_that_does_not_start_is_an_error_and_going_back_repairs_it(failed: Deployment) -> None:
    settings = failed.source / "demo/settings.py"
    right = settings.read_text()
    settings.write_text(right + BROKEN)
    assert "the table is not there" in failed.fails("up", "--yes", "--skip-preview")
    settings.write_text(right)
    failed.up()
    assert failed.application.adds()
    assert len([path for path in failed.state_dir.glob("code-*") if path.is_dir()]) == 1
