"""Turns resources of any family into the same few facts; a family is one module with `read` and `PREFIX`."""

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from .reader import Reader
from .resource import Resource
from .value import Known
from .workload import Redis, Workload

Read = Callable[[Resource, Reader], Iterator[Workload | Redis]]


def _adapters() -> dict[str, Read]:
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return {module.PREFIX: module.read for module in modules if hasattr(module, "PREFIX")}


ADAPTERS = _adapters()


def are_in(resource_type: str) -> bool:
    """Whether a resource of this type can hold facts at all."""
    return resource_type.startswith(tuple(ADAPTERS))


def of(resource: Resource, properties: Mapping[str, Any]) -> tuple[Workload | Redis, ...]:
    """The facts in a resource's inputs; none for a resource that has nothing to do with Celery or Redis."""
    for prefix, read in ADAPTERS.items():
        if resource.type.startswith(prefix):
            return tuple(read(resource, Reader(Known(properties))))
    return ()
