"""Changes to a container of an ECS task, which are no property of their own in a JSON text."""

from typing import Any

from case import Case
from ecs_resources import KEY, containers

Changes = list[dict[str, Any]]


def of(rule: str, sound: str, good: Changes, bad: Changes, also: dict[str, Any] | None = None) -> Case:
    """A case of changes to the container of a worker, after `also`."""
    return Case(
        rule, sound, KEY, *([containers({**(also or {}), **change}) for change in side] for side in (good, bad))
    )


def variable(name: str, *values: str) -> Changes:
    """A variable in clear, with each of these values."""
    return [{"environment": [{"name": "TZ", "value": "UTC"}, {"name": name, "value": value}]} for value in values]


def key(name: str, *values: Any) -> Changes:
    """An argument of the container with each of these values."""
    return [{name: value} for value in values]
