"""Which plugins a Pulumi home gets."""

from pathlib import Path

import pytest

from .install import FOLDER, install

PLUGINS = {"docker": "resource-docker-v5.1.0", "random": "resource-random-v4.21.1"}


def _executable(folder: Path, provider: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"pulumi-resource-{provider}"
    made.write_text("#!/bin/sh\n")
    made.chmod(0o755)
    return made


@pytest.fixture(autouse=True)
def no_official_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)


def test_stand_ins_where_nothing_else_is(tmp_path: Path) -> None:
    assert install(tmp_path) == {"docker": "stand-in", "random": "stand-in"}
    for folder in PLUGINS.values():
        place = tmp_path / "plugins" / folder
        assert {file.name for file in place.iterdir()} == {"PulumiPlugin.yaml", "__main__.py"}


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    install(tmp_path)
    assert install(tmp_path) == {"docker": "stand-in", "random": "stand-in"}


def test_an_official_plugin_that_is_there_stays(tmp_path: Path) -> None:
    there = _executable(tmp_path / "plugins" / PLUGINS["docker"], "docker")
    assert install(tmp_path) == {"docker": "official", "random": "stand-in"}
    assert list(there.parent.iterdir()) == [there]


def test_official_plugins_of_a_named_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = _executable(tmp_path / "given", "random")
    monkeypatch.setenv(FOLDER, str(given.parent))
    assert install(tmp_path / "home") == {"docker": "stand-in", "random": "official"}
    place = tmp_path / "home" / "plugins" / PLUGINS["random"]
    assert [file.resolve() for file in place.iterdir()] == [given]
