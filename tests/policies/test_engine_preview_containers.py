"""A real `pulumi preview` of stacks in containers: what is unsafe is stopped, with nothing created.

The engine is one as far as its answers go: a preview asks it what is there, and a test sees what it was asked.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from plugins.install import install
from preview_program import LEVELS, PACK, SECOND_BEAT, Program
from unit.docker_api import FakeEngine, answering
from unit.swarm_answers import SWARM

ANSWERS = {
    **SWARM,
    "GET /info": {**SWARM["GET /info"], "SwapLimit": True},
    "GET /images/*": {"Id": "sha256:0", "RepoDigests": ["shop@sha256:0"], "Config": {"Env": ["PATH=/bin"]}},
}
KINDS = ["docker", "swarm"]
in_every_place = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def engine() -> Iterator[FakeEngine]:
    with answering() as engine:
        engine.answers |= ANSWERS
        yield engine


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory, engine: FakeEngine) -> Program:
    made = Program(tmp_path_factory.mktemp("containers"))
    made.environment |= {"DOCKER_HOST": engine.url, "NO_PROXY": "127.0.0.1"}
    install(Path(made.environment["PULUMI_HOME"]))
    return made


@pytest.fixture(autouse=True)
def nothing_is_made(program: Program, engine: FakeEngine) -> Iterator[None]:
    engine.asked.clear()
    yield
    assert program.is_empty()
    assert not [asked for asked, _, _ in engine.asked if not asked.startswith(("GET ", "HEAD "))]


LOG = {"driver": "gelf", "options": {"gelf-address": "udp://127.0.0.1:12201"}}


def preview(program: Program, kind: str, changes: Any, **target: Any) -> tuple[int, str]:
    image = {"image": "shop:1", **changes.pop("app", {})}
    return program.preview({"app": image, **changes}, target={kind: {"log": LOG, **target}})


@in_every_place
def test_a_sound_stack_passes_with_the_pack_silent(program: Program, kind: str) -> None:
    release = {"release": ["python", "manage.py", "migrate"], "secrets": {"KEY": "hidden"}}
    code, output = preview(program, kind, {"app": release, "workers": {"more": {"replicas": 2}}})
    assert code == 0, output
    assert f"docker:index:{'Container' if kind == 'docker' else 'Service'} " in output
    assert "celery-checklist" in output
    assert "[mandatory]" not in output
    assert "[advisory]" not in output


@in_every_place
def test_a_password_that_is_known_at_preview_is_seen_and_not_shown(program: Program, kind: str) -> None:
    code, output = preview(program, kind, {"broker": {"password": "hidden, and long enough"}})
    assert code == 0, output
    assert "[mandatory]" not in output
    assert "[advisory]" not in output
    assert "hidden" not in output


FAULTS = [
    ("celery-json-only", "app", {"settings": {"accept_content": ["json", "pickle"]}}),
    ("celery-log-level", "beat", {"log_level": "debug"}),
    ("redis-no-empty-password", "broker", {"password": ""}),
    ("worker-graceful-stop", "app", {"stop_grace": 0}),
]


@in_every_place
@pytest.mark.parametrize(("rule", "section", "fault"), FAULTS)
def test_a_fault_in_an_argument_is_stopped(program: Program, kind: str, rule: str, section: str, fault: Any) -> None:
    code, output = preview(program, kind, {section: dict(fault)})
    assert code != 0, output
    assert output.count("[mandatory]") == output.count(f" {rule} ") == 1, output
    assert "(celery-stack:index:CeleryStack: " in output


@in_every_place
def test_root_is_stopped(program: Program, kind: str) -> None:
    code, output = preview(program, kind, {}, user="0:0")
    assert code != 0, output
    assert output.count(" worker-not-root ") == 1, output


@in_every_place
def test_a_second_beat_beside_the_stacks_own_is_stopped(program: Program, kind: str) -> None:
    with program.with_more(SECOND_BEAT.format(host="shop-dev-demo-broker", port=6379)):
        code, output = preview(program, kind, {})
    assert code != 0, output
    assert "one of 2 beats of the application" in output
    assert "hidden" not in output


BY_HAND = """
import pulumi_docker as docker

redis = docker.RemoteImage("redis", name="redis:7", keep_locally=True)
image = docker.RemoteImage("shop", name="registry.example/shop:1", keep_locally=True)
docker.Container("cache", image=redis.image_id, ports=[{"internal": 6379, "external": 6379}], restart="always")
celery = ["celery", "-A", "shop"]
alive = {"envs": ["CELERY_BROKER_URL=redis://:hidden@cache"], "destroy_grace_seconds": 60, "restart": "always"}
docker.Container("one", image=image.image_id, command=[*celery, "beat"], user="root", **alive)
docker.Container("two", image=image.image_id, command=[*celery, "worker", "-B"], **alive)
docker.Container("all", image=image.image_id, command=["supervisord", "-n"])
spec = {"container_spec": {"image": image.repo_digest, "args": [*celery, "worker"]}}
docker.Service("workers", task_spec={**spec, "restart_policy": {"condition": "none"}})
flower = docker.RemoteImage("monitor", name="mher/flower:latest", keep_locally=True)
docker.Container("flower", image=flower.image_id)
socket = {"host_path": "/var/run/docker.sock", "container_path": "/var/run/docker.sock"}
open_to = {"privileged": True, "network_mode": "host", "volumes": [socket], "user": "app"}
forced = {**alive, "envs": ["C_FORCE_ROOT=hidden"]}
docker.Container("three", image=image.image_id, command=[*celery, "worker", "--detach"], **open_to, **forced)
docker.Container("proxy", image="traefik:v3.1", volumes=[socket])
closed = docker.Network("closed", internal=True)
server = {"command": ["redis-server", "--requirepass", "hidden, and long enough"], "restart": "always"}
docker.Container("queue", image=redis.image_id, networks_advanced=[{"name": closed.name}], **server)
"""
FOUND = {
    ("redis-not-published", "Container: cache"),
    ("redis-requires-password", "Container: cache"),
    ("worker-not-root", "Container: one"),
    ("celery-single-beat", "Container: two"),
    ("celery-beat-not-embedded", "Container: two"),
    ("one-process-per-container", "Container: all"),
    ("restart-always", "Service: workers"),
    ("worker-graceful-stop", "Service: workers"),
    ("flower-authenticated", "Container: flower"),
    ("container-not-privileged", "Container: three"),
    ("container-no-host-namespaces", "Container: three"),
    ("container-no-docker-socket", "Container: three"),
    ("celery-not-detached", "Container: three"),
    ("celery-no-force-root", "Container: three"),
}
BY_THE_GRAPH = {
    ("image-pinned", "Container: flower"),
    ("redis-on-private-network", "Container: cache"),
}


def test_containers_made_by_hand_are_judged(program: Program) -> None:
    with program.instead(BY_HAND):
        code, output = preview(program, "docker", {})
    assert code != 0, output
    assert found(output, "[mandatory]") == FOUND
    of_the_graph = {rule for rule, _ in BY_THE_GRAPH}
    assert {one for one in found(output, "[advisory]") if one[0] in of_the_graph} == BY_THE_GRAPH
    assert "hidden" not in output


def found(output: str, level: str) -> set[tuple[str, str]]:
    """The rules that were broken at this level, each with the resource that is blamed."""
    lines = [line for line in output.splitlines() if level in line and "docker:index:" in line]
    return {(line.split()[4], line.rpartition("docker:index:")[2].rstrip(")")) for line in lines}


MENDED = """
import pulumi
import pulumi_docker as docker

token = pulumi.Output.secret("TOKEN=hidden")
port = {"internal": 6379, "external": 6379}
docker.Container("cache", image="redis:7", command=["redis-server"], ports=[port], envs=[token], restart="no")
"""
TO_MEND = {rule: {"enforcementLevel": "remediate"} for rule in ("restart-always", "redis-not-published")}


def test_a_container_made_by_hand_is_mended_before_it_is_planned(program: Program) -> None:
    with program.instead(MENDED):
        levels = {"all": "advisory", **TO_MEND}
        code, output = program.preview({}, levels)
        shown = program.pulumi("preview", "--policy-pack", str(PACK), "--policy-pack-config", LEVELS, "--json")
    assert code == 0, output
    [cache] = [step for step in json.loads(shown.stdout)["steps"] if step["urn"].endswith("::cache")]
    planned = cache["newState"]["inputs"]
    assert (planned["restart"], planned["ports"][0]["ip"]) == ("always", "127.0.0.1")
    assert planned["envs"] == ["[secret]"] or planned["envs"] == "[secret]"
    assert all(f"{rule} " in output for rule in TO_MEND)
    assert "hidden" not in output + shown.stdout + shown.stderr
