"""Each family of resources in a module of its own, whose `TYPES` says what reads which type; it is found by itself."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

from ..reader import Reader
from ..resource import Resource
from ..workload import Redis, Workload

Subject = Workload | Redis
Read = Callable[[Resource, Reader], Iterator[Subject]]


def _readers() -> dict[str, Read]:
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return {kind: read for module in modules for kind, read in getattr(module, "TYPES", {}).items()}


READERS = _readers()


def are_in(resource_type: str) -> bool:
    """Whether a resource of this type can hold facts at all."""
    return resource_type in READERS


def of(resource: Resource, properties: Reader) -> tuple[Subject, ...]:
    """The facts in a resource's inputs; none for a resource that has nothing to do with Celery or Redis."""
    read = READERS.get(resource.type)
    return tuple(read(resource, properties)) if read else ()
