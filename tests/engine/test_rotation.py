"""A new password: no process restarts, no task is lost, the old one is of no use afterwards."""

import psutil
from deployment import Deployment
from outside import listens, ping
from waiting import wait_for


def rotate_by_up(stack: Deployment) -> tuple[str, str]:
    """The old and the new password, after an `up` with tasks in flight."""
    application, old, pids = stack.application, stack.output("broker_password"), stack.pids()
    sent = [application.send("slow", seconds=4) for _ in range(4)]
    wait_for(lambda: application.state(sent[0])["state"] == "PROGRESS", "the worker is at it")
    stack.up()
    sent.append(application.send("add", x=2, y=3))
    assert application.failed(sent, 120) == []
    assert stack.pids() == pids
    return old, stack.output("broker_password")


def is_the_only_one(stack: Deployment, old: str, new: str) -> bool:
    port = int(stack.output("broker_port"))
    return ping(port, new) and not ping(port, old) and not ping(port, "")


def test_another_version_draws_a_new_password(stack: Deployment) -> None:
    stack.change("broker", password_version=2)
    old, new = rotate_by_up(stack)
    assert old != new
    assert is_the_only_one(stack, old, new)


def test_a_password_that_is_given_takes_the_place_of_the_drawn_one(stack: Deployment) -> None:
    stack.keep_secret("broker.password", "given-by-hand")
    old, new = rotate_by_up(stack)
    assert new == "given-by-hand"
    assert is_the_only_one(stack, old, new)


def test_every_connection_that_is_made_from_now_on_uses_the_new_one(stack: Deployment) -> None:
    """A Redis that was restarted has no old connection left, and reads who may connect from its file."""
    redis = psutil.Process(stack.pids()["demo-broker"])
    redis.kill()
    redis.wait(10)
    wait_for(lambda: listens(int(stack.output("broker_port"))), "Redis is back")
    assert stack.application.adds()
    assert ping(int(stack.output("broker_port")), "given-by-hand")


def test_afterwards_nothing_is_left_to_change(stack: Deployment) -> None:
    stack.up("--refresh", "--expect-no-changes")
