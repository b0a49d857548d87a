"""Virtual environments that the processes' user can read and not change, made by uv."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ...errors import InvalidArgumentError
from . import orphans
from .interpreter import find_python
from .machine import Machine, MachineError

COMPLETE = "complete"  # a file that a build which was cut off has not
_PIP_TO_UV = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}


def problem(user: str, python: str) -> dict[str, str]:
    """Why no environment can be made for `user`, by argument."""
    try:
        find_python(user, python)
    except InvalidArgumentError as error:
        return {"python": str(error)}
    return {}


def build(machine: Machine, folder: Path, python: str, wanted: Sequence[str]) -> None:
    """Make `folder` anew with what `wanted`, arguments of `pip install`, name. Raises MachineError."""
    from uv import find_uv_bin  # noqa: PLC0415 - needed only where something is built

    orphans.end(str(folder), orphans.BUILD_MARK)  # a build whose Pulumi was killed goes on for a while
    machine.remove(folder)
    env = {
        **{key: value for key, value in os.environ.items() if not key.startswith("PULUMI_")},
        **_index_settings(machine),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_LINK_MODE": "copy",
        orphans.BUILD_MARK: str(folder),
    }
    uv = [find_uv_bin(), "--quiet", "--no-progress"]
    machine.run_as_self([*uv, "venv", "--python", find_python(machine.user, python), str(folder)], env=env)
    # Compiled now: the unprivileged user cannot write here later, and would compile at each start.
    install = [*uv, "pip", "install", "--compile-bytecode", "--python", f"{folder}/bin/python"]
    machine.run_as_self([*install, *wanted], env=env)
    (folder / COMPLETE).touch()
    machine.share(folder)


def _index_settings(machine: Machine) -> dict[str, str]:
    """Where pip is configured to find packages, in uv's words: uv does not read pip's configuration."""
    try:
        lines = machine.run_as_self([sys.executable, "-m", "pip", "config", "list"]).splitlines()
    except MachineError:
        return {}
    found = dict(line.partition("=")[::2] for line in lines)
    return {
        name: found[key].strip("'").replace("\\n", " ")
        for option, name in _PIP_TO_UV.items()
        for key in (f"global.{option}", f"install.{option}", f":env:.{option}")
        if key in found
    }
