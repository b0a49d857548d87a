"""The release command: once for each version of the image, before the processes of that version."""

from datetime import datetime
from typing import Any

import pytest

from ..deployment import Deployment
from ..images import Images
from .conftest import Describe

SAYS = "import os; os.environ['DJANGO_SECRET_KEY']; print('all migrated')"
FAILS = "print('no such table: orders'); raise SystemExit(3)"


def release(code: str) -> list[str]:
    return ["python3", "-c", code]


def state(stack: Deployment) -> dict[str, Any]:
    """Of the container of the last release command, and its id."""
    [container] = stack.containers("release", all=True)
    return {"Id": container.id, **container.attrs["State"]}


@pytest.fixture(scope="module")
def released(describe: Describe) -> Deployment:
    made = describe(app={"release": release(SAYS)})
    made.up()
    return made


def test_it_ran_before_the_processes(released: Deployment) -> None:
    done = state(released)
    assert (done["Status"], done["ExitCode"]) == ("exited", 0)
    starts = [released.container(role).attrs["State"]["StartedAt"] for role in ("web", "worker", "beat")]
    assert _time(done["FinishedAt"]) < min(map(_time, starts))


def test_it_does_not_run_again_for_the_same_image(released: Deployment) -> None:
    before = state(released)
    released.up("--expect-no-changes")
    released.change("web", threads=2)
    released.up()
    assert state(released) == before


def test_its_failure_stops_the_update_with_what_it_said(released: Deployment, images: Images) -> None:
    before = released.ids("web", "worker", "beat")
    released.change("app", image=images.newer, release=release(FAILS))
    said = released.fails("up", "--yes", "--skip-preview")
    assert "no such table: orders" in said
    assert "exit status 3" in said
    assert released.ids("web", "worker", "beat") == before
    assert released.application.adds()


def test_the_next_update_goes_on_from_there(released: Deployment, images: Images) -> None:
    released.change("app", release=release(SAYS))
    released.up()
    assert state(released)["ExitCode"] == 0
    assert released.container("web").attrs["Config"]["Image"] == released.image_id(images.newer)
    released.up("--expect-no-changes")


def _time(written: str) -> datetime:
    """The engine writes nanoseconds."""
    return datetime.fromisoformat(written[:26])
