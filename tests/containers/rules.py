"""How closed a container has to be: the rules of docker-bench-security, section "container runtime".

Left out are: the limit of process numbers, which the provider cannot set; "restart on failure, five times", as a stack
is kept alive for ever; and the rules on how people use `docker exec` and pull images.
"""

from collections.abc import Callable
from typing import Any

Rule = Callable[[dict[str, Any], dict[str, Any]], bool]

SENSITIVE = ("/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/var/run/docker.sock", "/run/docker.sock")


def published(host: dict[str, Any]) -> list[dict[str, str]]:
    """The ports that a container publishes on the machine."""
    return [one for ports in (host["PortBindings"] or {}).values() for one in ports]


def _is_confined(seen: dict[str, Any], host: dict[str, Any]) -> bool:
    """By AppArmor, where the engine has it; never freed of it, of SELinux or of seccomp."""
    freed = ("unconfined", "label=disable", "label:disable")
    options = [seen["AppArmorProfile"], *(host["SecurityOpt"] or [])]
    return not any(word in option for option in options for word in freed)


def _mounts_nothing_sensitive(seen: dict[str, Any], host: dict[str, Any]) -> bool:
    return not [one for one in seen["Mounts"] if one["Type"] == "bind" or one.get("Source", "").startswith(SENSITIVE)]


RULES: dict[str, Rule] = {
    "confined": _is_confined,
    "no capability": lambda seen, host: not host["CapAdd"] and host["CapDrop"] == ["ALL"],
    "not privileged": lambda seen, host: not host["Privileged"],
    "no sensitive folder of the machine": _mounts_nothing_sensitive,
    "no privileged port": lambda seen, host: all(int(one["HostPort"]) > 1024 for one in published(host)),
    "published on one address": lambda seen, host: all(one["HostIp"] == "127.0.0.1" for one in published(host)),
    "no network of the machine": lambda seen, host: host["NetworkMode"] != "host",
    "not on the engine's own bridge": lambda seen, host: "bridge" not in seen["NetworkSettings"]["Networks"],
    "memory is limited": lambda seen, host: host["Memory"] > 0,
    "processors are limited": lambda seen, host: (host["NanoCpus"] or host["CpuShares"]) > 0,
    "the root file system is read-only": lambda seen, host: host["ReadonlyRootfs"],
    "process numbers of its own": lambda seen, host: host["PidMode"] != "host",
    "shared memory of its own": lambda seen, host: host["IpcMode"] in ("private", "none"),
    "host name of its own": lambda seen, host: host["UTSMode"] != "host",
    "users of its own": lambda seen, host: host["UsernsMode"] != "host",
    "no device": lambda seen, host: not host["Devices"] and not host["DeviceRequests"],
    "limits of the engine": lambda seen, host: not host["Ulimits"],
    "mounts are not shared": lambda seen, host: all("shared" not in one["Propagation"] for one in seen["Mounts"]),
    "control group of the engine": lambda seen, host: host["CgroupParent"] == "",
    "no new privileges": lambda seen, host: "no-new-privileges" in (host["SecurityOpt"] or []),
    "its health is asked": lambda seen, host: bool(seen["Config"]["Healthcheck"]["Test"]),
    "its log is limited": lambda seen, host: host["LogConfig"]["Config"] == {"max-file": "3", "max-size": "10m"},
}
