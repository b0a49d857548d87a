"""The ways to the same containers: each a folder, and the commands that make, make again and remove."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from described import NAME

HERE = Path(__file__).parent
PATIENCE = 180  # seconds; a busy machine takes its time
COMPOSE = ("docker-compose", "--file", "compose.json", "--project-name", NAME)


@dataclass(frozen=True)
class Way:
    """One way. Raises SystemExit with the output of a command that fails."""

    name: str
    folder: Path
    up: Sequence[str]
    again: Sequence[str]
    down: Sequence[str]

    def start(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)

    def finish(self, process: "subprocess.Popen[bytes]") -> None:
        if process.wait(PATIENCE):
            raise SystemExit(f"{self.name}: {process.args!r}\n{self.said()}")

    def said(self) -> str:
        """The output of the last command."""
        return (self.folder / "log").read_text()

    def run(self, command: Sequence[str]) -> None:
        self.finish(self.start(command))


def by_pulumi(name: str, program: str, folder: Path) -> Way:
    """A stack of one of the programs beside this file."""
    shutil.copytree(HERE / program, folder, ignore=shutil.ignore_patterns("__pycache__"))
    runtime = {"name": "python", "options": {"virtualenv": sys.prefix}}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump({"name": NAME, "runtime": runtime}))
    pulumi = ("pulumi", "--non-interactive", "--stack", program)
    up, down = (*pulumi, "up", "--yes"), (*pulumi, "destroy", "--yes", "--skip-preview")
    way = Way(name, folder, up, (*up, "--expect-no-changes"), down)
    way.run((*pulumi, "stack", "init"))
    return way


def by_compose(folder: Path) -> Way:
    folder.mkdir()
    up = (*COMPOSE, "up", "--detach")
    return Way("docker-compose", folder, up, up, (*COMPOSE, "down", "--volumes"))


def give(folder: Path, wanted: Mapping[str, Any], contents: Mapping[str, bytes], *, at_once: bool) -> None:
    """Write what a peer has to make, the compose file with the files that it names."""
    first, *_ = wanted["services"]
    waiting = {} if at_once else {"depends_on": {first: {"condition": "service_healthy"}}}
    services = {name: {**one, **(waiting if name != first else {})} for name, one in wanted["services"].items()}
    (folder / "compose.json").write_text(json.dumps({**wanted, "services": services}))
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
