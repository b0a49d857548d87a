"""Puts secrets into the environment and becomes the program that needs them there.

``python -S -m celery_stack_runtime.launch -- PROGRAM [ARGUMENT...]`` reads the JSON object, name to value, in the file
that CELERY_STACK_SECRETS_FILE names; without the variable it only becomes the program. Variables that a container
platform sets itself are seen by everyone who may look at the container; a file's content is not.

Exit status 127: the program was not found. 126: it cannot be executed. 1: the secrets cannot be used.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

SECRETS_FILE = "CELERY_STACK_SECRETS_FILE"
NOT_EXECUTABLE, NOT_FOUND = 126, 127


class SecretsError(Exception):
    """The secrets cannot be used; the message tells none of their values."""


def take_secrets() -> None:
    """Moves the secrets from their file into the environment. Raises SecretsError."""
    path = os.environ.pop(SECRETS_FILE, "")
    if not path:
        return
    said = f"{SECRETS_FILE} names {path!r}"
    try:
        secrets = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SecretsError(f"{said}, which cannot be read: {error.strerror}") from None
    except ValueError:
        raise SecretsError(f"{said}, which is not JSON in UTF-8") from None
    if not isinstance(secrets, dict):
        raise SecretsError(f"{said}, which holds a JSON {type(secrets).__name__}, wanted an object")
    for name, value in secrets.items():
        try:
            os.environb[name.encode()] = str.encode(value)  # in UTF-8 whatever the locale is, as every platform does
        except (OSError, TypeError, ValueError):
            raise SecretsError(f"{said}, whose {name!r} cannot be a variable, wanted text without NUL") from None


def become(command: list[str]) -> int:
    """Never returns when all is well, else prints why and returns the exit status."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # Python ignores it, and the program would inherit that
    try:
        os.execvp(command[0], command)  # noqa: S606 (an argument list, no shell wanted)
    except OSError as error:
        print(f"{command[0]!r} cannot be run: {error.strerror}; PATH is {os.environ.get('PATH')!r}", file=sys.stderr)
        return NOT_FOUND if isinstance(error, FileNotFoundError) else NOT_EXECUTABLE


def main() -> int:
    separator, *command = sys.argv[1:] or [""]
    if separator != "--" or not command:
        print("usage: python -S -m celery_stack_runtime.launch -- PROGRAM [ARGUMENT...]", file=sys.stderr)
        return 2
    try:
        take_secrets()
    except SecretsError as error:
        print(error, file=sys.stderr)
        return 1
    return become(command)


if __name__ == "__main__":
    sys.exit(main())
