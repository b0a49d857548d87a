"""Reads Celery's settings from an environment and from what a command line says after `--`."""

import json
import re
from collections.abc import Iterator, Mapping

from .command import Found
from .resource import Resource
from .settings import Settings
from .value import Absent, Fact, Known, Unknown

SERIALIZERS = (
    "accept_content",
    "result_accept_content",
    "task_serializer",
    "result_serializer",
    "event_serializer",
)
"""The settings that hold names of serializers or of content that is accepted."""

_NUMBERS = {
    "result_expires": ("result_expires", "task_result_expires"),
    "pool_limit": ("broker_pool_limit",),
    "time_limit": ("task_time_limit", "celeryd_task_time_limit", "task_hard_time_limit"),
    "soft_time_limit": ("task_soft_time_limit", "celeryd_task_soft_time_limit"),
    "visibility_timeout": ("visibility_timeout", "broker_visibility_timeout"),
    "concurrency": ("worker_concurrency", "celeryd_concurrency", "concurrency"),
}
"""By field: Celery's names, today's and those of before."""
_FORKING = {"prefork", "processes"}
"""Pools that are processes; others are one, with threads or greenlets in it."""
_TRANSPORT = ("broker_transport_options",)
_NONE = {"", "none", "null"}
_PREFIX = re.compile(r"^(\w+_)?celery_")
_NAME = re.compile(r"[\w.+/-]+", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TYPED = re.compile(r"\((\w+)\)")
_READ = {*SERIALIZERS, *_TRANSPORT, *(name for names in _NUMBERS.values() for name in names)}


def is_read(name: str) -> bool:
    """Whether a setting of this name, in any case, with or without CELERY_, says anything to a rule."""
    return _name(name) in _READ


def read(resource: Resource, *sources: Mapping[str, Fact[str]]) -> Settings | None:
    """The settings in texts by their names, in any case, with or without CELERY_; the first source wins."""
    texts = {name: fact for source in reversed(sources) for key, fact in source.items() for name in [_name(key)]}
    serializers = tuple(name for key in SERIALIZERS if key in texts for name in _names(texts[key]))
    numbers = {field: _first(texts, names) for field, names in _NUMBERS.items()}
    if isinstance(numbers["visibility_timeout"], Absent):
        numbers["visibility_timeout"] = _in_transport(_first_text(texts, _TRANSPORT))
    settings = Settings(resource, serializers=serializers, **numbers)
    return None if settings == Settings(resource) else settings


def of_options(found: Found) -> dict[str, Fact[str]]:
    """Settings that have an option of their own on a command line."""
    pool, concurrency = found.pool, found.concurrency
    if isinstance(pool, Known) and pool.value not in _FORKING:
        concurrency = Known("1", pool.path)
    options = {
        "task_time_limit": found.time_limit,
        "task_soft_time_limit": found.soft_time_limit,
        "worker_concurrency": concurrency if isinstance(pool, Known | Absent) else pool,
    }
    return {name: fact for name, fact in options.items() if not isinstance(fact, Absent)}


def _name(key: str) -> str:
    lower = key.lower()
    return lower if "celery_" not in lower or lower.startswith("celeryd") else _PREFIX.sub("", lower)


def _first_text(texts: Mapping[str, Fact[str]], names: tuple[str, ...]) -> Fact[str]:
    return next((texts[name] for name in names if name in texts), Absent())


def _first(texts: Mapping[str, Fact[str]], names: tuple[str, ...]) -> Fact[float | None]:
    return _number(_first_text(texts, names))


def _number(fact: Fact[str]) -> Fact[float | None]:
    if not isinstance(fact, Known):
        return fact
    text = _TYPED.sub("", fact.value, count=1).strip().strip("\"'")
    if text.lower() in _NONE:
        return Known(None, fact.path)
    return Known(float(text), fact.path) if _NUMBER.fullmatch(text) else Unknown(fact.path, "not a number")


def _names(fact: Fact[str]) -> Iterator[Fact[str]]:
    """The names in a list, however it is written: JSON, Python, or with commas between."""
    if isinstance(fact, Known):
        text = _TYPED.sub("", fact.value, count=1).strip()
        if text.lower() not in _NONE:
            yield from (Known(name, fact.path) for name in _NAME.findall(text))
    elif isinstance(fact, Unknown):
        yield fact


def _in_transport(fact: Fact[str]) -> Fact[float | None]:
    """What broker_transport_options says in JSON."""
    if not isinstance(fact, Known):
        return fact
    try:
        options = json.loads(fact.value)
        value = options.get("visibility_timeout") if isinstance(options, dict) else None
        return Known(float(value), fact.path) if isinstance(value, int | float) else Absent(fact.path)
    except (ValueError, OverflowError, RecursionError):
        return Unknown(fact.path, "not JSON")
