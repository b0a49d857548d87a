"""Every container is as closed as the rules of docker-bench-security want, section "container runtime".

Left out are: the limit of process numbers, which the provider cannot set; "restart on failure, five times", as a stack
is kept alive for ever; and the rules on how people use `docker exec` and pull images.
"""

from collections.abc import Callable
from typing import Any

import docker
import pytest
from docker.models.containers import Container

from ..deployment import Deployment
from ..inside import main_processes, processes

ROLES = ("broker", "web", "worker", "beat")
SENSITIVE = ("/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/var/run/docker.sock", "/run/docker.sock")

Rule = Callable[[dict[str, Any], dict[str, Any]], bool]


def confined(seen: dict[str, Any], host: dict[str, Any]) -> bool:
    """By AppArmor, where the engine has it; never freed of it, of SELinux or of seccomp."""
    return seen["AppArmorProfile"] != "unconfined" and not any(
        word in option for option in host["SecurityOpt"] for word in ("unconfined", "label=disable", "label:disable")
    )


def published(host: dict[str, Any]) -> list[dict[str, str]]:
    return [one for ports in (host["PortBindings"] or {}).values() for one in ports]


RULES: dict[str, Rule] = {
    "confined": confined,
    "no capability": lambda seen, host: not host["CapAdd"] and host["CapDrop"] == ["ALL"],
    "not privileged": lambda seen, host: not host["Privileged"],
    "no sensitive folder of the machine": lambda seen, host: (
        not [one for one in seen["Mounts"] if one["Type"] == "bind" or one["Source"].startswith(SENSITIVE)]
    ),
    "no privileged port": lambda seen, host: all(int(one["HostPort"]) > 1024 for one in published(host)),
    "no network of the machine": lambda seen, host: (
        host["NetworkMode"] != "host" and not {"host", "bridge"} & seen["NetworkSettings"]["Networks"].keys()
    ),
    "memory is limited": lambda seen, host: host["Memory"] > 0,
    "processors are limited": lambda seen, host: (
        seen["Name"] is not None and (host["NanoCpus"] or host["CpuShares"]) > 0
    ),
    "the root file system is read-only": lambda seen, host: host["ReadonlyRootfs"],
    "published on one address": lambda seen, host: all(one["HostIp"] == "127.0.0.1" for one in published(host)),
    "process numbers of its own": lambda seen, host: host["PidMode"] != "host",
    "shared memory of its own": lambda seen, host: host["IpcMode"] in ("private", "none"),
    "host name of its own": lambda seen, host: host["UTSMode"] != "host",
    "users of its own": lambda seen, host: host["UsernsMode"] != "host",
    "no device": lambda seen, host: not host["Devices"] and not host["DeviceRequests"],
    "limits of the engine": lambda seen, host: not host["Ulimits"],
    "mounts are not shared": lambda seen, host: all("shared" not in one["Propagation"] for one in seen["Mounts"]),
    "control group of the engine": lambda seen, host: host["CgroupParent"] == "",
    "no new privileges": lambda seen, host: "no-new-privileges" in host["SecurityOpt"],
    "its health is asked": lambda seen, host: bool(seen["Config"]["Healthcheck"]["Test"]),
    "its log is limited": lambda seen, host: host["LogConfig"]["Config"] == {"max-file": "3", "max-size": "10m"},
    "is kept alive": lambda seen, host: host["RestartPolicy"]["Name"] == "always",
}


@pytest.fixture(scope="module", params=ROLES)
def container(request: pytest.FixtureRequest, running: Deployment) -> Container:
    return running.container(request.param)


@pytest.mark.parametrize("rule", RULES)
def test_it_keeps_the_rule(container: Container, rule: str) -> None:
    assert RULES[rule](container.attrs, container.attrs["HostConfig"])


def test_it_runs_one_main_process(container: Container) -> None:
    """What gunicorn and the worker's pool start are children of it."""
    assert len(main_processes(container)) == 1


def test_nobody_in_it_is_root(container: Container) -> None:
    found = processes(container)
    assert {one.user for one in found} & {"root", "0"} == set()
    assert not [one for one in found if "sshd" in one.command]


def test_only_the_web_publishes_a_port(running: Deployment) -> None:
    found = {role: published(running.container(role).attrs["HostConfig"]) for role in ROLES}
    assert [role for role, ports in found.items() if ports] == ["web"]
    assert [one["HostPort"] for one in found["web"]] == [str(running.port)]


def test_confined_by_what_the_engine_has(engine: docker.DockerClient, container: Container) -> None:
    if "name=apparmor" in engine.info()["SecurityOptions"]:
        assert container.attrs["AppArmorProfile"] == "docker-default"
