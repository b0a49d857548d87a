"""The application's image: given, or built under a name that changes with what the build gets to see."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pytest

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.containers.image import digest_of, image

from .recording import Made, record

REFERENCE = re.compile(r"[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*:[\w][\w.-]{0,127}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "shop"
    (found / "lib").mkdir(parents=True)
    for name in ("Dockerfile", "shop.py", "lib/more.py", "notes.md"):
        (found / name).write_text(f"content of {name}")
    (found / "link").symlink_to("shop.py")
    (found / ".dockerignore").write_text("# what no build needs\n\n*.md\n__pycache__\n")
    return found


def test_equal_folders_have_equal_digests_wherever_and_whenever_they_are(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "elsewhere" / "copy", symlinks=True))
    os.utime(copy / "shop.py", (0, 0))
    assert digest_of(copy) == digest_of(folder)
    assert re.fullmatch(r"[0-9a-f]{16}", digest_of(folder))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file's content": lambda folder: (folder / "lib/more.py").write_text("another"),
    "the recipe": lambda folder: (folder / "Dockerfile").write_text("FROM another"),
    "a new file": lambda folder: (folder / "new.py").write_text(""),
    "a new folder": lambda folder: (folder / "new").mkdir(),
    "one file less": lambda folder: (folder / "shop.py").unlink(),
    "a file's name": lambda folder: (folder / "shop.py").rename(folder / "shop2.py"),
    "a file's mode": lambda folder: (folder / "shop.py").chmod(0o755),
    "a link's end": lambda folder: ((folder / "link").unlink(), (folder / "link").symlink_to("lib/more.py")),
    "a link made a file": lambda folder: ((folder / "link").unlink(), (folder / "link").write_text("shop.py")),
    "less that is ignored": lambda folder: (folder / ".dockerignore").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_the_build_sees_changes_the_digest(folder: Path, change: str) -> None:
    before = digest_of(folder)
    CHANGES[change](folder)
    assert digest_of(folder) != before


UNSEEN: dict[str, Callable[[Path], object]] = {
    "a file that is ignored": lambda folder: (folder / "notes.md").write_text("another"),
    "a folder that is ignored": lambda folder: (folder / "__pycache__").mkdir(),
    "what a link leads to outside": lambda folder: (folder.parent / "outside").write_text("new"),
}


@pytest.mark.parametrize("change", UNSEEN)
def test_what_the_build_does_not_see_changes_nothing(folder: Path, change: str) -> None:
    (folder / "outside").symlink_to(folder.parent / "outside")
    before = digest_of(folder)
    UNSEEN[change](folder)
    assert digest_of(folder) == before


def test_what_python_leaves_behind_changes_nothing(folder: Path) -> None:
    (folder / ".dockerignore").unlink()
    before = digest_of(folder)
    (folder / "lib/__pycache__").mkdir()
    (folder / "lib/__pycache__/more.cpython-311.pyc").write_text("")
    assert digest_of(folder) == before


def test_odd_files_are_taken_as_they_are(folder: Path) -> None:
    (folder / "round").symlink_to(".")
    (folder / "nowhere").symlink_to("/no/such/file")
    os.mkfifo(folder / "pipe")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("")
    assert digest_of(folder) == digest_of(folder)


def made(name: str, **app: Any) -> dict[str, Any]:
    return resource(name, **app).inputs


def resource(name: str, **app: Any) -> Made:
    [found] = record(lambda: image(name, app, pulumi.ResourceOptions()) and None).of("RemoteImage")
    return found


def test_an_image_that_is_given_stays_on_the_engine_when_the_stack_goes() -> None:
    assert made("shop", image="registry/shop:1") == {"name": "registry/shop:1", "keepLocally": True}


def test_an_image_that_is_built_goes_with_the_stack(folder: Path) -> None:
    tag = f"celery-stack/shop-test-shop:{digest_of(folder)}"
    assert made("shop", source=str(folder)) == {
        "name": tag,
        "keepLocally": False,
        "build": {"context": os.path.relpath(folder), "dockerfile": "Dockerfile", "tags": [tag]},
    }


def test_the_folder_is_the_programs_own_unless_another_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert made("shop")["build"]["context"] == "."
    assert made("shop", source="../shop")["name"] == made("shop")["name"]


def test_each_content_is_an_image_of_its_own(folder: Path) -> None:
    one, same = (resource("shop", source=str(folder)) for _ in range(2))
    (folder / "shop.py").write_text("another")
    other = resource("shop", source=str(folder))
    assert (one.name, one.inputs) == (same.name, same.inputs)
    assert other.name != one.name
    for found in (one, other):
        assert found.name.removeprefix("shop-image-") == found.inputs["name"].partition(":")[2]


def test_the_image_that_is_given_is_one_whatever_its_name() -> None:
    assert {resource("shop", image=name).name for name in ("shop:1", "shop:2")} == {"shop-image"}


def test_neither_an_image_nor_what_to_build_it_from_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        made("shop", source=str(tmp_path))
    assert str(refused.value) == (
        f"app.image is missing, and app.source {str(tmp_path)!r} has no Dockerfile to build it from; "
        "name an image, or write one"
    )


@pytest.mark.parametrize("name", ["Shop", "shop_", "a..b", "a___b", "my shop: 50% é", "-", "x" * 99])
def test_an_engine_takes_the_name_whatever_the_stacks_name_is(folder: Path, name: str) -> None:
    assert REFERENCE.fullmatch(made(name, source=str(folder))["name"])


@pytest.mark.parametrize("names", [("Shop", "shop"), ("a.b", "a-b"), ("a_b", "a-b"), ("é", "è"), ("shop-", "shop")])
def test_two_stacks_never_build_one_image(folder: Path, names: tuple[str, str]) -> None:
    one, other = (made(name, source=str(folder))["name"] for name in names)
    assert one != other
