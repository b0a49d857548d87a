"""A small project of its own, with this checkout's engine and language host, in a folder with a space in its name."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from engine.checkout import Checkout
from engine.find import kept

ROOT = Path(__file__).resolve().parents[2]
LAB = Path(__file__).with_name("lab")
PATIENCE = 300.0  # seconds; a busy machine takes its time


@dataclass(frozen=True)
class Project:
    """Its folder, and the verbs of `python -m engine` in it."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name

    def configure(self, text: str) -> None:
        """Write the tracked stack file."""
        self.path("stacks/Pulumi.dev.yaml").write_text(f"config:\n  {text}\n", encoding="utf-8")

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, **environment)
        output, _ = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(arguments, process.returncode, output)

    def start(self, *arguments: str, stderr: int = subprocess.STDOUT, **environment: str) -> "subprocess.Popen[str]":
        """In a process group of its own, as a shell starts a command on a terminal."""
        return subprocess.Popen(
            [self.folder / ".venv/bin/python", "-m", "engine", *arguments],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), **environment},
            start_new_session=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )

    def outputs(self) -> dict[str, str]:
        """The stack's outputs, secrets in clear."""
        process = self.start("pulumi", "stack", "output", "--show-secrets", "--json", stderr=subprocess.DEVNULL)
        outputs: dict[str, str] = json.loads(process.communicate(timeout=PATIENCE)[0])
        return outputs


def make(folder: Path, pulumi: Path) -> Project:
    """A project with nothing deployed; `pulumi` is a real engine, beside it stands our language host."""
    shutil.copytree(LAB, folder)
    shutil.copytree(ROOT / "engine", folder / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".venv").symlink_to(Path(sys.prefix))
    executables = kept(Checkout(folder)).parent
    executables.mkdir(parents=True)
    try:
        (executables / pulumi.name).hardlink_to(pulumi)
    except OSError:  # another file system
        shutil.copy(pulumi, executables)
    for executable in (folder / "engine" / "bin").iterdir():
        (executables / executable.name).symlink_to(executable)
    return Project(folder)
