"""Folders and names on the machine follow from the arguments."""

import os
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.runtime import mocks

from celery_stack.errors import InvalidArgumentError
from celery_stack.targets.host.args import located, shared, slug

from .machines import ME
from .recording import Recording

PLAIN = set(string.ascii_letters + string.digits + "_.-")


@pytest.fixture(autouse=True)
def project() -> None:
    recording = Recording()
    mocks.set_mocks(recording.mocks, project="shop", stack="test", monitor=recording)


def refusal(**args: Any) -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        located("shop", args)  # type: ignore[arg-type]  # keys of HostArgs
    return str(refused.value)


@given(st.text(min_size=1))
def test_a_slug_is_a_safe_file_name_and_stays_one(name: str) -> None:
    found = slug(name)
    assert set(found) <= PLAIN
    assert 0 < len(found) <= 48
    assert found[0] not in ".-"
    assert slug(found) == found


@pytest.mark.parametrize("name", ["shop", "shop-worker-mail", "a.b_c", "x" * 48])
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert slug(name) == name


def test_names_given_are_taken_and_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = located("shop", {"state_dir": "my state", "log_dir": "logs", "user": ME, "python": "py"})
    assert found == {
        "state_dir": f"{tmp_path}/my state",
        "log_dir": f"{tmp_path}/logs",
        "user": ME,
        "python": "py",
    }
    assert shared(found) == {"state_dir": f"{tmp_path}/my state", "log_dir": f"{tmp_path}/logs", "user": ME}


def test_logs_are_below_the_state_unless_told_otherwise(tmp_path: Path) -> None:
    assert located("shop", {"state_dir": str(tmp_path), "user": ME})["log_dir"] == f"{tmp_path}/log"


def test_a_home_is_understood() -> None:
    assert located("shop", {"state_dir": "~/shop", "user": ME})["state_dir"] == str(Path.home() / "shop")


def test_two_stacks_have_two_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    one, other = (Path(located(name, {"user": ME})["state_dir"]) for name in ("shop", "shop 2"))
    assert one.name == "shop-test-shop"
    assert one != other
    assert one.parent == Path("/var/lib/celery-stack" if os.geteuid() == 0 else "/state/celery-stack")


@pytest.mark.parametrize("argument", ["state_dir", "log_dir"])
@pytest.mark.parametrize("odd", [";", "#", '"', "'", "`", "$", "\n"])
def test_a_folder_that_supervisor_or_a_shell_would_misread_is_refused(argument: str, odd: str, tmp_path: Path) -> None:
    args = {"state_dir": str(tmp_path / "state"), "user": ME, argument: f"{tmp_path}/a {odd}b"}
    assert refusal(**args).startswith(f"target.host.{argument} is ")


def test_a_folder_too_long_for_a_socket_is_refused() -> None:
    message = refusal(state_dir="/" + "x" * 100, user=ME)
    assert message.endswith("too long for a socket's path; name a shorter folder")


def test_a_user_who_does_not_exist_is_refused_with_the_way_to_make_one() -> None:
    message = refusal(state_dir="/state", user="nobody-of-that-name")
    assert message.startswith("target.host.user 'nobody-of-that-name' does not exist; create it (`useradd --system")


def test_the_default_user_is_an_unprivileged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery_stack.targets.host.args.UNPRIVILEGED_USER", "nobody")
    assert located("shop", {"state_dir": str(tmp_path)})["user"] == ("nobody" if os.geteuid() == 0 else ME)
