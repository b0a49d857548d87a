"""What a build needs: Go, its caches, and a sign of life."""

import os
from pathlib import Path

import pytest

from engine.checkout import Checkout
from engine.errors import EngineError
from engine.golang import cache_environment, toolchain
from engine.progress import run


def go(folder: Path, version: str, caches: str = "{}") -> Path:
    file = folder / "go"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\ncase $2 in GOVERSION) echo {version};; *) echo '{caches}';; esac\n")
    file.chmod(0o755)
    return file


def test_a_new_go_on_path_is_used(tmp_path: Path) -> None:
    assert toolchain(Checkout(tmp_path), str(go(tmp_path / "bin", "go1.26.0").parent)) == tmp_path / "bin" / "go"


def test_an_old_go_on_path_is_not_where_the_checkout_keeps_one(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    kept = go(checkout.own / "go" / "go" / "bin", "go1.26.6")
    assert toolchain(checkout, str(go(tmp_path / "bin", "go1.25.9").parent)) == kept


def test_the_users_caches_are_used_where_they_can_be_written(tmp_path: Path) -> None:
    caches = f'{{"GOMODCACHE": "{tmp_path}/new/mod", "GOCACHE": "{tmp_path}"}}'
    assert cache_environment(Checkout(tmp_path), go(tmp_path, "go1.26.0", caches)) == {}


@pytest.mark.parametrize("cache", ["/dev/null/cache", "off", ""])
def test_else_the_checkout_keeps_them(tmp_path: Path, cache: str) -> None:
    caches = f'{{"GOMODCACHE": "{tmp_path}", "GOCACHE": "{cache}"}}'
    made = cache_environment(Checkout(tmp_path), go(tmp_path, "go1.26.0", caches))
    own = tmp_path / ".celery-stack" / "go-cache"
    assert made == {"GOMODCACHE": f"{own}/mod", "GOCACHE": f"{own}/build", "GOFLAGS": "-modcacherw"}


def test_a_long_command_shows_how_far_it_is(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.progress.INTERVAL_IN_A_LOG", 0.0)
    run(["sh", "-c", "echo one; echo two >&2"], what="compiling", folder=tmp_path, environment=os.environ)
    told = capfd.readouterr().err.splitlines()
    assert {"compiling, 0 s: 1 steps, one", "compiling, 0 s: 2 steps, two"} <= {line.strip() for line in told}
    assert told[-1].endswith("s: done")


def test_a_command_that_fails_ends_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"exit code 3:\nthe reason\n$"):
        run(["sh", "-c", "echo the reason; exit 3"], what="x", folder=tmp_path, environment=os.environ)
