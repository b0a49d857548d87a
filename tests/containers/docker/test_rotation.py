"""A new password while tasks run: none is lost, and the one before the last is of no use any more."""

from waiting import wait_for

from ..deployment import Deployment
from ..inside import redis


def rotate(stack: Deployment, version: int) -> str:
    """The new password, after an `up` with tasks in flight."""
    application = stack.application
    sent = [application.send("slow", seconds=4) for _ in range(4)]
    wait_for(lambda: application.state(sent[0])["state"] == "PROGRESS", "the worker is at it")
    stack.change("broker", password_version=version)
    stack.up()
    sent.append(application.send("add", x=2, y=3))
    assert application.failed(sent, 120) == []
    return str(stack.output("broker_password"))


def test_every_version_draws_a_new_password_and_only_the_last_two_work(stack: Deployment) -> None:
    drawn = [str(stack.output("broker_password")), rotate(stack, 2), rotate(stack, 3)]
    assert len(set(drawn)) == 3
    broker = stack.container("broker")
    assert [redis(broker, "PING", password) == "PONG" for password in drawn] == [False, True, True]


def test_afterwards_nothing_is_left_to_change(stack: Deployment) -> None:
    stack.must("preview", "--refresh", "--expect-no-changes")
