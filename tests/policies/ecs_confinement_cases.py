"""How ECS keeps containers apart from their machines, Flower on it, and what a process is told there."""

from typing import Any

from case import Case
from ecs_changes import key, of, variable
from ecs_resources import KEY, TASK, WEB, containers, on_machines, task

FLOWER: dict[str, Any] = {
    "name": "flower",
    "command": ["celery", "-A", "shop", "flower", "--basic-auth=ada:hidden-6f1c"],
    "portMappings": [{"containerPort": 5555}],
}
NO_NEW = {"dockerSecurityOptions": ["no-new-privileges"]}
MOUNTED = {"mountPoints": [{"sourceVolume": "engine", "containerPath": "/var/run/docker.sock"}]}
AGENT = {"name": "agent", "image": "datadog/agent:7.60.0", "command": None, **MOUNTED}
SOCKET = {"name": "engine", "hostPath": "/var/run/docker.sock"}

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "on machines": (TASK, on_machines(NO_NEW)),
    "beside an agent": (TASK, on_machines(NO_NEW, AGENT, volumes=[SOCKET])),
    "with the engine": (TASK, on_machines({**NO_NEW, **MOUNTED}, volumes=[{"name": "engine"}])),
    "flower": (TASK, task(FLOWER)),
    "web": (TASK, task(WEB)),
    "on fargate": (TASK, task()),
}


def capabilities(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """A container with these changes of its capabilities."""
    return [{"linuxParameters": {"capabilities": change}} for change in changes]


def image(*names: str) -> list[dict[str, Any]]:
    """A container of each of these images."""
    return key("image", *names)


def asking(*commands: str, every: float | None) -> list[dict[str, Any]]:
    """Health tests with each of these commands."""
    return [{"healthCheck": {"command": ["CMD-SHELL", command], "interval": every}} for command in commands]


PING = "celery -A shop inspect ping"
OPTIONS = [["no-new-privileges"], ["no-new-privileges:true"], ["no-new-privileges=true", "label:type:x"]]
ROOTS = ["/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock", "/", "/var/run"]
SECRETS = [{"name": "FLOWER_BASIC_AUTH", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/flower"}]
LOOSE = ["celery", "-A", "shop", "flower"]

CASES = [
    of("container-not-privileged", "on machines", key("privileged", False, None), key("privileged", True)),
    Case("container-no-host-namespaces", "on machines", "networkMode", ["bridge", "awsvpc", "none", None], ["host"]),
    Case("container-no-host-namespaces", "on machines", "pidMode", ["task", None], ["host"]),
    Case("container-no-host-namespaces", "on machines", "ipcMode", ["task", "none", None], ["host"]),
    Case(
        "container-no-docker-socket",
        "with the engine",
        "volumes",
        [[{"name": "engine", "hostPath": "/data"}], [{"name": "other", "hostPath": ROOTS[0]}], [{"name": "engine"}]],
        [[{"name": "engine", "hostPath": root}] for root in ROOTS],
    ),
    Case(
        "container-no-docker-socket",
        "with the engine",
        "volumes",
        [],
        [[{"name": "engine", "host": {"sourcePath": "/"}}]],
    ),
    of(
        "container-drops-capabilities",
        "on fargate",
        capabilities({"drop": ["ALL"]}),
        capabilities({}, {"drop": ["KILL"]}),
    ),
    of("container-drops-capabilities", "on fargate", [], key("linuxParameters", None, {})),
    of("container-drops-capabilities", "on fargate", [], capabilities({"drop": ["ALL"], "add": ["SYS_PTRACE"]})),
    Case(
        "container-no-new-privileges",
        "on machines",
        KEY,
        [containers({"dockerSecurityOptions": one}) for one in OPTIONS],
        [containers({"dockerSecurityOptions": one}) for one in (None, [], ["no-new-privileges:false"], ["label:x"])],
    ),
    Case("container-no-new-privileges", "on fargate", KEY, [containers({})], []),
    Case(
        "container-no-new-privileges", "on machines", "requiresCompatibilities", [["FARGATE"], ["EC2", "FARGATE"]], []
    ),
    of("container-read-only-rootfs", "on fargate", [], key("readonlyRootFilesystem", None, False)),
    Case("container-resource-limits", "on fargate", "memory", ["512", "1 GB", "0.5GB", 512], [None, "0"]),
    Case("container-resource-limits", "on fargate", "cpu", ["256", ".25 vCPU", 256], [None]),
    Case(
        "image-pinned", "on fargate", KEY, [containers(one) for one in image("shop:1", "shop@sha256:" + "6f" * 32)], []
    ),
    of(
        "image-pinned",
        "on fargate",
        [],
        image("shop", "shop:latest", "123.dkr.ecr.eu-west-1.amazonaws.com/shop:latest"),
    ),
    of("health-check-is-cheap", "on fargate", asking(PING, every=60), asking(PING, every=30)),
    of("health-check-is-cheap", "on fargate", asking("/app/alive", every=5), asking(PING, every=None)),
    of("celery-not-detached", "on fargate", [], key("command", ["celery", "-A", "shop", "worker", "--detach"])),
    of("celery-no-force-root", "on fargate", [], variable("C_FORCE_ROOT", "1", "true")),
    of(
        "flower-authenticated",
        "flower",
        [{**FLOWER, "command": LOOSE, "secrets": SECRETS}],
        [{**FLOWER, "command": LOOSE}],
    ),
]
