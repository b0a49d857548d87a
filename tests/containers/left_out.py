"""Tests that cannot run here: left out for a developer, loudly; an error in CI and for root, who can start engines."""

import os
from collections.abc import Collection

import pytest

SAID = pytest.StashKey[list[str]]()
REMEDY = "As root they start an engine of their own: sudo make test-docker"


def leave_out(config: pytest.Config, items: list[pytest.Item], cannot: Collection[pytest.Item], obstacle: str) -> None:
    """Take those that cannot run out of `items`. Raises UsageError where nobody may leave them out."""
    if not cannot or not obstacle:
        return
    if os.geteuid() == 0 or os.environ.get("CI"):
        raise pytest.UsageError(f"{len(cannot)} tests need a Docker engine and cannot run. {obstacle}")
    config.stash.setdefault(SAID, []).append(f"{len(cannot)} tests need a Docker engine and did not run. {obstacle}")
    config.hook.pytest_deselected(items=cannot)
    items[:] = [item for item in items if item not in cannot]


def tell(reporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say so at the end, where it is read."""
    if said := config.stash.get(SAID, []):
        config.stash[SAID] = []
        reporter.section("LEFT OUT", red=True, bold=True)
        for line in (*said, REMEDY):
            reporter.line(line, red=True)
