"""A real Supervisor keeps a real process alive, restarts it for a reason only, and leaves nothing behind."""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from celery_stack.targets.host import orphans
from celery_stack.targets.host.args import shared
from celery_stack.targets.host.control import Supervisor
from celery_stack.targets.host.health import listens
from celery_stack.targets.host.machine import MachineError
from celery_stack.targets.host.resources.daemon import DaemonProvider
from celery_stack.targets.host.resources.program import ProgramProvider
from celery_stack.targets.host.wait import until

from .daemons import supervised

SECRET = "p@ss %(x)s"
SERVE = "import http.server as h, sys; h.test(h.SimpleHTTPRequestHandler, bind='127.0.0.1', port=int(sys.argv[1]))"


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A stack's folder, with a percent sign and a space in its name, and its Supervisor."""
    with supervised(tmp_path_factory.mktemp("host") / "50% é") as made:
        yield made


@pytest.fixture
def common(daemon: Any) -> dict[str, Any]:
    return shared(daemon)


@pytest.fixture
def props(common: dict[str, Any]) -> dict[str, Any]:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    return {
        **common,
        "name": "shop-web",
        "python": sys.executable,
        "argv": [sys.executable, "-c", SERVE, str(port)],
        "env": {"PATH": os.environ["PATH"], orphans.MARK: common["state_dir"]},
        "replica_env": {},
        "secrets": {"KEY": SECRET},
        "secret_files": {"CELERY_STACK_PASSWORD_FILE": SECRET},
        "cwd": common["state_dir"],
        "replicas": 1,
        "stop_signal": "TERM",
        "stop_seconds": 5,
        "start_seconds": 20,
        "bind": "127.0.0.1",
        "port": port,
        "argument": "web.port",
        "health": {"kind": "port", "bind": "127.0.0.1", "port": port},
        "after": [],
    }


@pytest.fixture
def made(props: dict[str, Any]) -> Iterator[dict[str, Any]]:
    created = ProgramProvider().create(props).outs or {}
    yield created
    ProgramProvider().delete("", created)


def process_of(props: dict[str, Any]) -> psutil.Process:
    [one] = Supervisor(props["state_dir"]).processes(props["name"])
    return psutil.Process(one["pid"])


def update(made: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return ProgramProvider().update("", made, {**made, **changes}).outs or {}


def test_it_works_when_it_was_made_and_is_gone_when_it_is_removed(props: dict[str, Any]) -> None:
    created = ProgramProvider().create(props).outs or {}
    assert listens("127.0.0.1", props["port"])
    assert process_of(props).environ()["KEY"] == SECRET
    assert (ProgramProvider().read("", created).outs or {})["drift"] == ""
    ProgramProvider().delete("", created)
    assert not listens("127.0.0.1", props["port"])
    assert Supervisor(props["state_dir"]).processes("shop-web") == []
    assert not Path(props["log_dir"], "shop-web.log").exists()


def test_a_killed_process_comes_back(made: dict[str, Any]) -> None:
    before = process_of(made)
    before.kill()
    assert until(lambda: not before.is_running() and listens("127.0.0.1", made["port"]), 20)


def test_a_stopped_process_is_drift_and_the_next_update_repairs_it(made: dict[str, Any]) -> None:
    Supervisor(made["state_dir"])._rpc.stopProcessGroup("shop-web")
    read = ProgramProvider().read("", made).outs or {}
    assert read["drift"] == "stopped"
    assert ProgramProvider().diff("", read, made).changes
    repaired = update(read)
    assert listens("127.0.0.1", made["port"])
    assert (ProgramProvider().read("", repaired).outs or {})["drift"] == ""


def test_a_change_of_its_environment_restarts_it_and_a_rotated_password_does_not(made: dict[str, Any]) -> None:
    first = process_of(made)
    rotated = update(made, secret_files={"CELERY_STACK_PASSWORD_FILE": "rotated"})
    assert process_of(made) == first
    assert Path(made["state_dir"], "secrets/shop-web/CELERY_STACK_PASSWORD_FILE").read_text() == "rotated"
    update(rotated, env={**made["env"], "COLOUR": "red"})
    assert process_of(made) != first
    assert process_of(made).environ()["COLOUR"] == "red"


def test_a_running_program_is_not_moved_to_a_port_that_is_taken(made: dict[str, Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        [failure] = ProgramProvider().check(made, {**made, "port": port}).failures
    assert failure.reason.startswith(f"web.port is {port}, but another process listens on 127.0.0.1:{port}")


def test_what_an_interrupted_update_left_running_does_not_stand_in_its_own_way(made: dict[str, Any]) -> None:
    assert ProgramProvider().check({}, made).failures == []


def test_an_update_that_fails_leaves_what_ran_before_running(made: dict[str, Any]) -> None:
    with pytest.raises(MachineError, match="shop-web ended"):
        update(made, argv=["false"])
    assert listens("127.0.0.1", made["port"])
    assert (ProgramProvider().read("", made).outs or {})["drift"] == ""


def test_a_start_that_fails_ends_with_its_last_words_and_leaves_nothing(props: dict[str, Any]) -> None:
    dies = [sys.executable, "-c", f"import os, sys; sys.exit('cannot use ' + {json.dumps(SECRET)} + os.environ['KEY'])"]
    with pytest.raises(MachineError) as failed:
        ProgramProvider().create({**props, "argv": dies})
    said = str(failed.value)
    assert said.startswith(f"shop-web ended. The end of {props['log_dir']}/shop-web.log:\n")
    assert said.endswith("cannot use ******")
    assert Supervisor(props["state_dir"]).processes("shop-web") == []
    assert not any(path.exists() for path in ProgramProvider().files(props))


def test_term_reaches_the_main_process_and_not_its_children(props: dict[str, Any]) -> None:
    """A worker's pool would lose its tasks."""
    told = Path(props["state_dir"], "told")
    child = f"trap 'echo child >> {told.name}' TERM; while :; do sleep 0.1; done"
    script = f'sh -c "{child}" & trap "echo main >> {told.name}; kill -9 $!; exit" TERM; wait'
    props |= {"argv": ["sh", "-c", script], "port": 0, "health": {"kind": "files", "paths": [str(told) + ".ready"]}}
    props["argv"][2] = f"touch {told.name}.ready; {script}"
    ProgramProvider().delete("", ProgramProvider().create(props).outs or {})
    assert told.read_text() == "main\n"


def test_a_daemon_that_died_is_drift_and_is_started_again(daemon: dict[str, Any], made: dict[str, Any]) -> None:
    process = process_of(made)
    parent = process.parent()
    assert parent
    parent.send_signal(signal.SIGKILL)
    parent.wait(timeout=10)
    seen = DaemonProvider().read("", daemon).outs or {}
    assert seen["drift"] == "not running"
    DaemonProvider().update("", seen, daemon)
    assert until(lambda: listens("127.0.0.1", made["port"]), 20)
    assert not process.is_running()
