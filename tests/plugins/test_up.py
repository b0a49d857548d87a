"""Pulumi's engine with the plugins that are there: a program is deployed, changed, and removed without a trace."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest
from deployment import environment

from .install import install
from .own import IMAGE

PROJECT = f"name: plugins\nruntime: {{name: python, options: {{virtualenv: {sys.prefix}}}}}\n"
PROGRAM = """
import pulumi
import pulumi_docker as docker
import pulumi_random as random

config = pulumi.Config()
password = random.RandomPassword("password", length=32, special=False, keepers={"version": config.get("version", "1")})
network = docker.Network("network", internal=True)
volume = docker.Volume("volume")
filler = docker.Container(
    "filler",
    image=config.require("image"),
    command=["true"],
    start=False,
    must_run=False,
    volumes=[docker.ContainerVolumeArgs(volume_name=volume.name, container_path="/data")],
    uploads=[docker.ContainerUploadArgs(file="/data/password", content=password.result, permissions="0400")],
)
docker.Container(
    "user",
    image=config.require("image"),
    command=["sleep", "1000"],
    read_only=True,
    restart="always",
    memory=config.get_int("memory", 64),
    memory_swap=config.get_int("memory", 64),
    networks_advanced=[docker.ContainerNetworksAdvancedArgs(name=network.name, aliases=["user"])],
    volumes=[docker.ContainerVolumeArgs(volume_name=volume.name, container_path="/data", read_only=True)],
    opts=pulumi.ResourceOptions(depends_on=[filler]),
)
"""


class Program:
    def __init__(self, folder: Path, engine_url: str) -> None:
        self.folder = folder / "program"
        self.folder.mkdir()
        (self.folder / "Pulumi.yaml").write_text(PROJECT)
        (self.folder / "__main__.py").write_text(PROGRAM)
        self.environment = {**environment(folder), "DOCKER_HOST": engine_url}
        install(Path(self.environment["PULUMI_HOME"]))
        self.run("stack", "init", "test")

    def run(self, *arguments: str) -> str:
        command = ["pulumi", "--non-interactive", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def up(self, *options: str) -> None:
        self.run("up", "--yes", "--skip-preview", *options)

    def changes(self, *options: str) -> set[tuple[str, str]]:
        """Deploy; which step the preview showed for which resource."""
        steps = json.loads(self.run("preview", "--json", *options))["steps"]
        self.up(*options)
        return {(step["op"], step["urn"].rpartition("::")[2]) for step in steps if step["op"] != "same"}


@pytest.fixture
def program(tmp_path: Path, reached: tuple[str, docker.DockerClient]) -> Iterator[Program]:
    """It leaves nothing behind."""
    url, engine = reached
    before = _everything(engine)
    made = Program(tmp_path, url)
    yield made
    made.run("destroy", "--yes", "--skip-preview")
    assert _everything(engine) <= before


def test_a_program_lives(program: Program, engine: docker.DockerClient) -> None:
    program.up("-c", f"image={IMAGE}")
    program.up("--refresh", "--expect-no-changes")
    assert program.changes("-c", "memory=128") == {("update", "user")}
    assert program.changes("-c", "version=2") == {("replace", "password"), ("replace", "filler")}
    [user] = engine.containers.list()
    user.stop(timeout=0)
    program.run("refresh", "--yes", "--skip-preview")
    assert program.changes() == {("update", "user")}
    assert [one.id for one in engine.containers.list()] == [user.id]


def _everything(engine: docker.DockerClient) -> set[str | None]:
    found = [*engine.containers.list(all=True), *engine.volumes.list(), *engine.networks.list()]
    return {one.id for one in found}
