"""ConfigMaps and Secrets: variables and files of processes that run elsewhere."""

import re
from collections.abc import Iterator, Mapping

from ... import celery_files, celery_settings, connections
from ...assignments.layers import is_setting
from ...command import redis
from ...connection import Carrier
from ...reader import Reader
from ...resource import Resource
from ...stack import Subject
from ...value import Fact, Known
from .kept import data_of, secrets_of

_REDIS = re.compile("redis|valkey", re.IGNORECASE)
_ASKING = re.compile(r"^[ \t]*+(requirepass|masterauth|user)[ \t]", re.IGNORECASE | re.MULTILINE)
_VARIABLE = re.compile(r"[A-Za-z_][\w-]*")


def config_map(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What a ConfigMap tells Celery; whoever may look at it sees what is in it."""
    texts = data_of(inputs).texts
    yield from _told(resource, texts, Carrier.REFERABLE)
    yield from connections.in_clear(resource, _of_servers(texts), Carrier.REFERABLE)


def secret(resource: Resource, inputs: Reader) -> Iterator[Subject]:
    """What a Secret tells Celery; its name may say whose password is in it."""
    texts, name = secrets_of(inputs).texts, inputs.child("metadata").text("name")
    is_of_redis = _REDIS.search(f"{resource.name} {name.value if isinstance(name, Known) else ''}")
    names = {"password": "redis-password"} if is_of_redis else {}
    yield from _told(resource, {names.get(key, key): text for key, text in texts.items()}, Carrier.FILE)


def _of_servers(texts: Mapping[str, Fact[str]]) -> Iterator[Fact[str]]:
    """The passwords in configurations of Redis."""
    for name, text in texts.items():
        if isinstance(text, Known) and _ASKING.search(text.value):
            yield from redis.in_clear(redis.read((Known(name, text.path),), {name: text}))


def _told(resource: Resource, texts: Mapping[str, Fact[str]], carrier: Carrier) -> Iterator[Subject]:
    """A key is a variable's name, or a file's with what stands in it."""
    named = {name: _is_variable(name, fact) for name, fact in texts.items()}
    variables = {name.replace("-", "_").upper(): texts[name] for name, is_variable in named.items() if is_variable}
    if settings := celery_settings.read(resource, variables):
        yield settings
    yield from connections.in_environment(resource, variables, carrier)
    yield from connections.secrets(resource, variables, carrier)
    files = {name: texts[name] for name, is_variable in named.items() if not is_variable}
    yield from celery_files.read(resource, files, carrier)


def _is_variable(name: str, fact: Fact[str]) -> bool:
    """A text of lines is a file's, unless Celery reads a variable of its name."""
    has_lines = isinstance(fact, Known) and "\n" in fact.value
    return bool(_VARIABLE.fullmatch(name)) and (not has_lines or is_setting(name))
