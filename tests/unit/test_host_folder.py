"""A stack's folder is its own: another's is neither taken nor removed, and it stays where it is."""

from pathlib import Path
from typing import Any

import pytest

from celery_stack.targets.host.machine import MachineError
from celery_stack.targets.host.resources.folder import FolderProvider

from .machines import ME, UNPRIVILEGED


@pytest.fixture
def props(tmp_path: Path) -> dict[str, Any]:
    state = tmp_path / "state"
    return {"user": ME, "state_dir": str(state), "log_dir": str(state / "log"), "owner": "CeleryStack('shop')"}


def refusals(props: dict[str, Any], before: dict[str, Any] | None = None) -> list[str]:
    return [failure.reason for failure in FolderProvider().check(before or {}, props).failures]


def test_a_folder_with_something_of_another_in_it_is_refused_and_stays(props: dict[str, Any]) -> None:
    state = Path(props["state_dir"])
    state.mkdir()
    (state / "thesis.txt").write_text("kept")
    [reason] = refusals(props)
    assert reason == f"target.host.state_dir {str(state)!r} is not empty, and not a stack's; name another folder"
    assert [path.name for path in state.iterdir()] == ["thesis.txt"]


def test_an_empty_folder_is_taken(props: dict[str, Any]) -> None:
    Path(props["state_dir"]).mkdir()
    assert refusals(props) == []


def test_a_link_is_refused(props: dict[str, Any], tmp_path: Path) -> None:
    Path(props["state_dir"]).symlink_to(tmp_path)
    assert len(refusals(props)) == 1


def test_another_component_of_the_same_stack_is_another_owner(props: dict[str, Any]) -> None:
    FolderProvider().create(props)
    assert refusals(props) == []
    [reason] = refusals({**props, "owner": "Broker('mine')"})
    assert "belongs to CeleryStack('shop')" in reason


@pytest.mark.parametrize(("key", "value"), [("state_dir", "/elsewhere"), ("user", "daemon")])
def test_a_stack_neither_moves_nor_changes_its_user(props: dict[str, Any], key: str, value: str) -> None:
    made = FolderProvider().create(props).outs or {}
    [reason] = refusals({**props, key: value}, made)
    assert reason == f"target.host.{key} was {props[key]!r}; destroy the stack before it changes"


def test_logs_may_move(props: dict[str, Any], tmp_path: Path) -> None:
    made = FolderProvider().create(props).outs or {}
    moved = {**props, "log_dir": str(tmp_path / "logs")}
    assert refusals(moved, made) == []
    assert (FolderProvider().update("", made, moved).outs or {})["made_log_dir"]


def test_only_supervisors_own_folder_can_be_written_by_the_user(props: dict[str, Any]) -> None:
    FolderProvider().create({**props, "user": UNPRIVILEGED, "log_dir": f"{props['state_dir']}/log"})
    folders = {path.name: path.owner() for path in Path(props["state_dir"]).iterdir()}
    theirs = {name for name, owner in folders.items() if owner == UNPRIVILEGED}
    assert theirs == ({"run", "log"} if UNPRIVILEGED != ME else set(folders))


def test_the_folder_of_an_update_that_failed_is_still_the_stacks(props: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file, no folder")
    broken = {**props, "log_dir": str(tmp_path / "log")}
    with pytest.raises((OSError, MachineError)):
        FolderProvider().create(broken)
    assert refusals(props) == []
    assert any("a file; name a folder" in reason for reason in refusals(broken))
