"""Waiting until a container works, or for its end, and what is said when it does not."""

from itertools import chain, repeat
from typing import Any

import pytest

from celery_stack.errors import ProcessFailedError
from celery_stack.targets.containers import state, waiting
from celery_stack.targets.containers.engine import connect
from celery_stack.targets.containers.state import Container

from .docker_api import FakeEngine, Refusal, container, output

TEST = ["CMD", "probe", "--live"]
STARTING = {"Health": {"Status": "starting"}}
UNTESTED: dict[str, Any] = {"Health": {}}
EXITED = {"Status": "exited", "Running": False}
RESTARTING = {"Status": "restarting", "Running": True, "Restarting": True}
CREATED = {"Status": "created", "Running": False}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(state, "SETTLED_SECONDS", 0.05)


@pytest.fixture
def one(engine: FakeEngine) -> Container:
    return Container(connect("", "target.docker"), "c1")


def seen(engine: FakeEngine, *looks: dict[str, Any]) -> None:
    """What the engine tells of the container at each look, the last one for ever."""
    engine.answers["GET /containers/c1/json"] = chain(looks, repeat(looks[-1]))


def tested(engine: FakeEngine, *exit_codes: int) -> None:
    engine.answers["POST /containers/c1/exec"] = {"Id": "e1"}
    engine.answers["POST /exec/e1/start"] = b""
    engine.answers["GET /exec/e1/json"] = ({"ExitCode": code} for code in exit_codes)


def failure(one: Container, seconds: float = 5, test: list[str] = TEST) -> str:
    with pytest.raises(ProcessFailedError) as failed:
        one.wait_until_works(test, seconds)  # type: ignore[arg-type]  # shorter than a second, for a test
    return str(failed.value)


def asked(engine: FakeEngine, what: str) -> list[bytes]:
    return [body for found, _, body in engine.asked if found.startswith(what)]


def test_what_the_engine_calls_healthy_works(engine: FakeEngine, one: Container) -> None:
    one.wait_until_works(TEST, 5)
    assert not asked(engine, "POST")


def test_it_is_asked_itself_instead_of_waiting_for_the_engines_next_look(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**STARTING))
    tested(engine, 1, 1, 0)
    one.wait_until_works(TEST, 5)
    assert len(asked(engine, "POST /containers/c1/exec")) == 3
    assert b'"Cmd": ["probe", "--live"]' in asked(engine, "POST /containers/c1/exec")[0]


def test_what_cannot_be_asked_works_when_it_has_lived_for_a_while(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**UNTESTED))
    one.wait_until_works([], 5)
    assert len(asked(engine, "GET /containers/c1/json")) > 2
    assert not asked(engine, "POST")


def test_what_lived_for_less_than_that_does_not_work(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**UNTESTED), container(**UNTESTED), container(1, **UNTESTED))
    assert failure(one, test=[]) == "ended, and does so again and again"


ENDS = {
    "ended": (container(**{**RESTARTING, "ExitCode": 3}), "ended with exit status 3"),
    "was killed": (container(Status="dead", Running=False, ExitCode=137), "ended with exit status 137"),
    "restarted unseen": (container(1, **STARTING), "ended, and does so again and again"),
    "was stopped by somebody": (container(**EXITED), "was stopped; `pulumi up --refresh` brings it back"),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_end_is_told_at_once(engine: FakeEngine, one: Container, end: str) -> None:
    last, said = ENDS[end]
    seen(engine, container(**STARTING), container(**STARTING), last)
    tested(engine, *repeat(1, 100))
    assert failure(one) == said


def test_restarts_of_earlier_days_are_forgiven(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(7, **STARTING))
    tested(engine, 1, 0)
    one.wait_until_works(TEST, 5)


def test_a_container_that_ends_while_it_is_asked_is_looked_at_again(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**STARTING), container(**STARTING), container(**{**RESTARTING, "ExitCode": 1}))
    engine.answers["POST /containers/c1/exec"] = Refusal("container c1 is not running", 409)
    assert failure(one) == "ended with exit status 1"


def test_a_container_that_is_gone_is_told_with_the_remedy(engine: FakeEngine, one: Container) -> None:
    engine.answers["GET /containers/c1/json"] = Refusal("No such container: c1")
    assert failure(one) == "is gone from the engine; `pulumi up --refresh` brings it back"


def test_waiting_has_an_end(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**STARTING))
    tested(engine, *repeat(1, 1000))
    assert failure(one, 0.05) == "does not work after 0 s"


def test_a_command_that_ran_to_a_good_end_is_done(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**UNTESTED), container(**UNTESTED), container(**EXITED))
    one.run_to_its_end()
    assert not asked(engine, "POST")


def test_a_command_is_started_once(engine: FakeEngine, one: Container) -> None:
    engine.answers["POST /containers/c1/start"] = b""
    seen(engine, container(**CREATED), container(**UNTESTED), container(**UNTESTED), container(**EXITED))
    one.run_to_its_end()
    assert len(asked(engine, "POST")) == 1


def test_a_command_that_was_done_in_the_last_update_is_not_run_again(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**EXITED))
    one.run_to_its_end()
    assert not asked(engine, "POST")


def test_a_command_that_failed_is_told_by_its_exit_status(engine: FakeEngine, one: Container) -> None:
    seen(engine, container(**UNTESTED), container(**{**EXITED, "ExitCode": 2}))
    with pytest.raises(ProcessFailedError) as failed:
        one.run_to_its_end()
    assert str(failed.value) == "ended with exit status 2"


def test_a_command_that_failed_in_the_last_update_is_run_again(engine: FakeEngine, one: Container) -> None:
    engine.answers["POST /containers/c1/start"] = b""
    seen(engine, container(**{**EXITED, "ExitCode": 2}), container(**UNTESTED), container(**EXITED))
    one.run_to_its_end()
    assert len(asked(engine, "POST /containers/c1/start")) == 1


def test_the_last_words_are_the_last_lines_without_secrets(engine: FakeEngine, one: Container) -> None:
    engine.answers["GET /containers/c1/logs"] = output(b"Traceback:", b" bad 's3cret/1'", b"s3cret%2F1")
    with pytest.raises(ProcessFailedError) as failed, waiting.explained("worker 'mail'", one.tail, ["s3cret/1", ""]):
        raise ProcessFailedError("ended")
    assert str(failed.value) == ("worker 'mail' ended. The last lines of its output:\nTraceback:\n bad '***'\n***")
    [what] = [found for found, _, _ in engine.asked if "/logs" in found]
    assert f"tail={state.LINES}" in what


@pytest.mark.parametrize("logs", [b"", Refusal("configured logging driver does not support reading", 501)])
def test_who_said_nothing_is_told_to_have_said_nothing(engine: FakeEngine, one: Container, logs: Any) -> None:
    engine.answers["GET /containers/c1/logs"] = logs
    with pytest.raises(ProcessFailedError) as failed, waiting.explained("beat 'b'", one.tail, []):
        raise ProcessFailedError("ended")
    assert str(failed.value) == "beat 'b' ended. The last lines of its output:\n(nothing)"


def test_output_that_is_no_text_is_shown_nevertheless(engine: FakeEngine, one: Container) -> None:
    engine.answers["GET /containers/c1/logs"] = output(b"\xff")
    assert one.tail() == "\N{REPLACEMENT CHARACTER}\n"
