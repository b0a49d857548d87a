"""The deployed copy of an application's code and of the runtime."""

from pathlib import Path
from typing import Any

import pytest

from celery_stack.targets.host.code import digest_of_folder, name_of
from celery_stack.targets.host.resources.code import CodeProvider

from .machines import HERE, ME


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    package = tmp_path / "installed" / "package"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    return package


@pytest.fixture
def props(source: Path, runtime: Path, tmp_path: Path) -> dict[str, Any]:
    (source / "__pycache__").mkdir()
    (source / "__pycache__" / "shop.pyc").write_text("x")
    (source / "static").mkdir()
    (source / "static" / "shop.css").write_text("y")
    state, origins = tmp_path / "state", {"source": source, "runtime/package": runtime}
    state.mkdir()
    copies = {within: str(origin) for within, origin in origins.items()}
    return {"user": ME, "state_dir": str(state), "folder": str(state / name_of(origins)), "copies": copies}


@pytest.fixture
def made(props: dict[str, Any]) -> dict[str, Any]:
    return CodeProvider().create(props).outs or {}


def test_a_copy_has_the_code_and_nothing_else(source: Path, props: dict[str, Any], made: dict[str, Any]) -> None:
    copy = Path(props["folder"])
    names = {str(path.relative_to(copy / "source")) for path in (copy / "source").rglob("*")}
    assert names == {"shop.py", "requirements.txt", "static", "static/shop.css"}
    assert digest_of_folder(copy / "source") == digest_of_folder(source)
    assert {path.name for path in copy.iterdir()} == {"source", "runtime"}
    assert not any(path.stat().st_mode & 0o007 for path in [copy, *copy.rglob("*")])


def test_a_package_is_copied_into_a_folder_that_can_be_on_the_path(made: dict[str, Any], runtime: Path) -> None:
    path = Path(made["folder"], "runtime")
    assert [one.name for one in path.iterdir()] == ["package"]
    assert digest_of_folder(path / "package") == digest_of_folder(runtime)


def test_code_alone_is_copied_alone(props: dict[str, Any], source: Path) -> None:
    CodeProvider().create({**props, "copies": {"source": str(source)}})
    assert [path.name for path in Path(props["folder"]).iterdir()] == ["source"]


def test_what_was_left_half_copied_is_copied_anew(props: dict[str, Any]) -> None:
    half = Path(props["folder"])
    half.mkdir()
    (half / "old.py").write_text("")
    CodeProvider().create(props)
    assert not (half / "old.py").exists()


def test_other_code_is_another_copy(props: dict[str, Any], made: dict[str, Any]) -> None:
    assert CodeProvider().diff("", made, {**props, "folder": "/elsewhere"}).replaces == ["folder"]


def test_a_copy_that_is_gone_is_forgotten(props: dict[str, Any], made: dict[str, Any]) -> None:
    CodeProvider().delete("", made)
    assert CodeProvider().read("", made).id is None
    assert not [path for path in Path(props["state_dir"]).rglob("*") if path.is_file()]


def test_removing_the_old_owner_leaves_what_a_new_one_took_over(props: dict[str, Any], made: dict[str, Any]) -> None:
    taken = CodeProvider().create(props).outs or {}
    CodeProvider().delete("", made)
    assert Path(props["folder"], "source/shop.py").is_file()
    CodeProvider().delete("", taken)
    assert not Path(props["folder"]).exists()


def test_a_copy_that_is_whole_is_left_alone(props: dict[str, Any], made: dict[str, Any]) -> None:
    before = Path(props["folder"]).stat()
    CodeProvider().update("", made, props)
    assert Path(props["folder"]).stat() == before


def test_a_changed_copy_is_drift_and_copied_anew(props: dict[str, Any], made: dict[str, Any]) -> None:
    file = Path(props["folder"], "source/shop.py")
    file.write_text("damage = True")
    read = CodeProvider().read("", made).outs or {}
    assert read["drift"] == "changed"
    repaired = CodeProvider().update("", read, props).outs or {}
    assert (file.read_text(), CodeProvider().drift(HERE, repaired)) == ("", "")


def test_the_same_code_from_elsewhere_is_no_change(props: dict[str, Any], made: dict[str, Any]) -> None:
    assert not CodeProvider().diff("", made, {**props, "copies": {"source": "/elsewhere"}}).changes
