"""The release command: once for each version of the image, before the processes of that version."""

from datetime import datetime
from typing import Any

from ..deployment import CODE, Deployment
from ..images import Images
from .conftest import RELEASE

FAILS = ["python3", "-c", "print('no such table: orders'); raise SystemExit(3)"]


def state(stack: Deployment) -> dict[str, Any]:
    """Of the container of the last release command, and its id."""
    [container] = stack.containers("release", all=True)
    return {"Id": container.id, **container.attrs["State"]}


def test_it_ran_before_the_processes(stack: Deployment) -> None:
    done = state(stack)
    assert (done["Status"], done["ExitCode"]) == ("exited", 0)
    starts = [stack.container(role).attrs["State"]["StartedAt"] for role in CODE]
    assert _time(done["FinishedAt"]) < min(map(_time, starts))


def test_it_does_not_run_again_for_the_same_image(stack: Deployment) -> None:
    before = state(stack)
    stack.change("web", threads=2)
    stack.up()
    assert state(stack) == before


def test_its_failure_stops_the_update_with_what_it_said(stack: Deployment, images: Images) -> None:
    before = stack.ids(*CODE)
    stack.change("app", image=images.python, release=FAILS)
    said = stack.fails("up", "--yes", "--skip-preview")
    assert "no such table: orders" in said
    assert "exit status 3" in said
    assert stack.ids(*CODE) == before
    assert stack.application.adds()


def test_the_next_update_goes_on_from_there(stack: Deployment, images: Images) -> None:
    stack.change("app", image=images.app, release=RELEASE)
    stack.up()
    assert state(stack)["ExitCode"] == 0
    assert stack.runs(images.app)
    stack.up("--expect-no-changes")


def _time(written: str) -> datetime:
    """The engine writes nanoseconds."""
    return datetime.fromisoformat(written[:26])
