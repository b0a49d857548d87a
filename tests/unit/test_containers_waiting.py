"""What an update says of a check that failed: the engine's refusal, its silence, or what the check itself found."""

from collections.abc import Callable

import pulumi
import pytest
from docker.errors import APIError, DockerException
from requests import ConnectionError as Unreachable

from celery_stack.errors import InvalidArgumentError, ProcessFailedError
from celery_stack.targets.containers.waiting import awaited, checked

from .recording import record

ERRORS: list[tuple[Exception, Exception]] = [
    (
        APIError("409 Client Error", explanation="name in use"),
        ProcessFailedError("the Docker engine refuses: name in use"),
    ),
    (
        Unreachable(OSError(111, "Connection refused")),
        ProcessFailedError("the Docker engine does not answer any more ([Errno 111] Connection refused)"),
    ),
    (
        DockerException("no such socket"),
        ProcessFailedError("the Docker engine does not answer any more (no such socket)"),
    ),
    (InvalidArgumentError("app.image is wrong"), InvalidArgumentError("app.image is wrong")),
    (ProcessFailedError("ended"), ProcessFailedError("ended")),
]


def failing(error: Exception) -> Callable[..., None]:
    def check(*_: str) -> None:
        raise error

    return check


@pytest.mark.parametrize(("raised", "said"), ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_told_as_what_it_is(raised: Exception, said: Exception) -> None:
    with pytest.raises(type(said)) as failed:
        record(lambda: checked([], failing(raised), pulumi.ResourceOptions()))
    assert str(failed.value) == str(said)


@pytest.mark.parametrize("preview", [True, False])
def test_only_an_update_waits(preview: bool) -> None:
    asked: list[str] = []

    def program() -> None:
        one = pulumi.ComponentResource("shop:index:Part", "part")
        awaited(one, ["a", "b"], lambda *known: asked.extend(known), pulumi.ResourceOptions(parent=one))

    record(program, preview=preview)
    assert asked == ([] if preview else ["a", "b"])
