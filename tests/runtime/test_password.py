"""The password is in a file, and from there only in Redis connections."""

from pathlib import Path

import psutil
import pytest

from .application import Application
from .conftest import ODD_PASSWORD, every_version

ADD = "import json, demo; print(json.dumps(demo.add.delay(2, 3).get(timeout=20)))"


def argv_and_environ(pid: int) -> bytes:
    """What others on the machine may see of a process and its children."""
    tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    files = [Path(f"/proc/{process.pid}/{name}") for process in tree for name in ("cmdline", "environ")]
    return b"\0".join(file.read_bytes() for file in files)


@every_version
def test_an_odd_one_opens_broker_and_results_and_stands_nowhere_else(application: Application) -> None:
    worker = application.worker()
    beat = application.beat()
    assert application.answer(ADD) == 5
    application.wait_until_ready()
    for process in (worker, beat):
        seen = argv_and_environ(process.pid)
        assert b"CELERY_STACK_PASSWORD_FILE" in seen
        assert ODD_PASSWORD.encode() not in seen
    assert ODD_PASSWORD not in application.log("worker") + application.log("beat")


@every_version
def test_it_rotates_without_a_restart(application: Application) -> None:
    worker = application.worker()
    application.wait_until_ready()
    application.write_password("another one")
    application.server.rotate("another one")
    assert application.answer(ADD) == 5
    assert worker.poll() is None


def test_without_files_the_variable_is_taken_away(application: Application) -> None:
    code = "import json, os, demo; demo.add.delay(1, 1); print(json.dumps(os.environ.get('CELERY_STACK_PASSWORD')))"
    variables = {"CELERY_STACK_PASSWORD_FILE": "", "CELERY_STACK_PASSWORD": ODD_PASSWORD}
    assert application.answer(code, **variables) is None


def test_it_is_not_offered_to_another_server(application: Application) -> None:
    code = (
        "import json, demo; from kombu import Connection; demo.app.connection();"
        "channel = Connection('redis://127.0.0.1:7/0').transport.Channel;"
        "from celery_stack_runtime import credentials;"
        "print(json.dumps([channel.__module__, credentials.provider('127.0.0.1', 7) is None]))"
    )
    assert application.answer(code) == ["celery_stack_runtime.transport", True]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_said_and_retried(application: Application, content: bytes | None) -> None:
    application.password_file.unlink()
    if content:
        application.password_file.write_bytes(content)
    code = (
        "import demo\ntry: demo.app.connection().ensure_connection(max_retries=1, interval_start=0)\n"
        "except demo.app.connection().recoverable_connection_errors as error: print(repr(str(error)))"
        "\nexcept Exception as error: print(type(error), error)"
    )
    said = application.run("-c", code)
    assert "CELERY_STACK_PASSWORD_FILE names" in said
    assert "cannot be read" in said
