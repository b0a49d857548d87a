"""What a Redis server is told: where it listens, what it does when its memory is full, and the rest but users."""

from itertools import pairwise

from ..addresses import is_loopback
from ..value import UNSEEN, Absent, Fact, Known, Unknown, convert
from .directives import Directive, Files, read, unread_options
from .users import in_clear, password
from .words import Words, known

__all__ = [
    "UNSEEN",
    "Directive",
    "Files",
    "daemonizes",
    "flag",
    "in_clear",
    "is_closed",
    "number",
    "password",
    "read",
    "text",
]

_FLAGS = {"yes": True, "no": False}


def text(directives: tuple[Directive, ...], arguments: Words, name: str, path: str) -> Fact[str]:
    """The value of the directive `name`; absent at `path` where it is not said."""
    said = [directive for directive in directives if directive.name == name]
    if said:
        unread = [word for word in said[-1].values if isinstance(word, Unknown)]
        return unread[0] if unread else Known(" ".join(map(known, said[-1].values)), said[-1].path)
    included = [word for directive in directives if directive.name == "include" for word in directive.values]
    unread = [word for word in included if isinstance(word, Unknown)]
    return next(iter((*unread, *unread_options(arguments))), Absent(f"{path}: {name}"))


def number(directives: tuple[Directive, ...], arguments: Words, name: str, path: str) -> Fact[float]:
    """The value of a directive that takes a number."""
    return convert(text(directives, arguments, name, path), _number, "a number")


def flag(directives: tuple[Directive, ...], arguments: Words, name: str, path: str) -> Fact[bool]:
    """The value of a directive that takes yes or no."""
    return convert(text(directives, arguments, name, path), lambda said: _FLAGS.get(said.lower()), "yes or no")


def daemonizes(arguments: Words) -> bool:
    """Whether the server goes to the background by itself."""
    return ("--daemonize", "yes") in pairwise(map(known, arguments))


def is_closed(directives: tuple[Directive, ...]) -> bool:
    """Whether it listens on no network but its own loopback."""
    told = {directive.name: " ".join(map(known, directive.values)).split() for directive in directives}
    binds = [address.removeprefix("-") for address in told.get("bind", [])]
    is_off = told.get("port") == ["0"] and told.get("tls-port", ["0"]) == ["0"]
    return is_off or (bool(binds) and all(map(is_loopback, binds)))


def _number(said: str) -> float | None:
    try:
        return float(int(said))
    except ValueError:
        return None
