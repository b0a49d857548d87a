"""The project's own program in a folder of its own, previewed by a real engine."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import yaml
from engine.checkout import THIS
from engine.environment import environment
from engine.obtain import obtain

ROOT = Path(__file__).parents[2]
PACK = ROOT / "policies"
LEVELS = "levels.json"
"""The pack's configuration, in the program's folder."""
SECOND_BEAT = """
from celery_stack import Beat

app, target = ({{**config.read(CeleryStackArgs)[key]}} for key in ("app", "target"))
Beat("second", {{"app": app, "target": target, "broker": {{"host": {host!r}, "port": {port}, "password": "hidden"}}}})
"""


def free_port() -> int:
    """A port that no other stack on this machine has."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Program:
    """The project's own program in a folder of its own, with a stack file of the test's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "shop"
        self.folder.mkdir()
        self.state_dir = Path("/var/tmp", f"celery-stack-{folder.name}-{os.getpid()}")  # root's test folders are closed
        shutil.copy(ROOT / "__main__.py", self.folder)
        (self.folder / "Pulumi.yaml").write_text(
            f"name: shop\nruntime: {{name: python, options: {{virtualenv: {sys.prefix}}}}}\n"
        )
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PULUMI_")}
        (folder / "backend").mkdir()
        own = {
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_BACKEND_URL": (folder / "backend").as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "of this test",
        }
        self.environment = environment(THIS, obtain(THIS, os.environ["PATH"]), {**inherited, **own})
        self.pulumi("stack", "init", "dev")

    def pulumi(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pulumi in the program's folder."""
        command = ["pulumi", "--non-interactive", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, text=True, capture_output=True, check=False
        )

    @contextmanager
    def instead(self, text: str) -> Iterator[None]:
        """Another program, for as long."""
        main = self.folder / "__main__.py"
        before = main.read_text()
        main.write_text(text)
        yield
        main.write_text(before)

    @contextmanager
    def having(self, **variables: str) -> Iterator[None]:
        """With these variables in the environment, for as long."""
        before = self.environment
        self.environment = {**before, **variables}
        yield
        self.environment = before

    def with_more(self, text: str) -> AbstractContextManager[None]:
        """The program with more at its end, for as long."""
        return self.instead((self.folder / "__main__.py").read_text() + text)

    def preview(
        self,
        changes: Mapping[str, Any],
        config: Mapping[str, Any] | None = None,
        target: Mapping[str, Any] | None = None,
        pack: Path = PACK,
    ) -> tuple[int, str]:
        """The exit code and output of a preview of the default stack, here or there, with these keys changed."""
        settings = yaml.safe_load((ROOT / "stacks" / "Pulumi.dev.yaml").read_text())["config"]
        settings["celery-stack:app"]["source"] = str(ROOT / "examples" / "django")
        settings["celery-stack:target"] = target or {"host": self.host()}
        settings["celery-stack:web"]["port"] = free_port()
        for key, value in changes.items():
            settings[f"celery-stack:{key}"] = {**settings.get(f"celery-stack:{key}", {}), **value}
        file = self.folder / "Pulumi.dev.yaml"
        salt = yaml.safe_load(file.read_text())["encryptionsalt"]
        file.write_text(yaml.safe_dump({"config": settings, "encryptionsalt": salt}))
        (self.folder / LEVELS).write_text(json.dumps(config or {}))
        done = self.pulumi("preview", "--policy-pack", str(pack), "--policy-pack-config", LEVELS)
        return done.returncode, done.stdout + done.stderr

    def host(self) -> dict[str, str]:
        """A user that exists, whoever runs the tests."""
        user = {"user": "nobody"} if os.geteuid() == 0 else {}
        return {"state_dir": str(self.state_dir), **user}

    def is_empty(self) -> bool:
        """Whether nothing was created: no resource in the state, no file of the stack on the machine."""
        state = json.loads(self.pulumi("stack", "export").stdout)
        return not state["deployment"].get("resources") and not self.state_dir.exists()
