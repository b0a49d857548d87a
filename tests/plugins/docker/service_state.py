"""What is read back of a service."""

from typing import Any

from bridge.validators import spelled
from shared import as_labels

State = dict[str, Any]
Found = dict[str, Any]


def found(service: Found) -> State:
    spec = service["Spec"]
    return {
        "name": spec["Name"],
        "labels": as_labels(spec["Labels"]),
        "taskSpec": _task(spec["TaskTemplate"]),
        "mode": _mode(spec["Mode"]),
        "updateConfig": _rolling(spec.get("UpdateConfig")),
        "rollbackConfig": _rolling(spec.get("RollbackConfig")),
        "endpointSpec": _endpoint(service),
    }


def _time(found: Found, key: str) -> str:
    """As Docker's own tools write it: `1m` where the Go language says `1m0s`."""
    if key not in found:
        return ""
    text = spelled(found[key])
    text = text.removesuffix("0s") if text.endswith("m0s") else text
    return text.removesuffix("0m") if text.endswith("h0m") else text


def _task(task: Found) -> State:
    return {
        "containerSpec": _container(task["ContainerSpec"]),
        "resources": _resources(task.get("Resources")),
        "restartPolicy": _restart(task.get("RestartPolicy")),
        "placement": _placement(task.get("Placement")),
        "forceUpdate": task["ForceUpdate"],
        "runtime": task.get("Runtime", ""),
        "networksAdvanceds": [_network(one) for one in task.get("Networks", ())],
        "logDriver": _log_driver(task.get("LogDriver")),
    }


def _container(spec: Found) -> State:
    return {
        "image": spec["Image"],
        "labels": as_labels(spec.get("Labels")),
        "commands": spec.get("Command", []),
        "args": spec.get("Args", []),
        "hostname": spec.get("Hostname", ""),
        "env": dict(one.split("=", 1) for one in spec.get("Env", ())),
        "dir": spec.get("Dir", ""),
        "user": spec.get("User", ""),
        "groups": spec.get("Groups", []),
        "readOnly": spec.get("ReadOnly", False),
        "mounts": [_mount(one) for one in spec.get("Mounts", ())],
        "stopSignal": spec.get("StopSignal", ""),
        "stopGracePeriod": _time(spec, "StopGracePeriod"),
        "healthcheck": _healthcheck(spec.get("Healthcheck")),
        "hosts": [dict(zip(("ip", "host"), one.split(" "), strict=True)) for one in spec.get("Hosts", ())],
        "dnsConfig": _dns(spec.get("DNSConfig")),
        "secrets": [_file("Secret", one) for one in spec.get("Secrets", ())],
        "configs": [_file("Config", one) for one in spec.get("Configs", ())],
        "isolation": spec.get("Isolation", ""),
        "sysctl": spec.get("Sysctls", {}),
        "capAdds": spec.get("CapabilityAdd", []),
        "capDrops": spec.get("CapabilityDrop", []),
        "init": spec.get("Init", False),
    }


def _mount(one: Found) -> State:
    mount: State = {
        "target": one["Target"],
        "source": one.get("Source", ""),
        "type": one["Type"],
        "readOnly": one.get("ReadOnly", False),
    }
    if options := one.get("TmpfsOptions"):
        # The sticky bit is lost, as the official provider loses it.
        mount["tmpfsOptions"] = {"sizeBytes": options.get("SizeBytes", 0), "mode": options.get("Mode", 0) & 0o777}
    return mount


def _healthcheck(check: Found | None) -> State | None:
    if check is None:
        return None
    return {
        "tests": check.get("Test", []),
        "interval": _time({"Interval": 0, **check}, "Interval"),
        "timeout": _time({"Timeout": 0, **check}, "Timeout"),
        "startPeriod": _time({"StartPeriod": 0, **check}, "StartPeriod"),
        "retries": check.get("Retries", 0),
    }


def _dns(dns: Found | None) -> State | None:
    if dns is None:
        return None
    return {"nameservers": dns.get("Nameservers"), "searches": dns.get("Search"), "options": dns.get("Options")}


def _file(kind: str, one: Found) -> State:
    file, small = one["File"], kind.lower()
    return {
        f"{small}Id": one[f"{kind}ID"],
        f"{small}Name": one[f"{kind}Name"],
        "fileName": file["Name"],
        "fileUid": file["UID"],
        "fileGid": file["GID"],
        "fileMode": file["Mode"],
    }


def _resources(resources: Found | None) -> State | None:
    if resources is None:
        return None
    state: State = {"limits": None, "reservation": None}
    for key, name in (("Limits", "limits"), ("Reservations", "reservation")):
        if key in resources:
            amount = resources[key]
            state[name] = {"nanoCpus": amount.get("NanoCPUs", 0), "memoryBytes": amount.get("MemoryBytes", 0)}
    return state


def _restart(policy: Found | None) -> State | None:
    if policy is None:
        return None
    return {
        "condition": policy.get("Condition", ""),
        "delay": _time(policy, "Delay"),
        "maxAttempts": policy.get("MaxAttempts", 0),
        "window": _time(policy, "Window"),
    }


def _placement(placement: Found | None) -> State | None:
    if placement is None:
        return None
    platforms = placement.get("Platforms", ())
    return {
        "constraints": placement.get("Constraints", []),
        "prefs": [one["Spread"]["SpreadDescriptor"] for one in placement.get("Preferences", ())],
        "platforms": [{"architecture": one["Architecture"], "os": one["OS"]} for one in platforms],
        "maxReplicas": placement.get("MaxReplicas", 0),
    }


def _network(one: Found) -> State:
    """By its id, whatever the user wrote."""
    options = [f"{key}={value}" for key, value in (one.get("DriverOpts") or {}).items()]
    return {"id": one["Target"], "name": "", "aliases": one.get("Aliases", []), "driverOpts": options}


def _log_driver(driver: Found | None) -> State | None:
    return {"name": driver["Name"], "options": driver.get("Options", {})} if driver else None


def _mode(mode: Found) -> State:
    replicated = {"replicas": mode["Replicated"]["Replicas"]} if "Replicated" in mode else None
    return {"replicated": replicated, "global": "Global" in mode}


def _rolling(config: Found | None) -> State | None:
    if config is None:
        return None
    return {
        "parallelism": config["Parallelism"],
        "delay": _time({"Delay": 0, **config}, "Delay"),
        "failureAction": config["FailureAction"],
        "monitor": _time({"Monitor": 0, **config}, "Monitor"),
        "maxFailureRatio": f"{config['MaxFailureRatio']:.1f}",
        "order": config["Order"],
    }


def _endpoint(service: Found) -> State:
    """What is in force where there is something yet, else what was asked."""
    endpoint = service.get("Endpoint", {})
    in_force = endpoint.get("Spec", {}).get("Mode")
    spec = service["Spec"].get("EndpointSpec", {})
    ports = endpoint.get("Ports", ()) if in_force else spec.get("Ports", ())
    return {"mode": in_force or spec.get("Mode", ""), "ports": [_port(one) for one in ports]}


def _port(one: Found) -> State:
    return {
        "name": one.get("Name", ""),
        "protocol": one["Protocol"],
        "targetPort": one["TargetPort"],
        "publishedPort": one.get("PublishedPort", 0),
        "publishMode": one["PublishMode"],
    }
