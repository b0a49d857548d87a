"""Reads how a platform asks a container whether it works."""

import re

from .command.words import Words
from .value import Absent, Fact, Known, Unknown
from .workload import ABSENT

NONE, HTTP, COMMAND = "none", "http", "command"
_CLIENT = re.compile(r"(^|[\s/;&|])(curl|wget)\s")
_HOST = r"""[^/\s"'|;&)]+"""
_PATH = r"""(?P<path>/[^\s"'?#|;&)]*)?"""
_URL = re.compile(rf"https?://{_HOST}{_PATH}")
_HERE = re.compile(rf"(?<![\w./-])(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(:{_HOST})?{_PATH}")
"""What a client takes for a URL though it has no scheme."""
_INSPECTION = re.compile(r"\bcelery(\s+-\S+(\s+[^-\s]\S*)?){0,20}\s+(inspect|status)\b|\bcontrol\.(inspect|ping)\b")
"""A question to all workers, by the command or by Celery's own functions."""


def kind(test: Words, path: str) -> Fact[str]:
    """`none`, `http` or `command`, never the command itself; absent where there is no test."""
    text = _text(test)
    if not isinstance(text, Known):
        return text or Absent(path)
    if _is_none(text):
        return Known(NONE, path)
    return Known(HTTP if _URL.search(text.value) or _CLIENT.search(text.value) else COMMAND, path)


def asked(test: Words) -> Fact[str]:
    """The path that an HTTP test asks for."""
    text = _text(test)
    if not isinstance(text, Known):
        return text or ABSENT
    if _is_none(text):
        return ABSENT
    url = _URL.search(text.value) or (_HERE.search(text.value) if _CLIENT.search(text.value) else None)
    return Known(url["path"] or "/", text.path) if url else Unknown(text.path, "no HTTP request that can be read")


def interval(test: Words, every: Fact[float]) -> Fact[float]:
    """The seconds between two tests that ask every worker; `every` is between two tests of any kind."""
    text = _text(test)
    if isinstance(text, Known):
        return every if _INSPECTION.search(text.value) else ABSENT
    return text or ABSENT


def _is_none(text: Known[str]) -> bool:
    return text.value.strip().upper() == NONE.upper()


def _text(test: Words) -> Known[str] | Unknown | None:
    """The test in one text; None where there is none."""
    unknown = next((word for word in test if isinstance(word, Unknown)), None)
    known = [word for word in test if isinstance(word, Known)]
    return unknown or (Known(" ".join(word.value for word in known), known[0].path) if known else None)
