"""An update that cannot work is undone by the swarm, and fails with the last words of what did not work."""

from ..deployment import CODE
from ..inside import reaches
from .deployment import SwarmDeployment

FAILS = ["python3", "-c", "print('no such table: orders'); raise SystemExit(3)"]


def test_a_worker_that_exits_at_once(stack: SwarmDeployment) -> None:
    settings = stack.config("app")["settings"]
    stack.change("app", settings={**settings, "imports": ["demo.missing"]})
    said = stack.fails("up", "--yes", "--skip-preview")
    assert "No module named 'demo.missing'" in said
    stack.application.wait_until_well()
    assert stack.application.adds()
    stack.change("app", settings=settings)
    stack.up()
    stack.must("preview", "--refresh", "--expect-no-changes")


def test_a_release_command_that_fails(stack: SwarmDeployment) -> None:
    before, release = stack.ids(*CODE), stack.config("app")["release"]
    stack.change("app", release=FAILS)
    assert "no such table: orders" in stack.fails("up", "--yes", "--skip-preview")
    assert stack.ids(*CODE) == before
    stack.change("app", release=release)
    stack.up()
    assert reaches(stack.container("web"), stack.output("broker_host"))
