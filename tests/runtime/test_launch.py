"""The launcher becomes the program, with the secrets in its environment and in no message."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .application import RUNTIME
from .archive import make_archive

LAUNCH = ("-S", "-m", "celery_stack_runtime.launch")
SHOW = "import json, os, sys; print(json.dumps([dict(os.environ), sys.argv[1:], os.getpid()]))"
SECRETS = {
    "LINES": "first\nsecond\r\n\ttab\n",
    "QUOTES": "a 'b' \"c\" \\ $HOME `id` #x ;y %s",
    "UNICODE": "é 😀 ünï",
    "EMPTY": "",
    "LONG": "x" * 100_000,
}
PLANTED = "planted-4cBtE0ZpLr8sWq"


def start(*command: str, path: Path = RUNTIME, **environment: str) -> "subprocess.Popen[str]":
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(path), **environment}
    words = [sys.executable, *LAUNCH, *command]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def launched(*command: str, path: Path = RUNTIME, **environment: str) -> tuple[int, str, str]:
    process = start(*command, path=path, **environment)
    said, complaint = process.communicate(timeout=30)
    return process.returncode, said, complaint


def written(folder: Path, document: Any) -> str:
    file = folder / "secrets.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("locale", ["C.UTF-8", "C", "de_DE.ISO-8859-1"])
def test_the_program_gets_exactly_the_secrets_that_were_written(tmp_path: Path, locale: str) -> None:
    file = written(tmp_path, SECRETS)
    show = "import json, os; print(json.dumps({k.decode(): v.decode() for k, v in os.environb.items()}))"
    command = ("--", sys.executable, "-c", show)
    status, said, _ = launched(*command, CELERY_STACK_SECRETS_FILE=file, LC_ALL=locale, CLEAR="1")
    assert status == 0
    environment = json.loads(said)
    assert {name: environment[name] for name in SECRETS} == SECRETS
    assert set(environment) - set(SECRETS) <= {"PATH", "PYTHONPATH", "CLEAR", "LC_ALL", "LC_CTYPE"}


def test_it_is_the_program_afterwards_and_no_process_of_its_own_remains() -> None:
    process = start("--", sys.executable, "-c", SHOW, "an argument", "--", "*")
    environment, arguments, pid = json.loads(process.communicate(timeout=30)[0])
    assert pid == process.pid
    assert arguments == ["an argument", "--", "*"]
    assert "CELERY_STACK_SECRETS_FILE" not in environment


def test_the_program_has_its_site_packages_again() -> None:
    assert launched("--", sys.executable, "-c", "import pytest")[::2] == (0, "")


def test_a_broken_pipe_ends_the_program_as_it_does_without_the_launcher() -> None:
    assert launched("--", "sh", "-c", "kill -PIPE $$")[0] == -13


def test_it_runs_from_an_archive(tmp_path: Path) -> None:
    file = written(tmp_path, {"KEY": PLANTED})
    command = ("--", "sh", "-c", 'echo "$KEY"')
    assert launched(*command, path=make_archive(tmp_path), CELERY_STACK_SECRETS_FILE=file) == (0, f"{PLANTED}\n", "")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (f'{{"KEY": "{PLANTED}"', "which is not JSON in UTF-8"),
        ([PLANTED], "which holds a JSON list, wanted an object"),
        ({"KEY": [PLANTED]}, "whose 'KEY' cannot be a variable, wanted text without NUL"),
        ({"KEY": f"{PLANTED}\0"}, "whose 'KEY' cannot be a variable, wanted text without NUL"),
        ({"KEY": f"{PLANTED}\ud800"}, "whose 'KEY' cannot be a variable, wanted text without NUL"),
        ({"A=B": PLANTED}, "whose 'A=B' cannot be a variable, wanted text without NUL"),
        ({"": PLANTED}, "whose '' cannot be a variable, wanted text without NUL"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line_without_a_value(tmp_path: Path, document: Any, reason: str) -> None:
    file = written(tmp_path, document)
    done = launched("--", "true", CELERY_STACK_SECRETS_FILE=file)
    assert done == (1, "", f"CELERY_STACK_SECRETS_FILE names '{file}', {reason}\n")


@pytest.mark.parametrize(("name", "reason"), [("none", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, reason: str) -> None:
    file = str(tmp_path / name)
    done = launched("--", "true", CELERY_STACK_SECRETS_FILE=file)
    assert done == (1, "", f"CELERY_STACK_SECRETS_FILE names '{file}', which cannot be read: {reason}\n")


@pytest.mark.parametrize(
    ("program", "status", "reason"),
    [
        ("gunicorn-of-nowhere", 127, "No such file or directory"),
        ("/no/such/program", 127, "No such file or directory"),
        ("/etc/passwd", 126, "Permission denied"),
    ],
)
def test_a_program_that_cannot_be_run_is_named_with_the_path(program: str, status: int, reason: str) -> None:
    said = f"'{program}' cannot be run: {reason}; PATH is '/usr/bin:/bin'\n"
    assert launched("--", program) == (status, "", said)


@pytest.mark.parametrize("command", [(), ("--",), ("true",)])
def test_without_a_program_it_says_how_it_is_used(command: tuple[str, ...]) -> None:
    status, _, said = launched(*command)
    assert status == 2
    assert said == "usage: python -S -m celery_stack_runtime.launch -- PROGRAM [ARGUMENT...]\n"
