"""Which engine is used: the user's own, or the one that the checkout keeps."""

from pathlib import Path

import pytest

from engine.checkout import Checkout
from engine.find import Engine, find, kept


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


def executable(file: Path, prints: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho {prints}\n")
    file.chmod(0o755)
    return file


def test_nothing_there_is_nothing_found(checkout: Checkout, tmp_path: Path) -> None:
    assert find(checkout, str(tmp_path)) is None


def test_a_new_pulumi_on_path_wins_over_the_kept_one(checkout: Checkout, tmp_path: Path) -> None:
    executable(kept(checkout))
    own = executable(tmp_path / "bin" / "pulumi", "v3.300.1")
    executable(tmp_path / "bin" / "pulumi-language-python")
    assert find(checkout, str(own.parent)) == Engine(own)


def test_an_old_pulumi_on_path_is_left_alone(checkout: Checkout, tmp_path: Path) -> None:
    old = executable(tmp_path / "bin" / "pulumi", "v3.100.0")
    assert find(checkout, str(old.parent)) is None
    executable(kept(checkout))
    assert find(checkout, str(old.parent)) == Engine(kept(checkout))


def test_a_pulumi_without_a_language_host_gets_ours(checkout: Checkout, tmp_path: Path) -> None:
    own = executable(tmp_path / "bin" / "pulumi", "v3.259.0")
    assert find(checkout, str(own.parent)) == Engine(own, checkout.language_host)


def test_a_language_host_beside_the_real_file_of_a_link_counts(checkout: Checkout, tmp_path: Path) -> None:
    real = executable(tmp_path / "opt" / "pulumi", "v3.259.0")
    executable(real.with_name("pulumi-language-python"))
    link = tmp_path / "bin" / "pulumi"
    link.parent.mkdir()
    link.symlink_to(real)
    assert find(checkout, str(link.parent)) == Engine(link)
