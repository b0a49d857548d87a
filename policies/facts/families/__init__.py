"""Each family of resources in a module or package of its own, which is found by itself.

`TYPES` says what reads which type of resource. A family whose resources explain each other has a function `join`, too:
it is given what was read of the whole stack, and answers with what only that shows.
"""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from ..reader import Reader
from ..resource import Resource
from ..stack import Stack, Subject

Read = Callable[[Resource, Reader], Iterator[Any]]
Join = Callable[[Stack], Iterator[Subject]]

_MODULES = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
_READERS: dict[str, Read] = {kind: read for module in _MODULES for kind, read in module.TYPES.items()}
JOINS: tuple[Join, ...] = tuple(module.join for module in _MODULES if hasattr(module, "join"))


def are_in(resource_type: str) -> bool:
    """Whether a resource of this type can hold facts at all."""
    return resource_type in _READERS


def of(resource: Resource, properties: Reader) -> tuple[Subject, ...]:
    """The facts in a resource's inputs; none for a resource that has nothing to do with Celery or Redis."""
    read = _READERS.get(resource.type)
    return tuple(read(resource, properties)) if read else ()
