"""What the engine is asked for a container: the body of the request that creates it, and the files put into it."""

import base64
import io
import tarfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bridge.errors import ProviderError
from bridge.state import Data
from bridge.validators import nanoseconds
from shared import from_labels, in_set_order

MEGABYTE = 1024 * 1024
NANO = 10**9
Body = dict[str, Any]


def creation(data: Data) -> Body:
    """The body; what is unset is left out, for the engine to fill in."""
    body = {
        "Image": data["image"],
        "Hostname": data["hostname"],
        "Domainname": data["domainname"],
        "Tty": data["tty"],
        "OpenStdin": data["stdinOpen"],
        "StopSignal": data["stopSignal"],
        "StopTimeout": data["stopTimeout"],
        "Env": in_set_order(data["envs"]),
        "Cmd": _command(data["command"]),
        "Entrypoint": data["entrypoints"],
        "User": data["user"],
        "ExposedPorts": {_port(one): {} for one in data["ports"] or ()},
        "WorkingDir": data["workingDir"],
        "Volumes": {one["containerPath"]: {} for one in data["volumes"] or () if one.get("containerPath")},
        "Labels": from_labels(data["labels"]),
        "Healthcheck": _healthcheck(data["healthcheck"]),
    }
    return {**_given(body), "HostConfig": _host(data), "NetworkingConfig": {}}


def _given(body: Mapping[str, Any]) -> Body:
    return {key: value for key, value in body.items() if value}


def _host(data: Data) -> Body:
    capabilities = data["capabilities"] or {}
    optional = {
        "Tmpfs": data["tmpfs"],
        "Binds": _binds(data["volumes"] or ()),
        "VolumesFrom": [one["fromContainer"] for one in data["volumes"] or () if one.get("fromContainer")],
        "PortBindings": _bindings(data["ports"] or ()),
        "ExtraHosts": [f"{one['host']}:{one['ip']}" for one in data["hosts"] or ()],
        "Ulimits": [{key.title(): one[key] for key in ("name", "soft", "hard")} for one in data["ulimits"] or ()],
        "CapAdd": _canonical(capabilities.get("adds")),
        "CapDrop": _canonical(capabilities.get("drops")),
        "Dns": in_set_order(data["dns"]),
        "DnsOptions": in_set_order(data["dnsOpts"]),
        "DnsSearch": in_set_order(data["dnsSearches"]),
        "UsernsMode": data["usernsMode"],
        "PidMode": data["pidMode"],
        "IpcMode": data["ipcMode"],
        "Sysctls": data["sysctls"],
        "GroupAdd": in_set_order(data["groupAdds"]),
    }
    return {
        "Privileged": data["privileged"],
        "PublishAllPorts": data["publishAllPorts"],
        "RestartPolicy": {"Name": data["restart"], "MaximumRetryCount": data["maxRetryCount"]},
        "Runtime": data["runtime"],
        "Mounts": [_mount(one) for one in data["mounts"] or ()],
        "AutoRemove": data["rm"],
        "ReadonlyRootfs": data["readOnly"],
        "LogConfig": {"Type": data["logDriver"], "Config": data["logOpts"] or {}},
        "NetworkMode": data["networkMode"],
        "Init": data["init"],
        **_security(in_set_order(data["securityOpts"])),
        **_given(optional),
        **_given(_limits(data)),
    }


def _limits(data: Data) -> Body:
    return {
        "Memory": data["memory"] * MEGABYTE,
        "MemoryReservation": data["memoryReservation"] * MEGABYTE,
        "MemorySwap": swap(data["memorySwap"]),
        "ShmSize": data["shmSize"] * MEGABYTE,
        "NanoCpus": int(float(data["cpus"] or 0) * NANO),
        "CpuShares": data["cpuShares"],
        "CpusetCpus": data["cpuSet"],
    }


def _canonical(names: Iterable[str] | None) -> list[str]:
    capitals = {name.upper() for name in names or ()}
    return sorted(name if name == "ALL" else f"CAP_{name.removeprefix('CAP_')}" for name in capitals)


def _command(words: list[str] | None) -> list[str] | None:
    if words and "" in words:
        raise ProviderError("values for command may not be empty")
    return words


def swap(megabytes: int) -> int:
    """-1 is no limit."""
    return megabytes * MEGABYTE if megabytes > 0 else megabytes


def _security(options: list[str]) -> Body:
    """One option is the client's own: no path is masked or read-only."""
    unconfined = "systempaths=unconfined"
    paths: Body = {"MaskedPaths": [], "ReadonlyPaths": []} if unconfined in options else {}
    return {"SecurityOpt": [one for one in options if one != unconfined], **paths} if options else {}


def _port(one: Mapping[str, Any]) -> str:
    return f"{one['internal']}/{one['protocol']}"


def _bindings(ports: Any) -> Body:
    bindings: Body = {}
    for one in ports:
        external = one.get("external")
        bound = {"HostIp": one["ip"], "HostPort": str(external if isinstance(external, int) else 0)}
        bindings.setdefault(_port(one), []).append(bound)
    return bindings


def _binds(volumes: Any) -> list[str]:
    binds = []
    for one in volumes:
        source, path = one.get("hostPath") or one.get("volumeName"), one.get("containerPath")
        if bool(path) == bool(one.get("fromContainer")):
            what = "both a container and a path specified in a volume entry"
            neither = "volume entry without container path or source container"
            raise ProviderError(f"Unable to parse volumes: {what if path else neither}")
        if source and path:
            label = f",{one['selinuxRelabel']}" if one.get("selinuxRelabel") else ""
            binds.append(f"{source}:{path}:{'ro' if one.get('readOnly') else 'rw'}{label}")
    return binds


def _mount(one: Mapping[str, Any]) -> Body:
    return {
        "Type": one["type"],
        "Target": one["target"],
        "Source": one.get("source") or "",
        "ReadOnly": bool(one.get("readOnly")),
    }


def _healthcheck(given: Mapping[str, Any] | None) -> Body | None:
    if given is None:
        return None
    return {
        "Test": given["tests"] or [],
        "Interval": nanoseconds(given["interval"]),
        "Timeout": nanoseconds(given["timeout"]),
        "StartPeriod": nanoseconds(given["startPeriod"]),
        "Retries": given["retries"],
    }


def archive(upload: Mapping[str, Any]) -> bytes:
    """The tar archive that puts one file into a container's root."""
    content = _content(upload)
    entry = tarfile.TarInfo(upload["file"])
    entry.mode = int(upload.get("permissions") or ("0744" if upload.get("executable") else "0644"), 8)
    entry.size, entry.mtime = len(content), int(time.time())
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _content(upload: Mapping[str, Any]) -> bytes:
    given = [name for name in ("content", "contentBase64", "source") if upload.get(name)]
    wanted = "'content', 'content_base64', or 'source'"
    if not given:
        raise ProviderError(f"error with upload content: one of {wanted} must be set")
    if len(given) > 1:
        raise ProviderError(f"error with upload content: only one of {wanted} can be set")
    if given == ["content"]:
        return str(upload["content"]).encode()
    if given == ["contentBase64"]:
        return base64.b64decode(upload["contentBase64"])
    try:
        return Path(upload["source"]).read_bytes()
    except OSError as error:
        raise ProviderError(f"could not read file: open {upload['source']}: {str(error.strerror).lower()}") from error
