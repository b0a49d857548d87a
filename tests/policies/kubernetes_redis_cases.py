"""Redis in pods, Services in front of it, Bitnami's charts of it, and how pods are kept apart, as rules see them."""

from typing import Any

from case import Case
from kubernetes_changes import Of, command, context, key, mounted, probed
from kubernetes_resources import (
    DEPLOYMENT,
    ENV,
    FLOWER,
    LIMITS,
    PROXY,
    REDIS,
    RELEASE,
    SERVICE,
    STATEFUL_SET,
    WORKER,
    named,
    service,
    workload,
)

SYSCTL = {"name": "sysctl", "image": "busybox:1.37", "securityContext": {"privileged": True, "runAsUser": 0}}
CHART = {"chart": "redis", "repositoryOpts": {"repo": "https://charts.bitnami.com/bitnami"}}
WITHOUT_PASSWORD = {"auth": {"enabled": False}}
PUBLISHED = named("Service", "cache", spec={"type": "NodePort", "ports": [{"name": "redis", "port": 80}]})

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "redis": (STATEFUL_SET, workload(REDIS, kind="StatefulSet", initContainers=[SYSCTL])),
    "worker": (DEPLOYMENT, workload(WORKER)),
    "flower": (DEPLOYMENT, workload(FLOWER)),
    "proxy": (DEPLOYMENT, workload(PROXY, hostNetwork=True)),
    "service": (SERVICE, service("redis", 6379)),
    "web service": (SERVICE, service("web", 80, type="LoadBalancer")),
    "release": (RELEASE, {**CHART, "values": {"auth": {"existingSecret": "redis"}}}),
    "oci release": (RELEASE, {"chart": "oci://registry-1.docker.io/bitnamicharts/valkey", "values": {}}),
    "copied release": (RELEASE, {"chart": "redis", "values": {"master": {"service": {"type": "ClusterIP"}}}}),
    "other release": (RELEASE, {**CHART, "chart": "postgresql", "values": WITHOUT_PASSWORD}),
    "others' release": (RELEASE, {"chart": "oci://ghcr.io/somebody/redis", "values": WITHOUT_PASSWORD}),
}
of = Of(SOUND)

NOPASS = ["redis-server", "--user", "default", "on", "nopass", "~*", "+@all"]
OPEN = [["redis-server"], ["redis-server", "--save", ""], ["redis-server", "--protected-mode", "no"]]
ASKED = ["--requirepass", "4d7fZ2k9Qw7Lm2Xc5Vt"]
BY_VARIABLE = {"args": ["--requirepass", "$(REDIS_PASSWORD)"], "env": ENV[1:2]}
BY_SHELL = {"command": ["sh", "-c", 'exec redis-server --requirepass "$REDIS_PASSWORD"'], "args": None, "env": ENV[1:2]}
RUN = "/opt/bitnami/scripts/redis/run.sh"
BITNAMI = {"image": "bitnami/redis:7.4", "command": None, "args": [RUN], "env": ENV[1:2]}
BITNAMI_EVICTS = {**BITNAMI, "args": [RUN, "--maxmemory-policy", "allkeys-lru"]}
EMPTY = [{"name": "ALLOW_EMPTY_PASSWORD", "value": "yes"}]
IN_CLEAR = [{"args": ["--user default on >4d7fZ2k9Qw7Lm2Xc5Vt ~* +@all"]}, {"args": [" ".join(ASKED)]}]
SOCKETS = ["/var/run/docker.sock", "/run/containerd/containerd.sock", "/run/k3s/containerd/containerd.sock", "/"]

CASES = [
    of.container("redis-requires-password", "redis", [BY_VARIABLE, BY_SHELL], [{"args": None}]),
    of.container("redis-requires-password", "redis", [], [{"args": None, "command": words} for words in OPEN]),
    of.container("redis-requires-password", "redis", [], [{"args": None, "command": None, "env": ENV[1:2]}]),
    of.container("redis-requires-password-unseen", "redis", [], [{"args": ["/etc/redis.conf"]}]),
    of.container("redis-no-empty-password", "redis", [], [{"args": None, "command": NOPASS}]),
    of.container("redis-no-empty-password", "redis", [], [{"args": ["--requirepass", ""]}]),
    of.container(
        "redis-password-strength", "redis", [{"args": ASKED}, BY_VARIABLE], [{"args": ["--requirepass", "x9Kq2"]}]
    ),
    of.container("redis-password-strength-default", "redis", [BY_VARIABLE], [{"args": ["--requirepass", "changeme"]}]),
    of.container("redis-never-evicts", "redis", [], [{"args": [*ASKED, "--maxmemory-policy", "allkeys-lru"]}]),
    of.container("redis-never-evicts", "redis", [BITNAMI], [BITNAMI_EVICTS]),
    of.container(
        "redis-no-empty-password", "redis", [BITNAMI], [{**BITNAMI, "env": EMPTY}, {**BITNAMI_EVICTS, "env": EMPTY}]
    ),
    of.container("redis-never-evicts-unset", "redis", [], [{"args": ASKED}, BY_VARIABLE]),
    of.container("broker-secret-not-in-plain-env", "redis", [BY_VARIABLE, BY_SHELL], [{"args": ASKED}, *IN_CLEAR]),
    of.container("container-healthcheck", "redis", [probed(readinessProbe=command("redis-cli", "ping"))], [probed()]),
    of.container("redis-not-published", "redis", [], key("ports", [{"containerPort": 6379, "hostPort": 6379}])),
    of.container("redis-not-published", "redis", key("ports", [{"hostPort": 6379, "hostIP": "127.0.0.1"}]), []),
    of.pod("redis-not-published", "redis", key("hostNetwork", False, None), key("hostNetwork", True)),
    Case("redis-not-published", "service", "spec.type", ["ClusterIP", None], ["NodePort", "LoadBalancer"]),
    Case("redis-not-published", "service", "spec.externalIPs", [[], ["127.0.0.1"]], [["203.0.113.5"]]),
    Case("redis-not-published", "web service", "spec", [{"type": "LoadBalancer"}], [PUBLISHED["spec"]]),
    Case("redis-not-published", "release", "values.master.service.type", ["ClusterIP"], ["NodePort", "LoadBalancer"]),
    Case("redis-not-published", "oci release", "values.primary.service.type", ["ClusterIP"], ["LoadBalancer"]),
    Case("redis-requires-password", "release", "values", [{"usePassword": True}], [{"usePassword": False}]),
    Case("redis-requires-password", "release", "values.auth", [{"enabled": True}, {}], [{"enabled": False}]),
    Case("redis-not-published", "copied release", "values.master.service.type", [], ["LoadBalancer"]),
    Case("redis-requires-password", "oci release", "values.auth.enabled", [True], [False]),
    Case("redis-password-strength-default", "release", "values.auth.password", ["", "x9K" * 8], ["redis"]),
    Case("redis-never-evicts", "release", "values.commonConfiguration", ["save ''"], ["maxmemory-policy allkeys-lru"]),
    of.container("flower-authenticated", "flower", [], [{"args": ["flower"]}, {"ports": [{"hostPort": 5555}]}]),
    of.container("container-not-privileged", "worker", context("privileged", False, None), context("privileged", True)),
    of.container("container-not-privileged", "redis", [], context("privileged", True)),
    of.container(
        "container-drops-capabilities", "worker", [], context("capabilities", None, {}, {"drop": ["NET_RAW"]})
    ),
    of.container(
        "container-drops-capabilities",
        "worker",
        context("capabilities", {"drop": ["all"]}),
        context("capabilities", {"drop": ["ALL"], "add": ["SYS_ADMIN"]}),
    ),
    of.container("container-no-new-privileges", "worker", [], context("allowPrivilegeEscalation", True, None)),
    of.container("container-read-only-rootfs", "worker", [], context("readOnlyRootFilesystem", False, None)),
    of.container("container-resource-limits", "worker", [], key("resources", None, {"requests": LIMITS["requests"]})),
    of.container("container-resource-limits", "worker", key("resources", {"limits": {"cpu": 2, "memory": 5e8}}), []),
    of.pod("container-resource-limits", "worker", key("resources", LIMITS), []),
    *(
        of.pod("container-no-host-namespaces", "worker", key(name, False, None), key(name, True))
        for name in ("hostNetwork", "hostPID", "hostIPC")
    ),
    of.pod("container-no-docker-socket", "worker", [mounted("/srv/media")], [*map(mounted, SOCKETS)]),
    of.container("image-pinned", "worker", key("image", "shop:1.4.2"), key("image", "shop", "shop:latest")),
]
