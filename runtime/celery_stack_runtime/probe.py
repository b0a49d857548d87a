"""Is the process next to me alive? Imports neither Celery nor the application.

``python -S -m celery_stack_runtime.probe`` looks at the file of CELERY_STACK_HEARTBEAT_FILE; with
``--live PORT`` it asks the web process of this machine. Exit status 0: alive. 1: not; the line says why.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence

TIMEOUT = 5.0  # seconds that the web process has for its answer


def heartbeat(path: str, max_age: float) -> tuple[bool, str]:
    """Whether the heartbeat file is at most ``max_age`` seconds old, and a line that says so."""
    if not path:
        return False, "no heartbeat file: name it as argument or in CELERY_STACK_HEARTBEAT_FILE"
    try:
        age = max(0.0, time.time() - os.stat(path).st_mtime)  # noqa: PTH116 (pathlib costs a third of the probe)
    except OSError as error:
        return False, f"no heartbeat: {path}: {error.strerror}"
    return age <= max_age, f"last heartbeat {age:.1f} s ago, at most {max_age:g} s allowed"


def live(port: int, path: str) -> tuple[bool, str]:
    """Whether the web process on 127.0.0.1 answers 200 within 5 s, and a line that says so."""
    import socket  # noqa: PLC0415 (doubles the cost of the other probe)

    request = f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
            connection.sendall(request.encode("ascii"))
            status_line = connection.makefile("rb").readline(200).decode("latin-1").strip()
    except OSError as error:
        return False, f"127.0.0.1:{port}{path} does not answer: {error.strerror or error}"
    return status_line.split(" ")[1:2] == ["200"], f"127.0.0.1:{port}{path} answers {status_line or 'nothing'}"


def main(arguments: Sequence[str] | None = None) -> int:
    variables = os.environ
    parser = argparse.ArgumentParser(prog="celery_stack_runtime.probe", description=__doc__)
    parser.add_argument("file", nargs="?", default=variables.get("CELERY_STACK_HEARTBEAT_FILE", ""))
    parser.add_argument("--max-age", type=float, default=60.0, metavar="SECONDS", help="default: 60")
    parser.add_argument("--live", type=int, metavar="PORT", help="ask the web process instead")
    options = parser.parse_args(arguments)
    if options.live is None:
        alive, line = heartbeat(options.file, options.max_age)
    else:
        health = "/" + (variables.get("CELERY_STACK_HEALTH_PATH") or "/health").strip("/")
        alive, line = live(options.live, f"{health}/live")
    print(line)
    return 0 if alive else 1


if __name__ == "__main__":
    sys.exit(main())
