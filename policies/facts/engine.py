"""What Docker's engine makes of a container's arguments, whoever hands them over."""

from collections.abc import Iterator, Mapping

from .command.words import Word, Words
from .reader import Reader
from .value import Absent, Fact, Known, Unknown

HOST = "host"
_NO_NEW_PRIVILEGES = "no-new-privileges"


def user(given: Word) -> Word:
    """An empty user, or a group alone, leaves it to the image."""
    return Absent(given.path) if isinstance(given, Known) and not given.value.partition(":")[0] else given


def namespaces(inputs: Reader, modes: Mapping[str, str]) -> Iterator[Word]:
    """Those of its machine; `modes` has the names of arguments and of the namespaces that they choose."""
    for key, name in modes.items():
        mode = inputs.text(key)
        if isinstance(mode, Unknown):
            yield mode
        elif mode == Known(HOST, mode.path):
            yield Known(name, mode.path)


def no_new_privileges(options: Words, path: str) -> Fact[bool]:
    """Without a value it is true; the engine takes `:` and `=` before one."""
    for option in options:
        name, _, value = option.value.replace("=", ":").partition(":") if isinstance(option, Known) else ("", "", "")
        if name == _NO_NEW_PRIVILEGES:
            return Known(value in ("", "true"), option.path)
    return next((option for option in options if isinstance(option, Unknown)), Absent(path))
