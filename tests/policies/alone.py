"""The pack's folder in a repository of somebody else's: with its own requirements installed, and nothing of ours."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from engine.checkout import THIS
from engine.obtain import obtain
from preview_program import PACK

PROGRAM = """
import pulumi

broker = {{"host": "127.0.0.1", "password": "Zb3k9Qw7Lm2Xc5Vt"}}
app = {{"module": "shop", "settings": {{"accept_content": [{content!r}]}}}}
arguments = {{"app": app, "broker": broker, "target": {{"host": {{"user": "shop"}}}}}}
pulumi.ComponentResource("celery-stack:index:Worker", "mail", arguments)
"""


class Alone:
    """A repository that holds a Pulumi project and the pack, and a virtual environment for both."""

    def __init__(self, folder: Path) -> None:
        self.repository = folder / "repository"
        self.pack = self.repository / "policies"
        ignored = shutil.ignore_patterns("__pycache__", ".*_cache", "venv")
        shutil.copytree(PACK, self.pack, ignore=ignored)
        (self.repository / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
        (self.repository / "requirements.txt").write_text("pulumi>=3.259,<4\n")
        self.program("json")
        self.environment = self._environment(folder)
        self.run("pulumi", "stack", "init", "dev", "--non-interactive")

    def program(self, content: str) -> None:
        """A program with a worker that accepts this content."""
        (self.repository / "__main__.py").write_text(PROGRAM.format(content=content))

    def run(
        self, *command: str, folder: Path | None = None, more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in the repository, or a folder of it."""
        return subprocess.run(
            command,
            cwd=folder or self.repository,
            env={**self.environment, **(more or {})},
            capture_output=True,
            text=True,
            check=False,
        )

    def _environment(self, folder: Path) -> dict[str, str]:
        venv = folder / "venv"
        uv = str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "venv", "--quiet", "--seed", "--python", sys.executable, venv], check=True)
        requirements = ["--requirement", str(self.pack / "requirements.txt")]
        subprocess.run([uv, "pip", "install", "--quiet", "--python", venv / "bin/python", *requirements], check=True)
        (folder / "state").mkdir()
        engine = obtain(THIS, os.environ["PATH"])
        folders = [venv / "bin", engine.pulumi.parent, *filter(None, [engine.language_host]), "/usr/bin", "/bin"]
        return {
            "PATH": os.pathsep.join(map(str, folders)),
            "HOME": str(folder),
            "PULUMI_BACKEND_URL": (folder / "state").as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "of this test",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_CREDENTIALS_PATH": str(folder),  # who runs the tests stays logged in where they were
        }
