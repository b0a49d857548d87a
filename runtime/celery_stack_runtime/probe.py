"""Is the process next to me alive? Imports neither Celery nor the application.

``python -S -m celery_stack_runtime.probe [FILE] [--max-age SECONDS]`` looks at the age of the heartbeat
file, of CELERY_STACK_HEARTBEAT_FILE and at most 60 s old unless told otherwise. With ``--live PORT`` it asks
the web process on 127.0.0.1. Exit status 0: alive. 1: not, or not to be told; one line says why.

It runs every few seconds, so it also does without argparse, typing and pathlib: they are half of its cost.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TIMEOUT = 5.0  # seconds that the web process has for its answer


def heartbeat(path: str, max_age: float) -> tuple[bool, str]:
    """Whether the heartbeat file is at most ``max_age`` seconds old, and a line that says so."""
    if not path:
        return False, "no heartbeat file: name it as argument or in CELERY_STACK_HEARTBEAT_FILE"
    try:
        age = max(0.0, time.time() - os.stat(path).st_mtime)  # noqa: PTH116 (see the module's docstring)
    except OSError as error:
        return False, f"no heartbeat: {path}: {error.strerror}"
    return age <= max_age, f"last heartbeat {age:.1f} s ago, at most {max_age:g} s allowed"


def live(port: int, path: str) -> tuple[bool, str]:
    """Whether the web process on 127.0.0.1 answers 200 within 5 s, and a line that says so."""
    import socket  # noqa: PLC0415 (the other probe needs none)

    request = f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
            connection.sendall(request.encode("ascii"))
            status_line = connection.makefile("rb").readline(200).decode("latin-1").strip()
    except OSError as error:
        return False, f"127.0.0.1:{port}{path} does not answer: {error.strerror or error}"
    return status_line.split(" ")[1:2] == ["200"], f"127.0.0.1:{port}{path} answers {status_line or 'nothing'}"


def probe(arguments: Sequence[str]) -> tuple[bool, str]:
    """What the arguments ask for. Raises ValueError where they ask for nothing that there is."""
    options = {"--max-age": "60", "--live": "", "file": os.environ.get("CELERY_STACK_HEARTBEAT_FILE", "")}
    words = iter(arguments)
    for word in words:
        option, _, value = word.partition("=")
        if not word.startswith("-"):
            options["file"] = word
        elif option in ("--max-age", "--live"):
            options[option] = value or next(words, "")
        else:
            raise ValueError(f"unknown option {word!r}, wanted [FILE] [--max-age SECONDS] or --live PORT")
    if options["--live"]:
        health = os.environ.get("CELERY_STACK_HEALTH_PATH") or "/health"
        return live(int(options["--live"]), f"/{health.strip('/')}/live")
    return heartbeat(options["file"], float(options["--max-age"]))


def main() -> int:
    try:
        alive, line = probe(sys.argv[1:])
    except ValueError as error:
        alive, line = False, str(error)
    print(line)
    return 0 if alive else 1


if __name__ == "__main__":
    sys.exit(main())
