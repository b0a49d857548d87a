"""A digest of an application's code changes with the code, and with nothing else."""

import re
from pathlib import Path

import pytest

from celery_stack.targets.host.code import digest_of_folder, digest_of_text, is_code


@pytest.fixture
def before(source: Path) -> str:
    return digest_of_folder(source)


def write(path: Path, content: str = "x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def test_a_digest_is_a_short_name(before: str) -> None:
    assert re.fullmatch("[0-9a-f]{12}", before)


def test_the_same_code_elsewhere_has_the_same_digest(source: Path, before: str, tmp_path: Path) -> None:
    assert digest_of_folder(source.rename(tmp_path / "elsewhere")) == before


@pytest.mark.parametrize("name", ["shop.py", "new.py", "static/new.css", ".env.example", "templates/a/b.html"])
def test_a_change_of_the_code_is_another_digest(source: Path, before: str, name: str) -> None:
    write(source / name)
    assert digest_of_folder(source) != before


def test_a_file_under_another_name_is_another_digest(source: Path, before: str) -> None:
    (source / "shop.py").rename(source / "store.py")
    assert digest_of_folder(source) != before


@pytest.mark.parametrize(
    "name",
    [
        "__pycache__/shop.cpython-311.pyc",
        "shop.pyc",
        ".git/HEAD",
        ".hg/store",
        ".venv/bin/python",
        ".tox/x",
        ".mypy_cache/x",
        ".pytest_cache/x",
        "node_modules/x/index.js",
        "deep/er/__pycache__/x",
    ],
)
def test_caches_and_version_control_are_no_code(source: Path, before: str, name: str) -> None:
    write(source / name)
    assert digest_of_folder(source) == before


def test_a_virtual_environment_of_any_name_is_no_code(source: Path, before: str) -> None:
    write(source / "my env" / "pyvenv.cfg")
    write(source / "my env" / "lib" / "x.py")
    assert not is_code(source / "my env")
    assert digest_of_folder(source) == before


def test_names_and_contents_are_not_run_together(tmp_path: Path) -> None:
    write(tmp_path / "one" / "ab", "c")
    write(tmp_path / "other" / "a", "bc")
    assert digest_of_folder(tmp_path / "one") != digest_of_folder(tmp_path / "other")
    assert digest_of_text("ab", "c") != digest_of_text("a", "bc")


def test_a_link_that_leads_nowhere_is_no_code(source: Path, before: str) -> None:
    (source / "gone").symlink_to(source / "nowhere")
    assert digest_of_folder(source) == before
