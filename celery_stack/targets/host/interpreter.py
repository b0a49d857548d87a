"""The Python that the application's user can execute: the one on PATH may live in a closed home folder."""

import shutil
import sys
from collections.abc import Iterator
from functools import cache

from ...errors import InvalidArgumentError
from .machine import Machine, MachineError

OLDEST = (3, 11)
_ASK = f"import sys; sys.exit(sys.version_info < {OLDEST})"
_WANTED = ".".join(map(str, OLDEST))


@cache
def find_python(user: str, configured: str) -> str:
    """The interpreter's path. Raises InvalidArgumentError with what was tried where none will do."""
    tried = {}
    for python in [configured] if configured else _candidates():
        try:
            Machine(user).run([python, "-c", _ASK])
        except MachineError as error:
            tried[python] = str(error).splitlines()[0]
        else:
            return python
    said = "; ".join(f"{python}: {why}" for python, why in tried.items())
    raise InvalidArgumentError(
        f"target.host.python: no Python {_WANTED} or newer that the user {user!r} can execute was found ({said}); "
        "install or name one"
    )


def _candidates() -> Iterator[str]:
    """This program's own interpreter, outside its virtual environment; then what PATH and Debian have."""
    found = [
        f"{sys.base_prefix}/bin/python3",
        shutil.which("python3"),
        "/usr/bin/python3",
        "/usr/local/bin/python3",
    ]
    yield from dict.fromkeys(path for path in found if path)
