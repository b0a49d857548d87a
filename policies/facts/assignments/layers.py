"""What was found in a text, in the form in which an environment says it."""

import json

from .. import celery_settings, connections

Layer = dict[str, str | None]
"""Texts by the names of settings as they stand there; None where a text is computed.

A layer is one set of settings, such as a module, a class or a section: in each a name has one value.
"""

_MEANS_MORE = {"visibility_timeout", "concurrency"}
"""Names that other programs and other settings use, too."""


def is_setting(name: str) -> bool:
    """Whether Celery reads a setting of this name, in any case, with or without a prefix."""
    upper = name.upper()
    is_url = connections.BROKER.search(upper) or connections.BACKEND.search(upper)
    return bool(is_url) or (celery_settings.is_read(name) and name.lower() not in _MEANS_MORE)


def as_text(value: object) -> str:
    """A value as it would stand in an environment; several URLs have `;` between them."""
    if isinstance(value, list) and any(isinstance(item, str) and "://" in item for item in value):
        return ";".join(map(str, value))
    return json.dumps(value) if isinstance(value, list | dict) else str(value)
