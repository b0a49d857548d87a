"""What breaks outside Pulumi: the engine repairs what ends, `up --refresh` what is gone."""

import pytest
from waiting import wait_for

from ..deployment import Deployment
from ..inside import kill_all


@pytest.mark.parametrize("role", ["broker", "web", "worker", "beat"])
def test_the_engine_starts_again_what_is_killed(stack: Deployment, role: str) -> None:
    container = stack.container(role)
    before = container.attrs["RestartCount"]
    kept = stack.application.send("add", x=2, y=3)
    assert stack.application.result(kept) == 5
    kill_all(container)
    wait_for(lambda: stack.container(role).attrs["RestartCount"] > before, f"{role} is started again")
    stack.application.wait_until_well()
    assert stack.application.result(kept) == 5
    assert "bridge" not in stack.container(role).attrs["NetworkSettings"]["Networks"]


def test_what_was_removed_by_hand_is_seen_and_made_again(stack: Deployment) -> None:
    stack.container("worker").remove(force=True)
    stack.container("beat").stop()
    assert "pulumi up --refresh" in stack.fails("up", "--yes", "--skip-preview")
    stack.up("--refresh")
    assert len(stack.containers()) == 4
    stack.must("preview", "--refresh", "--expect-no-changes")
