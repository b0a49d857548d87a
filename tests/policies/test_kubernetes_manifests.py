"""Stacks as manifests and charts make them: every name is written out, nothing comes from anything by the graph."""

from typing import Any

import pytest
from judged import Given, judged
from kubernetes_resources import (
    BEAT,
    CONFIG_MAP,
    DEPLOYMENT,
    JOB,
    LIMITS,
    RECREATE,
    RESTRICTED,
    SECRET,
    SERVICE,
    STATEFUL_SET,
    WEB,
    WORKER,
    named,
    service,
    workload,
)

from pack.rule import MANDATORY
from rules import discover

LEVELS = {rule.name: rule.level for rule in discover()}
STRONG = "4d7fZ2k9Qw7Lm2Xc5Vt"
URL = f"redis://:{STRONG}@redis-master.shop.svc.cluster.local:6379/0"
TOLD = {"envFrom": [{"secretRef": {"name": "shop"}}, {"configMapRef": {"name": "shop"}}]}
PROBE = {"exec": {"command": ["sh", "-c", "/health/ping_liveness_local.sh 5"]}}


def stopped(*resources: Given) -> set[tuple[str, str]]:
    """The mandatory findings."""
    return {(rule, name) for rule, name in judged(*resources) if LEVELS.get(rule) is MANDATORY}


def chart(*, without_password: bool = False, conf: str = "maxmemory-policy noeviction\n", **spec: Any) -> list[Given]:
    """What Bitnami's chart of Redis makes."""
    kept = {"name": "REDIS_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "redis", "key": "redis-password"}}}
    allowed = {"name": "ALLOW_EMPTY_PASSWORD", "value": "yes" if without_password else "no"}
    server = {
        "name": "redis",
        "image": "registry-1.docker.io/bitnami/redis:7.4.2-debian-12-r0",
        "command": ["/bin/bash", "-c", "/opt/bitnami/scripts/start-scripts/start-master.sh"],
        "env": [{"name": "REDIS_PORT", "value": "6379"}, allowed, *([] if without_password else [kept])],
        "ports": [{"name": "redis", "containerPort": 6379}],
        "livenessProbe": PROBE,
        "securityContext": RESTRICTED,
        "resources": LIMITS,
        "volumeMounts": [{"name": "config", "mountPath": "/opt/bitnami/redis/mounted-etc"}],
    }
    volumes = [{"name": "config", "configMap": {"name": "redis-configuration"}}]
    master = {"type": "ClusterIP", "ports": [{"name": "tcp-redis", "port": 6379, "targetPort": "redis"}], **spec}
    return [
        Given(STATEFUL_SET, "shop/redis-master", workload(server, kind="StatefulSet", volumes=volumes)),
        Given(
            SERVICE,
            "shop/redis-master-service",
            named("Service", "redis-master", spec={**master, "selector": {"app": "redis"}}),
        ),
        Given(
            CONFIG_MAP, "shop/redis-configuration", named("ConfigMap", "redis-configuration", data={"redis.conf": conf})
        ),
        Given(SECRET, "shop/redis", named("Secret", "redis", stringData={"redis-password": STRONG})),
    ]


def manifests(url: str = URL, config: dict[str, str] | None = None) -> list[Given]:
    """An application that has its broker from a Secret, and the rest from a ConfigMap."""
    data = {"DJANGO_SETTINGS_MODULE": "shop.settings", "CELERY_RESULT_EXPIRES": "3600", **(config or {})}
    return [
        Given(
            SECRET, "shop/shop", named("Secret", "shop", stringData={"CELERY_BROKER_URL": url, "SECRET_KEY": "x" * 50})
        ),
        Given(CONFIG_MAP, "shop/shop-config", named("ConfigMap", "shop", data=data)),
        Given(DEPLOYMENT, "shop/web", workload({**WEB, **TOLD}, replicas=2)),
        Given(DEPLOYMENT, "shop/worker", workload({**WORKER, **TOLD}, replicas=4)),
        Given(DEPLOYMENT, "shop/beat", workload({**BEAT, **TOLD}, **RECREATE)),
        Given(SERVICE, "shop/web-service", service("web", 80, type="LoadBalancer")),
    ]


def test_good_manifests_with_a_chart_pass() -> None:
    assert judged(*manifests(), *chart()) <= {("checklist-unread", "")}


FAULTS: list[tuple[str, str, list[Given]]] = [
    ("redis-no-empty-password", "shop/redis-master", [*manifests(), *chart(without_password=True)]),
    ("redis-never-evicts", "shop/redis-master", [*manifests(), *chart(conf="maxmemory-policy allkeys-lru\n")]),
    ("redis-not-published", "shop/redis-master-service", [*manifests(), *chart(type="NodePort")]),
    ("broker-url-has-credentials", "shop/shop", [*manifests("redis://redis-master:6379/0"), *chart()]),
    ("celery-no-force-root", "shop/worker", manifests(config={"C_FORCE_ROOT": "1"})),
    ("celery-json-only", "shop/shop-config", manifests(config={"CELERY_ACCEPT_CONTENT": "json,pickle"})),
    ("celery-result-expires", "shop/shop-config", manifests(config={"CELERY_RESULT_EXPIRES": "0"})),
]


@pytest.mark.parametrize(("rule", "blamed", "resources"), FAULTS)
def test_a_fault_is_found(rule: str, blamed: str, resources: list[Given]) -> None:
    assert (rule, blamed) in stopped(*resources)


def test_two_brokers_that_secrets_name_are_two_applications() -> None:
    elsewhere = URL.replace("/0", "/1")
    other = Given(SECRET, "other", named("Secret", "other", stringData={"CELERY_BROKER_URL": elsewhere}))
    beats = [
        Given(DEPLOYMENT, "more", workload({**BEAT, **TOLD, "envFrom": [{"secretRef": {"name": name}}]}, **RECREATE))
        for name in ("other", "shop")
    ]
    assert stopped(*manifests(), other, beats[0]) == set()
    assert {rule for rule, _ in stopped(*manifests(), other, beats[1])} == {"celery-single-beat"}


def server(*args: str, **more: Any) -> dict[str, Any]:
    return {"name": "redis", "image": "redis:7.4.1", "args": list(args), **more}


MOUNT = {"name": "c", "mountPath": "/etc/redis"}
VOLUMES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (MOUNT, {"configMap": {"name": "cache"}}),
    ({**MOUNT, "mountPath": "/etc/redis/redis.conf", "subPath": "redis.conf"}, {"configMap": {"name": "cache"}}),
    (MOUNT, {"configMap": {"name": "cache", "items": [{"key": "redis.conf", "path": "redis.conf"}]}}),
    (MOUNT, {"projected": {"sources": [{"configMap": {"name": "cache"}}]}}),
    (MOUNT, {"secret": {"secretName": "cache-secret"}}),
    (MOUNT, {"projected": {"sources": [{"secret": {"name": "cache-secret"}}]}}),
]


@pytest.mark.parametrize(("mount", "volume"), VOLUMES)
@pytest.mark.parametrize(
    ("text", "found"), [("requirepass " + STRONG, False), ("port 6379", True), ("# requirepass x", True)]
)
def test_a_configuration_is_read_however_it_is_mounted(mount: Any, volume: Any, text: str, found: bool) -> None:
    container = server("redis-server", "/etc/redis/redis.conf", volumeMounts=[mount])
    resources = [
        Given(CONFIG_MAP, "cache", named("ConfigMap", "cache", data={"redis.conf": text})),
        Given(SECRET, "cache-secret", named("Secret", "cache-secret", stringData={"redis.conf": text})),
        Given(DEPLOYMENT, "redis", workload(container, volumes=[{"name": "c", **volume}])),
    ]
    assert (("redis-requires-password", "redis") in stopped(*resources)) == found
    assert "redis-requires-password-unseen" not in {rule for rule, _ in judged(*resources)}


SCRIPT = "#!/bin/sh\nset -e\npython manage.py migrate\nexec celery -A shop worker -l debug\n"
COMMANDS = [["/scripts/start.sh"], ["sh", "/scripts/start.sh"], ["bash", "-ec", "/scripts/start.sh"]]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("text", "found"), [(SCRIPT, True), (SCRIPT.replace("sh\n", "env python\n", 1), False)])
def test_a_script_out_of_a_config_map_is_read(command: list[str], text: str, found: bool) -> None:
    container = {**WORKER, "command": command, "volumeMounts": [{"name": "s", "mountPath": "/scripts"}]}
    volumes = [{"name": "s", "configMap": {"name": "scripts", "defaultMode": 0o755}}]
    resources = [
        Given(CONFIG_MAP, "scripts", named("ConfigMap", "scripts", data={"start.sh": text})),
        Given(DEPLOYMENT, "one", workload(container, volumes=volumes)),
    ]
    assert (("celery-log-level", "one") in stopped(*resources)) == found


@pytest.mark.parametrize("command", [["/backup.sh"], ["sh", "-c", "redis-cli --rdb /backup/dump.rdb"]])
def test_a_job_that_saves_what_redis_holds_is_no_server(command: list[str]) -> None:
    job = workload(server(command=command), kind="Job", restartPolicy="OnFailure")
    assert judged(Given(JOB, "backup", job)) == set()
