"""A virtual environment, made by uv, that a change of its requirements replaces."""

import os
import sys
from pathlib import Path

import pulumi
from pulumi.dynamic import Resource

from ....errors import InvalidArgumentError
from ..interpreter import find_python
from ..machine import Machine, MachineError
from .claim import claim, is_claimed
from .reconciler import MISSING, Props, Reconciler

COMPLETE = "complete"
_PIP_TO_UV = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS"}


class EnvironmentProvider(Reconciler):
    """Builds `folder` from a requirements file or from requirements given as text."""

    replace_on = ("folder",)

    def problems(self, machine: Machine, props: Props, before: Props | None) -> dict[str, str]:
        if before is not None and before["folder"] == props["folder"]:
            return {}
        try:
            find_python(props["user"], props["python"])
        except InvalidArgumentError as error:
            return {"python": str(error)}
        return {}

    def apply(self, machine: Machine, props: Props, before: Props | None) -> Props:
        folder = Path(props["folder"])
        if not (folder / COMPLETE).is_file():
            self._build(machine, props, folder)
        return {"token": claim(machine, folder / COMPLETE)}

    def _build(self, machine: Machine, props: Props, folder: Path) -> None:
        from uv import find_uv_bin  # noqa: PLC0415 - needed only where something is built

        machine.remove(folder)
        env = {
            **os.environ,
            **_index_settings(machine),
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_LINK_MODE": "copy",
        }
        uv: list[str | Path] = [find_uv_bin(), "--quiet", "--no-progress"]
        wanted: list[str] = ["--requirement", props["requirements"]] if props["requirements"] else props["packages"]
        interpreter = find_python(props["user"], props["python"])
        machine.run_as_self([*uv, "venv", "--python", interpreter, folder], env=env)
        python: list[str | Path] = ["--python", folder / "bin/python"]
        # Compiled now: the unprivileged user cannot write here later, and would compile at each start.
        machine.run_as_self([*uv, "pip", "install", *python, "--compile-bytecode", *wanted], env=env)
        machine.share(folder)

    def drift(self, machine: Machine, props: Props) -> str:
        return "" if Path(props["folder"], COMPLETE).is_file() else MISSING

    def destroy(self, machine: Machine, props: Props) -> None:
        folder = Path(props["folder"])
        if is_claimed(machine, folder / COMPLETE, props["token"]):
            machine.remove(folder)


class Environment(Resource, module="celery-stack", name="Environment"):
    """Python packages for processes of the stack."""

    def __init__(self, name: str, props: Props, opts: pulumi.ResourceOptions) -> None:
        super().__init__(EnvironmentProvider(), name, props, opts)


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
