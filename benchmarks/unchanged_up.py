"""How much slower an unchanged `pulumi up` of the default stack is than one of a single dynamic resource.

    python -m engine exec -- .venv/bin/python benchmarks/unchanged_up.py [PAIRS]

Both use the same engine, policy pack and state on disk, one after the other in turn, so that a slow moment of the
machine meets both. Prints the medians and the ratio of each pair; the project's aim is 1.2.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
STACK = "benchmark"
ONE_RESOURCE = """
from one import One

One("one")
"""
# A module of its own: Pulumi pickles the provider by reference then, as it does those of celery_stack.
THE_RESOURCE = """
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Provider(ResourceProvider):
    def create(self, props):
        return CreateResult("one", props)


class One(Resource):
    def __init__(self, name):
        super().__init__(Provider(), name, {"value": 1})
"""


def pulumi(folder: Path, *command: str) -> None:
    done = subprocess.run(["pulumi", *command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{folder}: {command}\n{done.stdout}{done.stderr}")


def up(folder: Path, *more: str) -> float:
    begin = time.monotonic()
    pulumi(folder, "up", "--yes", "--stack", STACK, "--policy-pack", str(ROOT / "policies"), *more)
    return time.monotonic() - begin


def one_resource(home: Path) -> Path:
    runtime = {"name": "python", "options": {"virtualenv": str(ROOT / ".venv")}}
    home.mkdir()
    (home / "Pulumi.yaml").write_text(yaml.safe_dump({"name": "one", "runtime": runtime}))
    (home / "__main__.py").write_text(ONE_RESOURCE)
    (home / "one.py").write_text(THE_RESOURCE)
    return home


def default_stack(home: Path) -> Path:
    """A program like the project's own on the development stack's file, with folders and a port for itself."""
    home.mkdir()
    project = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())
    project["runtime"]["options"]["virtualenv"] = str(ROOT / ".venv")
    del project["stackConfigDir"]
    (home / "Pulumi.yaml").write_text(yaml.safe_dump(project))
    shutil.copy(ROOT / "__main__.py", home)
    (home / "examples").symlink_to(ROOT / "examples")
    stack = yaml.safe_load((ROOT / "stacks/Pulumi.dev.yaml").read_text())
    stack["config"]["celery-stack:target"]["host"]["state_dir"] = str(home / "state")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        stack["config"]["celery-stack:web"]["port"] = probe.getsockname()[1]
    (home / f"Pulumi.{STACK}.yaml").write_text(yaml.safe_dump(stack))
    return home


def measure(home: Path, pairs: int) -> None:
    programs = [one_resource(home / "one"), default_stack(home / "default")]
    for program in programs:
        pulumi(program, "stack", "init", STACK)
    try:
        for program in programs:
            up(program)
        times = [[up(program, "--expect-no-changes") for program in programs] for _ in range(pairs)]
    finally:
        pulumi(programs[1], "destroy", "--yes", "--skip-preview", "--stack", STACK)
    one, default = (statistics.median(column) for column in zip(*times, strict=True))
    ratios = sorted(ours / peer for peer, ours in times)
    print(f"one dynamic resource: {one:.2f} s · default stack: {default:.2f} s (medians of {pairs})")
    print(f"ratio: {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the stack's unprivileged user has to reach its files in it
        state = Path(folder, "backend")
        state.mkdir()
        os.environ.pop("PULUMI_CONFIG_PASSPHRASE_FILE", None)
        os.environ |= {"PULUMI_BACKEND_URL": state.as_uri(), "PULUMI_CONFIG_PASSPHRASE": "benchmark"}
        measure(Path(folder), int(sys.argv[1]) if sys.argv[1:] else 7)
