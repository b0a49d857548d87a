"""Celery's own command line as data for the pack, which does not import Celery.

After an update of Celery: `python tests/policies/celery_table.py`.
"""

import json
import re
from pathlib import Path
from typing import Any

from celery.app.defaults import _TO_NEW_KEY, NAMESPACES, flatten
from celery.bin.celery import celery
from click import Command, Context

FILE = Path(__file__).parents[2] / "policies/facts/command/celery_table.json"


def table() -> dict[str, Any]:
    """Celery's commands, the options of those that the pack reads, and its settings with their former names."""
    settings = sorted(name for name, _ in flatten(NAMESPACES))
    former = {old.lower(): new for old, new in sorted(_TO_NEW_KEY.items())}
    return {
        "commands": sorted(celery.commands),
        "options": {
            "celery": options(celery),
            "worker": options(celery.commands["worker"]),
            "beat": options(celery.commands["beat"]),
        },
        "settings": settings,
        "former_settings": {old: new for old, new in former.items() if old != new},
    }


def options(command: Command) -> dict[str, list[Any]]:
    """The parameter that each spelling sets, and how many words after it are its value."""
    plain = Command(command.name, params=command.params, add_help_option=False)
    parser: Any = plain.make_parser(Context(plain))
    spelled = parser._short_opt | parser._long_opt
    return {name: [one.obj.name, one.nargs if one.takes_value else 0] for name, one in sorted(spelled.items())}


def text() -> str:
    """The file's content: a line for each name."""
    return re.sub(r"\[\s+([^\s\]]+),\s+(\d)\s+\]", r"[\1, \2]", json.dumps(table(), indent=2)) + "\n"


if __name__ == "__main__":
    FILE.write_text(text())
