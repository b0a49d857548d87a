"""What the engine is asked for a service."""

import random
from collections.abc import Mapping
from typing import Any

from bridge.errors import ProviderError
from bridge.validators import nanoseconds
from shared import from_labels, in_set_order

Given = Mapping[str, Any]
Body = dict[str, Any]


def specification(service: Given) -> Body:
    """The whole service: an update sends it anew."""
    return {
        "Name": service["name"],
        "Labels": from_labels(service["labels"]),
        "TaskTemplate": _task(service["taskSpec"]),
        "Mode": _mode(service["mode"] or {}),
        "UpdateConfig": _rolling(service["updateConfig"]),
        "RollbackConfig": _rolling(service["rollbackConfig"]),
        "EndpointSpec": _endpoint(service["endpointSpec"] or {}),
    }


def _time(value: str | None) -> int:
    return nanoseconds(value or "0")


def _task(task: Given) -> Body:
    return {
        "ContainerSpec": _container(task["containerSpec"]),
        "Resources": _resources(task["resources"] or {}),
        "RestartPolicy": _restart(task["restartPolicy"]),
        "Placement": _placement(task["placement"] or {}),
        "ForceUpdate": task["forceUpdate"] or 0,
        "Runtime": task["runtime"] or "",
        "Networks": [_network(one) for one in task["networksAdvanceds"] or ()],
        "LogDriver": _log_driver(task["logDriver"]),
    }


def _container(spec: Given) -> Body:
    """A grace period that is not given is none; nor is `init`."""
    return {
        "Image": spec["image"],
        "Labels": from_labels(spec["labels"]),
        "Command": spec["commands"] or [],
        "Args": spec["args"] or [],
        "Hostname": spec["hostname"] or "",
        "Env": _environment(spec["env"] or {}),
        "Dir": spec["dir"] or "",
        "User": spec["user"] or "",
        "Groups": spec["groups"] or [],
        "ReadOnly": bool(spec["readOnly"]),
        "Mounts": [_mount(one) for one in spec["mounts"] or ()],
        "StopSignal": spec["stopSignal"] or "",
        "StopGracePeriod": _time(spec["stopGracePeriod"]),
        "Healthcheck": _healthcheck(spec["healthcheck"] or {}),
        "Hosts": [f"{one['ip']} {one['host']}" for one in spec["hosts"] or ()],
        "DNSConfig": _dns(spec["dnsConfig"] or {}),
        "Secrets": [_file("Secret", one) for one in spec["secrets"] or ()],
        "Configs": [_file("Config", one) for one in spec["configs"] or ()],
        "Isolation": spec["isolation"],
        "Sysctls": spec["sysctl"] or {},
        "CapabilityAdd": spec["capAdds"] or [],
        "CapabilityDrop": spec["capDrops"] or [],
        "Init": bool(spec["init"]),
    }


def _environment(variables: Mapping[str, str]) -> list[str]:
    """In any order, as the official provider sends them: Swarm takes another order for another task."""
    listed = [f"{name}={value}" for name, value in variables.items() if name]
    random.shuffle(listed)
    return listed


def _mount(one: Given) -> Body:
    mount = {
        "Type": one["type"],
        "Target": one["target"],
        "Source": one.get("source") or "",
        "ReadOnly": bool(one.get("readOnly")),
    }
    if options := one.get("tmpfsOptions"):
        mount["TmpfsOptions"] = {"SizeBytes": options.get("sizeBytes") or 0, "Mode": options.get("mode") or 0}
    return mount


def _healthcheck(check: Given) -> Body:
    if not check:
        return {}
    return {
        "Test": check["tests"] or [],
        "Interval": _time(check["interval"]),
        "Timeout": _time(check["timeout"]),
        "StartPeriod": _time(check["startPeriod"]),
        "Retries": check["retries"] or 0,
    }


def _dns(dns: Given) -> Body:
    names = {"Nameservers": "nameservers", "Search": "searches", "Options": "options"}
    return {key: dns[name] for key, name in names.items() if dns.get(name)}


def _file(kind: str, one: Given) -> Body:
    small = kind.lower()
    return {
        f"{kind}ID": one[f"{small}Id"],
        f"{kind}Name": one.get(f"{small}Name") or "",
        "File": {"Name": one["fileName"], "UID": one["fileUid"], "GID": one["fileGid"], "Mode": one["fileMode"]},
    }


def _resources(resources: Given) -> Body:
    body: Body = {}
    for key, name in (("Limits", "limits"), ("Reservations", "reservation")):
        if amount := resources.get(name):
            body[key] = {"NanoCPUs": amount["nanoCpus"] or 0, "MemoryBytes": amount["memoryBytes"] or 0}
    return body


def _restart(policy: Given | None) -> Body:
    if policy is None:
        return {}
    return {
        "Condition": policy["condition"] or "",
        "Delay": _time(policy["delay"]),
        "MaxAttempts": policy["maxAttempts"] or 0,
        "Window": _time(policy["window"]),
    }


def _placement(placement: Given) -> Body:
    if not placement:
        return {}
    platforms = [{"Architecture": one["architecture"], "OS": one["os"]} for one in placement["platforms"] or ()]
    return {
        "Constraints": in_set_order(placement["constraints"]),
        "Preferences": [{"Spread": {"SpreadDescriptor": one}} for one in in_set_order(placement["prefs"])],
        "Platforms": platforms,
        "MaxReplicas": placement["maxReplicas"] or 0,
    }


def _network(one: Given) -> Body:
    target = one.get("id") or one.get("name")
    if not target:
        raise ProviderError("network 'name' or 'id' must be specified")
    options = dict(option.split("=", 1) for option in one.get("driverOpts") or () if "=" in option)
    return {"Target": target, "Aliases": in_set_order(one.get("aliases")), "DriverOpts": options}


def _log_driver(driver: Given | None) -> Body | None:
    return {"Name": driver["name"], "Options": driver["options"] or {}} if driver else None


def _mode(mode: Given) -> Body:
    body: Body = {}
    if replicated := mode.get("replicated"):
        body["Replicated"] = {"Replicas": replicated["replicas"]}
    if mode.get("global"):
        body["Global"] = {}
    return body


def _rolling(config: Given | None) -> Body | None:
    if config is None:
        return None
    return {
        "Parallelism": config["parallelism"],
        "Delay": _time(config["delay"]),
        "FailureAction": config["failureAction"],
        "Monitor": _time(config["monitor"]),
        "MaxFailureRatio": float(config["maxFailureRatio"]),
        "Order": config["order"],
    }


def _endpoint(endpoint: Given) -> Body:
    ports = [
        {
            "Name": one["name"] or "",
            "Protocol": one["protocol"],
            "TargetPort": one["targetPort"],
            "PublishedPort": one["publishedPort"] or 0,
            "PublishMode": one["publishMode"],
        }
        for one in endpoint.get("ports") or ()
    ]
    return {"Mode": endpoint.get("mode") or "", "Ports": ports}
