"""A network of its own for an engine of the tests: what it makes of bridges, routes and rules ends with it."""

import ctypes
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLONE_NEWNET = 0x40000000
OF_THIS_THREAD = Path("/proc/thread-self/ns/net")


class NetworkNamespace:
    """Loopback and nothing else: no packet leaves it, and no network of the machine's is in its way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path = Path("/run/netns", name)
        _ip("netns", "add", name)
        _ip("-n", name, "link", "set", "lo", "up")

    @contextmanager
    def entered(self) -> Iterator[None]:
        """This thread, and what it starts, is inside: it reaches the ports that containers publish."""
        with OF_THIS_THREAD.open() as outside:
            with self.path.open() as inside:
                _enter(inside.fileno())
            try:
                yield
            finally:
                _enter(outside.fileno())

    def remove(self) -> None:
        _ip("netns", "delete", self.name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)


def _enter(descriptor: int) -> None:
    # os.setns is there from Python 3.12 on.
    library = ctypes.CDLL(None, use_errno=True)
    if library.setns(descriptor, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
