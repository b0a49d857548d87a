"""The probe: an exit status, one line, and next to no cost."""

import subprocess
import sys

import pytest

from .application import RUNTIME, Application
from .web import serve

PROBE = ("-S", "-m", "celery_stack_runtime.probe")


def probe(*arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *PROBE, *arguments],
        env={"PYTHONPATH": str(RUNTIME), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    return done.returncode, done.stdout


def test_it_tells_young_from_old(tmp_path) -> None:
    alive = tmp_path / "alive"
    alive.touch()
    assert probe(str(alive))[0] == 0
    assert probe(CELERY_STACK_HEARTBEAT_FILE=str(alive))[0] == 0
    assert probe(str(alive), "--max-age=60")[0] == 0
    status, line = probe(str(alive), "--max-age", "0")
    assert status == 1
    assert "at most 0 s allowed" in line


@pytest.mark.parametrize("arguments", [(), ("/no/such/file",), ("--live", "1"), ("--help",), ("--max-age=x",)])
def test_what_is_not_there_is_not_alive(arguments: tuple[str, ...]) -> None:
    assert probe(*arguments)[0] == 1


def test_it_asks_the_web_process(application: Application) -> None:
    web = serve(application, "wsgi", CELERY_STACK_HEALTH_PATH="/status")
    assert probe("--live", str(web.port), CELERY_STACK_HEALTH_PATH="/status")[0] == 0


def test_it_imports_neither_celery_nor_redis() -> None:
    code = (
        "import sys, celery_stack_runtime.probe;"
        "print(sorted({'celery', 'kombu', 'redis', 'django', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(RUNTIME)}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
