"""What is read back of a container."""

from typing import Any

from bridge.state import Data
from bridge.validators import spelled
from container_request import MEGABYTE, NANO

State = dict[str, Any]


def found(data: Data, inspected: dict[str, Any]) -> State:
    """The properties that the official provider reads; it leaves the others as they were planned."""
    config, host = inspected["Config"], inspected["HostConfig"]
    return {
        **_of_life(data, inspected),
        **_of_network(data, inspected),
        **_of_config(data, inspected, config),
        **_of_host(host),
        **_of_resources(data, host),
        **_if_given(data, inspected),
    }


def _of_life(data: Data, inspected: dict[str, Any]) -> State:
    """A stopped container that has to run is told as one that need not: the next update starts it."""
    if inspected["State"]["Running"]:
        return {}
    stopped = {"exitCode": inspected["State"]["ExitCode"]}
    return {**stopped, "mustRun": False} if data["mustRun"] else stopped


def _of_network(data: Data, inspected: dict[str, Any]) -> State:
    settings = inspected["NetworkSettings"]
    state: State = {"bridge": settings["Bridge"], "networkDatas": _networks(settings["Networks"])}
    if data["ports"] and (inspected["State"]["Running"] or data["mustRun"]):
        state["ports"] = _ports(settings["Ports"] or {})
    return state


def _networks(networks: dict[str, Any] | None) -> list[State]:
    return [
        {
            "networkName": name,
            "ipAddress": one["IPAddress"],
            "ipPrefixLength": one["IPPrefixLen"],
            "gateway": one["Gateway"],
            "globalIpv6Address": one["GlobalIPv6Address"],
            "globalIpv6PrefixLength": one["GlobalIPv6PrefixLen"],
            "ipv6Gateway": one["IPv6Gateway"],
            "macAddress": one["MacAddress"],
        }
        for name, one in (networks or {}).items()
    ]


def _ports(published: dict[str, Any]) -> list[State]:
    ports = []
    for key in sorted(published, key=lambda one: int(one.partition("/")[0])):
        internal, _, protocol = key.partition("/")
        for bound in published[key] or ():
            external = int(bound["HostPort"])
            ports.append({"internal": int(internal), "external": external, "ip": bound["HostIp"], "protocol": protocol})
    return ports


def _of_config(data: Data, inspected: dict[str, Any], config: dict[str, Any]) -> State:
    return {
        "name": inspected["Name"].lstrip("/"),
        "platform": inspected["Platform"],
        "image": inspected["Image"] if data["image"].startswith("sha256:") else config["Image"],
        "hostname": config["Hostname"],
        "domainname": config["Domainname"],
        "command": config["Cmd"] or [],
        "entrypoints": config["Entrypoint"] or [],
        "user": config["User"],
        "workingDir": config["WorkingDir"],
        "tty": config["Tty"],
        "stdinOpen": config["OpenStdin"],
        "stopSignal": config.get("StopSignal") or "",
        "stopTimeout": config.get("StopTimeout") or 0,
    }


def _of_host(host: dict[str, Any]) -> State:
    return {
        "rm": host["AutoRemove"],
        "readOnly": host["ReadonlyRootfs"],
        "privileged": host["Privileged"],
        "publishAllPorts": host["PublishAllPorts"],
        "restart": host["RestartPolicy"]["Name"],
        "maxRetryCount": host["RestartPolicy"]["MaximumRetryCount"],
        "init": bool(host.get("Init")),
        "runtime": host["Runtime"],
        "dns": host["Dns"] or [],
        "dnsOpts": host["DnsOptions"] or [],
        "dnsSearches": host["DnsSearch"] or [],
        "securityOpts": host["SecurityOpt"] or [],
        "mounts": [_mount(one) for one in host.get("Mounts") or ()],
        "tmpfs": host.get("Tmpfs") or {},
        "hosts": [dict(zip(("host", "ip"), one.split(":")[:2], strict=True)) for one in host["ExtraHosts"] or ()],
        "networkMode": host["NetworkMode"],
        "usernsMode": host["UsernsMode"],
        "ipcMode": host["IpcMode"],
        "sysctls": host.get("Sysctls") or {},
        "groupAdds": host["GroupAdd"] or [],
    }


def _mount(one: dict[str, Any]) -> State:
    return {
        "target": one["Target"],
        "source": one.get("Source", ""),
        "type": one["Type"],
        "readOnly": one.get("ReadOnly", False),
    }


def _of_resources(data: Data, host: dict[str, Any]) -> State:
    swap = host["MemorySwap"]
    return {
        "memory": host["Memory"] // MEGABYTE,
        "memoryReservation": host["MemoryReservation"] // MEGABYTE,
        "memorySwap": swap // MEGABYTE if swap > 0 else swap,
        "shmSize": host["ShmSize"] // MEGABYTE,
        "cpuShares": host["CpuShares"],
        "cpuSet": host["CpusetCpus"],
        "logDriver": host["LogConfig"]["Type"],
        "logOpts": host["LogConfig"]["Config"] if data["logOpts"] else None,
    }


def _if_given(data: Data, inspected: dict[str, Any]) -> State:
    """What is read only where the container has it, or the user asked for it."""
    state: State = {}
    config, host = inspected["Config"], inspected["HostConfig"]
    if host["NanoCpus"]:
        state["cpus"] = _decimal(host["NanoCpus"])
    if host["CapAdd"] or host["CapDrop"]:
        state["capabilities"] = {"adds": host["CapAdd"] or [], "drops": host["CapDrop"] or []}
    if data["ulimits"]:
        state["ulimits"] = [{key: one[key.title()] for key in ("name", "soft", "hard")} for one in host["Ulimits"]]
    if data["pidMode"]:
        state["pidMode"] = host["PidMode"]
    if check := config.get("Healthcheck"):
        state["healthcheck"] = _healthcheck(check)
    return state


def _decimal(nanos: int) -> str:
    whole, rest = divmod(nanos, NANO)
    return f"{whole}.{rest:09}".rstrip("0") if rest else f"{whole}.0"


def _healthcheck(check: dict[str, Any]) -> State:
    return {
        "tests": check.get("Test") or [],
        "interval": spelled(check.get("Interval", 0)),
        "timeout": spelled(check.get("Timeout", 0)),
        "startPeriod": spelled(check.get("StartPeriod", 0)),
        "startInterval": spelled(check.get("StartInterval", 0)),
        "retries": check.get("Retries", 0),
    }
