"""Reads how a platform asks a container whether it works."""

import re

from .command.words import Words
from .value import Absent, Fact, Known, Unknown
from .workload import ABSENT

NONE, HTTP, COMMAND = "none", "http", "command"
_URL = re.compile(r"""https?://[^/\s"'|;&)]+(?P<path>/[^\s"'?#|;&)]*)?""")

_CLIENT = re.compile(r"(^|[\s/;&|])(curl|wget)\s")


def kind(test: Words, path: str) -> Fact[str]:
    """`none`, `http` or `command`, never the command itself; absent where there is no test."""
    if not test:
        return Absent(path)
    text = _text(test)
    if not isinstance(text, Known):
        return text
    if text.value.strip().upper() == NONE.upper():
        return Known(NONE, path)
    return Known(HTTP if _URL.search(text.value) or _CLIENT.search(text.value) else COMMAND, path)


def asked(test: Words) -> Fact[str]:
    """The path that an HTTP test asks for."""
    if not test:
        return ABSENT
    text = _text(test)
    if not isinstance(text, Known):
        return text
    if text.value.strip().upper() == NONE.upper():
        return ABSENT
    url = _URL.search(text.value)
    return Known(url["path"] or "/", text.path) if url else Unknown(text.path, "no HTTP request that can be read")


def _text(test: Words) -> Fact[str]:
    unknown = next((word for word in test if not isinstance(word, Known)), None)
    if unknown:
        return unknown
    return Known(" ".join(word.value for word in test if isinstance(word, Known)), test[0].path)
