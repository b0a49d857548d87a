"""Resources of both AWS providers, each module found by itself, as the families are."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from ...stack import Stack, Subject

_MODULES = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]

TYPES = {kind: read for module in _MODULES for kind, read in getattr(module, "TYPES", {}).items()}


def join(stack: Stack) -> Iterator[Subject]:
    """What the graph shows to each of the modules."""
    for module in _MODULES:
        if hasattr(module, "join"):
            yield from module.join(stack)
