"""Reads the settings that a worker or a beat is given behind its options, as in `-- task_serializer=pickle`."""

import re
from collections.abc import Mapping

from ..value import Known
from .options import FORMER_SETTINGS, SETTINGS
from .words import Word, Words, beginning

_TYPE = re.compile(r"^\(\w+\)")


def read(words: Words, namespace: str) -> Mapping[str, Word]:
    """The settings' values as texts, without the `(type)` before them."""
    settings: dict[str, Word] = {}
    for word in words:
        name, equals, value = beginning(word).partition("=")
        if equals:
            settings[_name(name, namespace)] = (
                Known(_TYPE.sub("", value), word.path) if isinstance(word, Known) else word
            )
    return settings


def _name(spelling: str, namespace: str) -> str:
    """The setting that is meant; Celery itself refuses, or ignores, some of these spellings."""
    name = spelling.lower().replace(".", "_")
    if name.startswith("_"):
        name = namespace + name
    if name in SETTINGS:
        return name
    meant = [name, *(name.removeprefix(prefix) for prefix in ("celery_", f"{namespace}_"))]
    return next((FORMER_SETTINGS.get(one, one) for one in meant if one in FORMER_SETTINGS or one in SETTINGS), name)
