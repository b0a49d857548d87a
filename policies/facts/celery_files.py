"""Reads Celery's settings and the URLs of its brokers in the text of files: Python, environments, INI, YAML, JSON."""

import re
from collections.abc import Iterator, Mapping

from . import celery_settings, connections
from .assignments import Layer, layers
from .connection import Carrier, Connection
from .resource import Resource
from .settings import Settings
from .value import Fact, Known, Unknown

_TELLING = re.compile("celery", re.IGNORECASE)
_COMPUTED = "computed when the application starts"


def read(
    resource: Resource, texts: Mapping[str, Fact[str]], carrier: Carrier = Carrier.FILE
) -> Iterator[Settings | Connection]:
    """What the texts, by the names of their files, say to Celery; comments say nothing."""
    for name, text in texts.items():
        found = layers(name, text.value) if isinstance(text, Known) else None
        for layer in found or ():
            yield from _of_layer(resource, _facts(layer, text.path), carrier)
        if isinstance(text, Unknown) and _TELLING.search(name):
            yield _unread(resource, text)
        elif isinstance(text, Known) and found is None and _TELLING.search(name + text.value):
            yield _unread(resource, Unknown(text.path, "a text that cannot be read"))


def _of_layer(resource: Resource, facts: Mapping[str, Fact[str]], carrier: Carrier) -> Iterator[Settings | Connection]:
    if settings := celery_settings.read(resource, facts):
        yield settings
    urls = {name.upper(): fact for name, fact in facts.items()}
    yield from connections.in_environment(resource, urls, carrier)


def _facts(layer: Layer, path: str) -> dict[str, Fact[str]]:
    """As facts at the file's path."""
    return {
        name: Unknown(f"{path}: {name}", _COMPUTED) if text is None else Known(text, f"{path}: {name}")
        for name, text in layer.items()
    }


def _unread(resource: Resource, text: Unknown) -> Settings:
    return Settings(resource, serializers=(text,), result_expires=text)
