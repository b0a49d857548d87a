"""A process that exits at once fails the update with its last words; the state says what there is."""

from ..deployment import Deployment


def test_a_worker_that_cannot_start(stack: Deployment) -> None:
    settings = stack.config("app")["settings"]
    stack.change("app", settings={**settings, "imports": ["demo.missing"]})
    for _ in range(2):
        said = stack.fails("up", "--yes", "--skip-preview")
        assert "The last lines of its output:" in said
        assert "No module named 'demo.missing'" in said
    stack.change("app", settings=settings)
    stack.up()
    stack.must("preview", "--refresh", "--expect-no-changes")
    assert stack.application.adds()
