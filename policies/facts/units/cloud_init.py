"""Reads what a new machine is told to do when it starts first: a script, or cloud-init's own configuration."""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from email import message_from_string
from typing import Any

import yaml

from ..value import Known
from .machine import Machine
from .script import Script

_CONFIGURATION, _SEVERAL = "#cloud-config", ("content-type:", "mime-version:")
_TEMPLATE = re.compile(r"\A\s*+## template:.*\n")
_LONGEST = 1_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the parser raises; of a value that is none of its tag's, more than it says."""
_RUN = ("bootcmd", "runcmd")


def run(text: str, path: str) -> Machine:
    """The machine after its first start; `path` is the argument that holds the text."""
    machine = Machine()
    if len(text) <= _LONGEST:
        _part(_plain(text), path, machine)
    return machine


def _plain(text: str) -> str:
    """Some arguments take base64, some both."""
    stripped = "".join(text.split())
    try:
        decoded = b64decode(stripped, validate=True).decode()
    except ValueError:
        return text
    return decoded if stripped else text


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
        found = yaml.load(text, _LOADER)  # noqa: S506 - a safe loader, in C where there is one
    except _UNREADABLE:
        return {}
    return found if isinstance(found, dict) else {}


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
            script.command([Known(str(word), path) for word in command], None)


def _content(file: Mapping[str, Any]) -> str | None:
    content, encoding = file.get("content", ""), str(file.get("encoding", "")).lower()
    if isinstance(content, bytes):  # YAML's own !!binary
        return content.decode(errors="replace")
    if not isinstance(content, str) or "gz" in encoding:
        return None
    return _plain(content) if encoding in ("b64", "base64") else content


def _list(value: object) -> Iterator[Any]:
    yield from value if isinstance(value, list) else ()
