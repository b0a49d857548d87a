"""The deployed copy of an application's code."""

from pathlib import Path
from typing import Any

import pytest

from celery_stack.targets.host.code import digest_of_folder
from celery_stack.targets.host.resources.source import SourceProvider

from .machines import ME


@pytest.fixture
def props(source: Path, tmp_path: Path) -> dict[str, Any]:
    (source / "__pycache__").mkdir()
    (source / "__pycache__" / "shop.pyc").write_text("x")
    (source / "static").mkdir()
    (source / "static" / "shop.css").write_text("y")
    folder = tmp_path / "state" / "source-1"
    folder.parent.mkdir()
    return {"user": ME, "state_dir": str(folder.parent), "origin": str(source), "folder": str(folder), "within": ""}


@pytest.fixture
def made(props: dict[str, Any]) -> dict[str, Any]:
    return SourceProvider().create(props).outs or {}


def test_a_copy_has_the_code_and_nothing_else(props: dict[str, Any], made: dict[str, Any]) -> None:
    copy = Path(props["folder"])
    names = {str(path.relative_to(copy)) for path in copy.rglob("*")}
    assert names == {"shop.py", "requirements.txt", "static", "static/shop.css"}
    assert digest_of_folder(copy) == digest_of_folder(Path(props["origin"]))
    assert not any(path.stat().st_mode & 0o007 for path in [copy, *copy.rglob("*")])


def test_a_package_is_copied_into_a_folder_that_can_be_on_the_path(props: dict[str, Any]) -> None:
    SourceProvider().create({**props, "within": "shop"})
    assert (Path(props["folder"]) / "shop" / "shop.py").is_file()


def test_what_was_left_half_copied_is_copied_anew(props: dict[str, Any]) -> None:
    half = Path(props["folder"])
    half.mkdir()
    (half / "old.py").write_text("")
    SourceProvider().create(props)
    assert not (half / "old.py").exists()


def test_other_code_is_another_copy(props: dict[str, Any], made: dict[str, Any]) -> None:
    assert SourceProvider().diff("", made, {**props, "folder": "/elsewhere"}).replaces == ["folder"]


def test_a_copy_that_is_gone_is_forgotten(props: dict[str, Any], made: dict[str, Any]) -> None:
    SourceProvider().delete("", made)
    assert SourceProvider().read("", made).id is None
    assert list(Path(props["state_dir"]).iterdir()) == []


def test_removing_the_old_owner_leaves_what_a_new_one_took_over(props: dict[str, Any], made: dict[str, Any]) -> None:
    taken = SourceProvider().create(props).outs or {}
    SourceProvider().delete("", made)
    assert Path(props["folder"], "shop.py").is_file()
    SourceProvider().delete("", taken)
    assert not Path(props["folder"]).exists()
