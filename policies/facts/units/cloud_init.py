"""Reads what a new machine is told to do when it starts first: a script, or cloud-init's own configuration."""

import re
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email import message_from_string
from typing import Any

import yaml

from ..value import Known
from .machine import Machine
from .script import Script

_CONFIGURATION, _SEVERAL = "#cloud-config", ("content-type:", "mime-version:")
_TEMPLATE = re.compile(r"\A\s*+## template:.*\n")
_LONGEST, _DEEPEST = 1_000_000, 100
_COMPRESSED, _GZIP = b"\x1f\x8b", 16 + zlib.MAX_WBITS
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the parser raises; of a value that is none of its tag's, more than it says."""
_RUN = ("bootcmd", "runcmd")


def run(text: str, path: str) -> Machine:
    """The machine after its first start; `path` is the argument that holds the text."""
    machine = Machine()
    if len(text) <= _LONGEST:
        with suppress(RecursionError):  # parts within parts, of mail's form
            _part(_plain(text), path, machine)
    return machine


def _plain(text: str) -> str:
    """Some arguments take base64, some both."""
    decoded = _decoded(text)
    return text if decoded is None else decoded


def _decoded(text: str) -> str | None:
    """What base64 stands for, which may be compressed; None where it stands for no text."""
    try:
        data = b64decode("".join(text.split()), validate=True)
        if data.startswith(_COMPRESSED):
            data = zlib.decompressobj(_GZIP).decompress(data, _LONGEST)
        return data.decode() or None
    except (ValueError, zlib.error):
        return None


def _part(text: str, path: str, machine: Machine) -> None:
    text = _TEMPLATE.sub("", text, count=1)
    start = text.lstrip().lower()
    if start.startswith(_SEVERAL):
        for part in message_from_string(text.lstrip()).walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                _part(payload.decode(errors="replace"), path, machine)
    elif start.startswith(_CONFIGURATION):
        _configure(_parsed(text), path, machine)
    else:
        Script(machine, path).run(text)


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        found = None if _is_deep(text) else yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, in C if there is one
    except _UNREADABLE:
        return {}
    return found if isinstance(found, dict) else {}


def _is_deep(text: str) -> bool:
    """Whether there is more in each other than anybody writes: the parser in C ends the whole process then."""
    depth = 0
    for event in yaml.parse(text, _LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return True
    return False


def _configure(said: Mapping[str, Any], path: str, machine: Machine) -> None:
    """Its files, then its commands."""
    for file in _list(said.get("write_files")):
        if isinstance(file, dict) and isinstance(file.get("path"), str):
            content = _content(file)
            machine.write(file["path"], content, path, at_end=bool(file.get("append")))
    script = Script(machine, path)
    for command in (command for key in _RUN for command in _list(said.get(key))):
        if isinstance(command, str):
            script.run(command)
        elif isinstance(command, list):
            words = [Known(str(word), path) for word in command if not isinstance(word, list | dict)]
            if words:
                script.command(words, None)


def _content(file: Mapping[str, Any]) -> str | None:
    content, encoding = file.get("content", ""), str(file.get("encoding", "")).lower()
    if isinstance(content, bytes):  # YAML's own !!binary
        return content.decode(errors="replace")
    if isinstance(content, str) and encoding.endswith(("b64", "base64")):
        return _decoded(content)
    return content if isinstance(content, str) and "gz" not in encoding else None


def _list(value: object) -> Iterator[Any]:
    yield from value if isinstance(value, list) else ()
