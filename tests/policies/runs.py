"""Runs of the pack, written down and read as the report reads them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pack_server import Pack
from stack_arguments import SOUND, stack

from report.run import Run, read

UNSAFE = stack("app.settings", {"accept_content": ["json", "pickle"], "result_expires": 3600, "broker_pool_limit": 0})
UNKNOWN_USER = stack("target.host.user", "04da6b54-80e4-46f7-96ec-b56ff0331ba9")


def run_of(
    folder: Path, arguments: Mapping[str, Any], config: Mapping[str, Any] | None = None, *, whole: bool = True
) -> Run:
    """A run over one CeleryStack named shop, to its end or not."""
    file = folder / "run.jsonl"
    pack = Pack(config=config, run=file)
    pack.resource("CeleryStack", arguments)
    if whole:
        pack.stack(("CeleryStack shop", {}))
    return read(file)


def sound(folder: Path) -> Run:
    """A run that finds nothing."""
    return run_of(folder, SOUND)
