"""A whole production stack on Kubernetes, whose names Pulumi makes up: web, workers, beat, Flower and Redis."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from judged import Given
from kubernetes_resources import (
    BEAT,
    CONFIG_MAP,
    DEPLOYMENT,
    FLOWER,
    HPA,
    JOB,
    KEDA,
    LIMITS,
    MIGRATION,
    NAMESPACE,
    RECREATE,
    REDIS,
    RESTRICTED,
    SECRET,
    SERVICE,
    STATEFUL_SET,
    WEB,
    WORKER,
    service,
    workload,
)
from pack_server import UNKNOWN

CONFINED = {"securityContext": RESTRICTED, "resources": LIMITS}
MADE = "-7f3a9c1d"
"""What Pulumi puts behind a name."""
CONFIG = {"DJANGO_SETTINGS_MODULE": "shop.settings", "CELERY_TASK_SERIALIZER": "json", "CELERY_RESULT_EXPIRES": "3600"}
REDIS_CONF = "maxmemory 400mb\nmaxmemory-policy noeviction\nappendonly yes\n"


def secret_key(name: str, secret: str, key: str) -> dict[str, Any]:
    """A variable out of a Secret."""
    return {"name": name, "valueFrom": {"secretKeyRef": {"name": secret + MADE, "key": key}}}


PASSWORD = secret_key("REDIS_PASSWORD", "redis-secret", "password")
BROKER = {"name": "CELERY_BROKER_URL", "value": f"redis://:$(REDIS_PASSWORD)@redis-service{MADE}:6379/0"}
TOLD = {"envFrom": [{"configMapRef": {"name": f"config{MADE}"}}], "env": [PASSWORD, BROKER]}
SERVER = {
    **REDIS,
    "command": ["redis-server", "/etc/redis/redis.conf"],
    "args": ["--requirepass", "$(REDIS_PASSWORD)"],
    "env": [PASSWORD],
    "volumeMounts": [{"name": "config", "mountPath": "/etc/redis"}, {"name": "data", "mountPath": "/data"}],
}
SERVERS = {"volumes": [{"name": "config", "configMap": {"name": f"redis-config{MADE}"}}]}


def told(container: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A container of the application with what it is told of its broker."""
    return {**container, **TOLD, **more}


def scaler(target: str, kind: str = "Deployment", **limits: Any) -> dict[str, Any]:
    """What scales a workload."""
    return {"spec": {"scaleTargetRef": {"kind": kind, "name": target + MADE}, **limits}}


def shop(*more: Given, known: bool = False, **changes: Mapping[str, Any]) -> list[Given]:
    """The stack, as at a preview, where no name is known, or as in a state; changes by the names of resources."""
    made = [replace(one, inputs=changes.get(one.name.replace("-", "_"), one.inputs)) for one in (*_parts(), *more)]
    named_ones = [replace(one, inputs=_named(one)) for one in made]
    return named_ones if known else [_at_preview(one, [other.name for other in made]) for one in named_ones]


def _parts() -> list[Given]:
    keda = {"spec": {"scaleTargetRef": {"name": f"mail{MADE}"}, "minReplicaCount": 0}}
    return [
        Given(NAMESPACE, "space", {"kind": "Namespace", "metadata": {}}),
        Given(CONFIG_MAP, "config", {"data": CONFIG}),
        Given(CONFIG_MAP, "redis-config", {"data": {"redis.conf": REDIS_CONF}}),
        Given(SECRET, "redis-secret", {"stringData": {"password": UNKNOWN}}),
        Given(STATEFUL_SET, "redis", workload(SERVER, kind="StatefulSet", **SERVERS)),
        Given(SERVICE, "redis-service", service("redis", 6379)),
        Given(JOB, "migrate", workload(told(MIGRATION, **CONFINED), kind="Job", restartPolicy="Never")),
        Given(DEPLOYMENT, "web", workload(told(WEB), replicas=2)),
        Given(SERVICE, "web-service", service("web", 8000)),
        Given(DEPLOYMENT, "worker", workload(told(WORKER), strategy={"rollingUpdate": {"maxSurge": "50%"}})),
        Given(HPA, "worker-scaler", scaler("worker", minReplicas=2, maxReplicas=20)),
        Given(DEPLOYMENT, "mail", workload(told({**WORKER, "name": "mail"}))),
        Given(KEDA, "mail-scaler", keda),
        Given(DEPLOYMENT, "beat", workload(told(BEAT), **RECREATE)),
        Given(DEPLOYMENT, "flower", workload(told(FLOWER))),
        Given(SERVICE, "flower-service", service("flower", 5555)),
    ]


def _named(one: Given) -> dict[str, Any]:
    space = {} if one.name == "space" else {"namespace": f"space{MADE}"}
    return {**one.inputs, "metadata": {"name": one.name + MADE, **space}}


def _at_preview(one: Given, names: list[str]) -> Given:
    """Nothing that holds a made-up name is known, but the graph tells whose it is."""
    inputs = {**one.inputs, "metadata": {key: name for key, name in one.inputs["metadata"].items() if key != "name"}}
    found = {key: [name for name in names if _holds(value, name)] for key, value in inputs.items()}
    return replace(one, inputs=_unknown(inputs), sources={key: those for key, those in found.items() if those})


def _holds(value: Any, name: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){name}{MADE}", json.dumps(value)))


def _unknown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unknown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unknown(item) for item in value]
    return UNKNOWN if isinstance(value, str) and MADE in value else value
