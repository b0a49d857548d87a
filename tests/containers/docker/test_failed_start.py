"""A process that cannot run: the update fails with its last words, and the next one repairs the stack."""

from ..deployment import Deployment
from .conftest import Describe

MISSING = {"imports": ["demo.missing"]}


def test_a_worker_that_exits_at_once(describe: Describe) -> None:
    stack = describe()
    settings = stack.config("app")["settings"]
    stack.change("app", settings={**settings, **MISSING})
    said = stack.fails("up", "--yes", "--skip-preview")
    assert "worker 'demo-worker-default' ended" in said
    assert "No module named 'demo.missing'" in said
    stack.change("app", settings=settings)
    stack.up()
    stack.must("preview", "--refresh", "--expect-no-changes")
    _and_in_a_stack_that_ran(stack, settings)


def _and_in_a_stack_that_ran(stack: Deployment, settings: dict[str, object]) -> None:
    """The state says what there is, also after a process of an update has failed."""
    stack.change("app", settings={**settings, **MISSING})
    assert "No module named 'demo.missing'" in stack.fails("up", "--yes", "--skip-preview")
    assert "No module named 'demo.missing'" in stack.fails("up", "--yes", "--skip-preview")
    stack.change("app", settings=settings)
    stack.up()
    assert stack.application.adds()
