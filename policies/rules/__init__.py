"""The rules, one file each, named after the rule; a new file is found by itself."""

import pkgutil
from importlib import import_module

from pack.rule import Rule


def discover() -> list[Rule]:
    """Every rule in this folder, by name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Rule)]
    return sorted(found, key=lambda rule: rule.name)
