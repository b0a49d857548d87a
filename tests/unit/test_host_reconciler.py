"""What every resource on a machine has in common, seen with a real one that keeps a note in a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pulumi.output import Unknown

from celery_stack.targets.host.machine import Machine
from celery_stack.targets.host.resources.reconciler import MISSING, Reconciler, is_unknown, whole

from .machines import ME

Props = dict[str, Any]


class Note(Reconciler):
    """A text in a file."""

    replace_on = ("path",)
    looks_at = ("text",)

    def problems(self, machine: Machine, props: Props, before: Props | None) -> Mapping[str, str]:
        return {"text": f"was {before}"} if props["text"] == "wrong" else {}

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        machine.write(Path(props["path"]), f"{props['text']} {props['lines']}")
        return {"written": 1 + (before or {"written": 0})["written"]}

    def drift(self, machine: Machine, props: Props) -> str:
        found = machine.read(Path(props["path"]))
        if found is None:
            return MISSING
        return "" if found == f"{props['text']} {props['lines']}" else "another text"

    def destroy(self, machine: Machine, props: Props) -> None:
        machine.remove(Path(props["path"]))

    def stands_for(self, props: Props) -> str:
        return Path(props["path"]).name


@pytest.fixture
def props(tmp_path: Path) -> Props:
    """As Pulumi hands them over: every number a float."""
    place = {"name": "note", "user": ME, "state_dir": str(tmp_path), "path": str(tmp_path / "note")}
    return {**place, "text": "hello", "lines": 3.0, "after": ["1"]}


@pytest.fixture
def made(props: Props) -> Props:
    return Note().create(props).outs or {}


def test_creating_makes_it_and_keeps_what_came_out(props: Props) -> None:
    created = Note().create(props)
    assert Path(props["path"]).read_text() == "hello 3"
    outs = created.outs or {}
    assert (created.id, outs) == ("note", {**props, "written": 1, "token": outs["token"], "drift": ""})


def test_nothing_changed_is_no_difference(props: Props, made: Props) -> None:
    assert not Note().diff("note", made, props).changes


@pytest.mark.parametrize(("key", "value", "replaces"), [("text", "bye", []), ("path", "/x", ["path"])])
def test_a_change_is_a_difference(props: Props, made: Props, key: str, value: str, replaces: list[str]) -> None:
    found = Note().diff("note", made, {**props, key: value})
    assert found.changes
    assert found.replaces == replaces


def test_what_it_had_to_wait_for_is_no_difference(props: Props, made: Props) -> None:
    assert not Note().diff("note", made, {**props, "after": ["2"]}).changes


def test_what_is_known_later_is_a_difference(props: Props, made: Props) -> None:
    assert Note().diff("note", made, {**props, "text": Unknown()}).changes


def test_updating_sees_what_was_before(props: Props, made: Props) -> None:
    updated = Note().update("note", made, {**props, "text": "bye"})
    assert Path(props["path"]).read_text() == "bye 3"
    assert (updated.outs or {})["written"] == 2


def test_a_healthy_resource_reads_as_it_was(made: Props) -> None:
    read = Note().read("note", made)
    assert (read.id, read.outs) == ("note", made)


def test_drift_is_read_and_makes_a_difference_until_it_is_repaired(props: Props, made: Props) -> None:
    Path(props["path"]).write_text("damage")
    read = Note().read("note", made).outs or {}
    assert read["drift"] == "another text"
    assert Note().diff("note", read, props).changes
    repaired = Note().update("note", read, props).outs or {}
    assert repaired["drift"] == ""
    assert not Note().diff("note", repaired, props).changes


def test_what_is_gone_is_forgotten(props: Props, made: Props) -> None:
    Path(props["path"]).unlink()
    assert Note().read("note", made).id is None


def test_deleting_may_be_repeated(props: Props, made: Props) -> None:
    for _ in range(2):
        Note().delete("note", made)
    assert not Path(props["path"]).exists()


def test_the_last_one_who_claims_a_thing_has_it(props: Props, made: Props) -> None:
    taken = Note().create(props).outs or {}
    assert made["token"] != taken["token"]
    Note().delete("note", made)
    assert Path(props["path"]).read_text() == "hello 3"
    Note().delete("note", taken)
    assert not Path(props["path"]).exists()


def test_an_update_claims_again_what_another_one_took(props: Props, made: Props) -> None:
    taken = Note().create(props).outs or {}
    updated = Note().update("note", made, props).outs or {}
    assert updated["token"] == made["token"]
    Note().delete("note", taken)
    assert Path(props["path"]).exists()


def test_a_thing_whose_claim_is_gone_is_removed(made: Props) -> None:
    Path(made["state_dir"], "claims/note").unlink()
    Note().delete("note", made)
    assert not Path(made["path"]).exists()


def test_a_removed_thing_is_claimed_by_nobody(made: Props) -> None:
    assert [path.name for path in Path(made["state_dir"], "claims").iterdir()] == ["note"]
    Note().delete("note", made)
    assert list(Path(made["state_dir"], "claims").iterdir()) == []


def test_a_problem_names_its_argument(props: Props) -> None:
    [failure] = Note().check({}, {**props, "text": "wrong"}).failures
    assert (failure.property, failure.reason) == ("", "was None")  # the engine prints the value of a named one


def test_a_problem_is_judged_with_whole_numbers_of_the_state_before(props: Props, made: Props) -> None:
    [failure] = Note().check(made, {**props, "text": "wrong"}).failures
    assert "'lines': 3," in failure.reason


@pytest.mark.parametrize("unknown", [Unknown(), ["a", Unknown()], {"a": {"b": [Unknown()]}}])
def test_what_is_not_known_yet_is_not_judged(props: Props, unknown: Any) -> None:
    assert is_unknown(unknown)
    checked = Note().check({}, {**props, "text": unknown})
    assert (checked.failures, checked.inputs["text"]) == ([], unknown)


def test_inputs_pass_a_check_unchanged(props: Props) -> None:
    assert Note().check({}, props).inputs == props


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        (3.0, 3),
        (1.5, 1.5),
        (True, True),
        ("3.0", "3.0"),
        (None, None),
        ({"a": [1.0, {"b": 2.0}]}, {"a": [1, {"b": 2}]}),
    ],
)
def test_whole_numbers_are_such_again(seen: Any, meant: Any) -> None:
    assert repr(whole(seen)) == repr(meant)
