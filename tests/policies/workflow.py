"""The ready workflow files, and their commands as the services run them."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from alone import Alone
from preview_program import PACK

WORKFLOWS = PACK / "workflows"
EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")


def github() -> Any:
    """The workflow for GitHub Actions."""
    return yaml.safe_load((WORKFLOWS / "github.yml").read_text())


def gitlab() -> Any:
    """The job for GitLab."""
    return yaml.safe_load((WORKFLOWS / "gitlab.yml").read_text())["celery-checklist"]


def steps(job: str) -> Iterator[Mapping[str, Any]]:
    """A job's steps that are commands."""
    yield from (step for step in github()["jobs"][job]["steps"] if "run" in step)


@dataclass
class Runner:
    """Runs commands in the repository, one after another, as a service would."""

    alone: Alone
    environment: dict[str, str]
    contexts: Mapping[str, str]
    """What the service puts in place of an expression."""
    fork: bool = False
    output: str = ""

    def job(self, name: str, folder: Path) -> bool:
        """Run a job of GitHub's workflow; whether all of it passed."""
        passed, ran = True, set[str]()
        for step in steps(name):
            if self._is_due(step.get("if", ""), passed, ran):
                ran.add(step.get("id", ""))
                own = {key: self._filled(value) for key, value in {**github()["env"], **step.get("env", {})}.items()}
                passed = self.shell(["bash", "-e", "-c", step["run"]], folder, own) and passed
        return passed

    def _is_due(self, condition: str, passed: bool, ran: set[str]) -> bool:
        match condition:
            case "":
                return passed
            case "github.event.pull_request.head.repo.full_name != github.repository":
                return self.fork
            case "${{ !cancelled() && steps.preview.outcome != 'skipped' }}":
                return "preview" in ran
        raise ValueError(condition)

    def shell(self, command: list[str], folder: Path, own: Mapping[str, str]) -> bool:
        """Run a shell; whether it passed."""
        environment = {**self.alone.environment, **self.environment, **own}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        self.output += done.stdout + done.stderr
        return done.returncode == 0

    def _filled(self, value: object) -> str:
        return EXPRESSION.sub(lambda expression: self.contexts[expression[1]], str(value))
