"""A stack of the project's own program, deployed by the real engine, in folders of the test's own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from outside import Application, free_port, supervisor
from waiting import wait_for

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "django"
# A task whose worker was killed is given to another after this many seconds, which is longer than any task here.
QUICK = {"broker_transport_options": {"visibility_timeout": 15}}
PATIENCE = 300.0  # seconds; a busy machine takes its time


class Deployment:
    """One stack: its project folder, its configuration, and the Pulumi commands on it."""

    def __init__(self, folder: Path, environment: Mapping[str, str], stack: str, host: Mapping[str, Any]) -> None:
        self.folder, self.environment, self.stack = folder, environment, stack
        self.state_dir = Path(host.get("state_dir", ""))
        self.log_dir = Path(host.get("log_dir", self.state_dir / "log"))
        self.source = folder / "django"
        self.file = folder / "stacks" / f"Pulumi.{stack}.yaml"
        self.port = free_port()
        self.application = Application(f"http://127.0.0.1:{self.port}")
        self.said = ""
        """All that Pulumi has printed."""
        self._make(host)

    def _make(self, host: Mapping[str, Any]) -> None:
        self.file.parent.mkdir(parents=True)
        shutil.copy(ROOT / "__main__.py", self.folder)
        shutil.copytree(EXAMPLE, self.source, ignore=shutil.ignore_patterns("__pycache__"))
        project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())
        project["runtime"]["options"]["virtualenv"] = sys.prefix
        (self.folder / "Pulumi.yaml").write_text(yaml.safe_dump(project))
        self.must("stack", "init")
        config = yaml.safe_load((ROOT / "stacks" / "Pulumi.dev.yaml").read_text())["config"]
        self.configure(**{key.partition(":")[2]: value for key, value in config.items()})
        self.change("app", source="django", requirements="django/requirements.txt", stop_grace=5, settings=QUICK)
        self.change("web", port=self.port)
        self.configure(target={"host": dict(host)})

    def config(self, section: str) -> Any:
        """What the stack file says of `app`, `web`, …"""
        return self._document().get("config", {}).get(f"celery-stack:{section}", {})

    def configure(self, **sections: Any) -> None:
        """Write whole sections of the stack file; None takes a section away."""
        document = self._document()
        written = {**document.get("config", {}), **{f"celery-stack:{key}": value for key, value in sections.items()}}
        document["config"] = {key: value for key, value in written.items() if value is not None}
        self.file.write_text(yaml.safe_dump(document))

    def change(self, section: str, **keys: Any) -> None:
        """Write some keys of a section."""
        self.configure(**{section: {**self.config(section), **keys}})

    def keep_secret(self, path: str, value: str) -> None:
        """`pulumi config set --secret`, the value through a pipe."""
        self.must("config", "set", "--secret", "--path", f"celery-stack:{path}", text=value)

    def _document(self) -> dict[str, Any]:
        return yaml.safe_load(self.file.read_text()) if self.file.exists() else {}

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start `pulumi` in a process group of its own, as a shell does."""
        return subprocess.Popen(
            ["pulumi", "--non-interactive", *arguments, "--stack", self.stack],
            cwd=self.folder,
            env=dict(self.environment),
            start_new_session=True,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, *arguments: str, text: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `pulumi` to its end; output and errors are one text."""
        process = self.start(*arguments)
        output, _ = process.communicate(text, timeout=PATIENCE)
        self.said += output
        return subprocess.CompletedProcess(arguments, process.returncode, output)

    def must(self, *arguments: str, text: str = "") -> str:
        """The same, where a failure fails the test; what it said."""
        done = self.run(*arguments, text=text)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def up(self, *options: str) -> str:
        """Deploy, and wait until the whole stack says that it is well."""
        said = self.must("up", "--yes", "--skip-preview", *options)
        if self.config("web"):
            self.application.wait_until_well()
        return said

    def fails(self, *arguments: str) -> str:
        """What a command says that has to fail."""
        done = self.run(*arguments)
        assert done.returncode != 0, done.stdout
        return done.stdout

    def sees_drift(self) -> bool:
        """Whether a refresh finds the machine different from the state."""
        return self.run("refresh", "--yes", "--skip-preview", "--expect-no-changes").returncode != 0

    def programs(self) -> dict[str, tuple[str, int]]:
        """Program -> state and process id."""
        return supervisor(f"'{self.state_dir}/supervisorctl' status")

    def pids(self) -> dict[str, int]:
        return {name: pid for name, (_, pid) in self.programs().items()}

    def wait_until_running(self) -> None:
        """Supervisor calls a program RUNNING when it has lived for a second."""
        wait_for(lambda: {state for state, _ in self.programs().values()} == {"RUNNING"}, "all programs RUNNING", 20)

    def output(self, name: str) -> Any:
        """A stack output, secrets in clear."""
        return json.loads(self._quiet("stack", "output", "--show-secrets", "--json"))[name]

    def resources(self) -> list[dict[str, Any]]:
        """The resources in the state, secrets in clear."""
        state = json.loads(self._quiet("stack", "export", "--show-secrets"))
        return list(state["deployment"].get("resources") or [])

    def _quiet(self, *arguments: str) -> str:
        """Like `must`; what it says is asked for with secrets in clear, so it is not part of `said`."""
        command = ["pulumi", "--non-interactive", *arguments, "--stack", self.stack]
        return subprocess.run(
            command, cwd=self.folder, env=dict(self.environment), check=True, text=True, capture_output=True
        ).stdout

    def administrator_password(self) -> str:
        """Of the Redis user that only the stack itself is."""
        [redis] = [one for one in self.resources() if one["urn"].endswith("-broker-redis")]
        return str(json.loads(redis["outputs"]["admin_password"]["plaintext"]))

    def destroy(self) -> None:
        self.must("destroy", "--yes", "--skip-preview")


def environment(folder: Path) -> dict[str, str]:
    """A PULUMI_HOME, a backend folder and a passphrase of the tests' own; nothing of the user's Pulumi."""
    from engine.checkout import THIS
    from engine.environment import environment as complete
    from engine.session import engine_of

    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PULUMI_")}
    private = folder / "pulumi"
    (private / "backend").mkdir(mode=0o700, parents=True)
    private.chmod(0o700)
    own = {
        "PULUMI_HOME": str(private / "home"),
        "PULUMI_BACKEND_URL": (private / "backend").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "of these tests",
    }
    return complete(THIS, engine_of(THIS), {**inherited, **own})
