"""Levels for a whole pack, under those of the pack's configuration: the engine puts one over the other."""

import json
from pathlib import Path
from typing import Any

from pulumi_policy import EnforcementLevel

PRESET = "CELERY_CHECKLIST_PRESET"
PRESETS = {file.stem: file for file in Path(__file__).parents[1].glob("presets/*.json")}


def preset(name: str) -> dict[str, EnforcementLevel | dict[str, Any]]:
    """The levels of the preset of this name; none without a name."""
    if not name:
        return {}
    if name not in PRESETS:
        raise SystemExit(f"{PRESET} is {name!r}; wanted: {', '.join(sorted(PRESETS))}.")
    levels = json.loads(PRESETS[name].read_text(encoding="utf-8"))
    return {rule: EnforcementLevel(level) for rule, level in levels.items()}
