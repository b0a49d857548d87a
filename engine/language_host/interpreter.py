"""Which Python runs a program, a policy pack or a plugin, and in which environment."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.language_host.protocol import language_pb2 as pb


@dataclass(frozen=True)
class Interpreter:
    """A Python: its executable, and the virtual environment it belongs to where the project names one."""

    executable: str
    virtualenv: Path | None = None

    def environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        """`inherited` with the virtual environment active, as its `bin/activate` would leave it."""
        environment = dict(inherited)
        if self.virtualenv:
            environment.pop("PYTHONHOME", None)
            environment["VIRTUAL_ENV"] = str(self.virtualenv)
            environment["PATH"] = os.pathsep.join([str(self.virtualenv / "bin"), environment.get("PATH", "")])
        return environment

    def search_path(self) -> list[str]:
        """The folders where this Python finds its packages."""
        if self.executable == sys.executable:
            return sys.path[1:]
        ask = [self.executable, "-c", "import sys; print(*sys.path[1:], sep='\\n')"]
        return subprocess.run(ask, capture_output=True, text=True, check=True).stdout.splitlines()


def interpreter_of(info: pb.ProgramInfo) -> Interpreter:
    """The Python of the option `virtualenv`, relative to the project's root; else python3 on PATH."""
    option = dict(info.options).get("virtualenv")
    if not option:
        return Interpreter("python3")
    virtualenv = Path(info.root_directory, str(option))
    return Interpreter(str(virtualenv / "bin" / "python"), virtualenv)


def missing(interpreter: Interpreter) -> str | None:
    """What to tell the user when the interpreter cannot be started, else nothing."""
    if interpreter.virtualenv and not Path(interpreter.executable).exists():
        return (
            f"runtime option virtualenv: {interpreter.virtualenv} holds no bin/python. "
            "Create it (`make setup` in this project, `pulumi install` in others), or name another folder."
        )
    return None
