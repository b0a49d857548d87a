"""A whole stack on Kubernetes, as at a preview and as in a state: the good one passes, each fault in it is found."""

from collections.abc import Mapping
from typing import Any

import pytest
from judged import Given, judged, said
from kubernetes_resources import (
    BEAT,
    DAEMON_SET,
    DEPLOYMENT,
    FLOWER,
    KEDA,
    RECREATE,
    SERVICE,
    STATEFUL_SET,
    WEB,
    WORKER,
    service,
    workload,
)
from kubernetes_shop import CONFIG, MADE, REDIS_CONF, SERVER, SERVERS, scaler, shop, told
from pack_server import UNKNOWN

from pack.rule import MANDATORY
from rules import discover

LEVELS = {rule.name: rule.level for rule in discover()}
STRONG = "4d7fZ2k9Qw7Lm2Xc5Vt"
before_and_after = pytest.mark.parametrize("known", [False, True], ids=["preview", "state"])


def stopped(*resources: Given) -> set[tuple[str, str]]:
    """The mandatory findings."""
    return {(rule, name) for rule, name in judged(*resources) if LEVELS.get(rule) is MANDATORY}


@before_and_after
def test_a_good_stack_passes(known: bool) -> None:
    assert {rule for rule, _ in judged(*shop(known=known))} == {"checklist-unread"}


def config(**data: str) -> dict[str, Any]:
    return {"config": {"data": {**CONFIG, **data}}}


def redis(conf: str = REDIS_CONF, **server: Any) -> dict[str, Any]:
    stateful = workload({**SERVER, **server}, kind="StatefulSet", **SERVERS)
    return {"redis_config": {"data": {"redis.conf": conf}}, "redis": stateful}


def beat(**changes: Any) -> dict[str, Any]:
    return {"beat": workload(told(BEAT), **{**RECREATE, **changes})}


OPTIONS = {"CELERY_BROKER_TRANSPORT_OPTIONS": '{"visibility_timeout": 60}'}
EVICTING = "requirepass x\nmaxmemory-policy allkeys-lru\n"
FAULTS: list[tuple[str, str, Mapping[str, Any]]] = [
    ("celery-json-only", "config", config(CELERY_TASK_SERIALIZER="pickle")),
    ("celery-json-only", "config", {"config": {"data": {"celeryconfig.py": "accept_content = ['pickle']\n"}}}),
    ("celery-result-expires", "config", config(CELERY_RESULT_EXPIRES="0")),
    ("celery-no-force-root", "worker", config(C_FORCE_ROOT="true")),
    ("celery-visibility-timeout", "worker", config(**OPTIONS)),
    ("broker-url-has-credentials", "config", config(CELERY_BROKER_URL="redis://redis:6379/0")),
    ("broker-secret-not-in-plain-env", "config", config(CELERY_BROKER_URL=f"redis://:{STRONG}@redis:6379/0")),
    (
        "broker-secret-not-in-plain-env",
        "worker",
        {"worker": workload({**WORKER, "env": [{"name": "REDIS_PASSWORD", "value": STRONG}]})},
    ),
    ("redis-never-evicts", "redis", redis(conf=EVICTING)),
    ("redis-never-evicts", "redis", redis(args=["--requirepass", STRONG, "--maxmemory-policy", "volatile-lru"])),
    ("redis-requires-password", "redis", redis(args=[])),
    ("redis-requires-password", "redis", redis(args=[], conf="# requirepass x\nprotected-mode no\n")),
    ("redis-no-empty-password", "redis", redis(args=[], conf='requirepass ""\n')),
    ("redis-not-published", "redis", redis(ports=[{"containerPort": 6379, "hostPort": 6379}])),
    ("redis-not-published", "redis-service", {"redis_service": service("redis", 6379, type="LoadBalancer")}),
    ("redis-not-published", "redis-service", {"redis_service": service("redis", 6379, externalIPs=["203.0.113.5"])}),
    (
        "redis-not-published",
        "redis-service",
        {"redis_service": service("redis", 80, type="NodePort", ports=[{"port": 80}])},
    ),
    ("flower-authenticated", "flower", {"flower": workload(told({**FLOWER, "args": ["flower"]}))}),
    ("flower-authenticated", "flower", {"flower_service": service("flower", 5555, type="LoadBalancer")}),
    ("celery-beat-not-replicated", "beat", beat(replicas=2)),
    ("celery-beat-no-overlap-on-deploy", "beat", beat(strategy={"type": "RollingUpdate"})),
    ("celery-beat-not-on-spot", "beat", beat(nodeSelector={"karpenter.sh/capacity-type": "spot"})),
    (
        "celery-beat-not-embedded",
        "worker",
        {"worker": workload(told(WORKER, command=["celery", "-A", "shop", "worker", "-B"]))},
    ),
    ("celery-beat-not-autoscaled", "beat", {"worker_scaler": scaler("beat", minReplicas=1, maxReplicas=3)}),
    ("celery-beat-not-replicated", "beat", {"worker_scaler": scaler("beat", minReplicas=2, maxReplicas=3)}),
    ("worker-not-root", "web", {"web": workload(told(WEB, securityContext={"runAsUser": 0}))}),
    ("container-not-privileged", "worker", {"worker": workload(told(WORKER, securityContext={"privileged": True}))}),
]


@before_and_after
@pytest.mark.parametrize(("rule", "blamed", "changes"), FAULTS)
def test_a_fault_is_found_where_it_is(rule: str, blamed: str, changes: Mapping[str, Any], known: bool) -> None:
    assert (rule, blamed) in stopped(*shop(known=known, **changes))


def test_a_service_of_a_web_process_with_a_redis_beside_it_publishes_no_redis() -> None:
    both = Given(DEPLOYMENT, "web", workload(WEB, {**SERVER, "volumeMounts": []}))
    assert stopped(both, Given(SERVICE, "front", service("web", 8000, type="LoadBalancer"))) == set()


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        ({"service.beta.kubernetes.io/aws-load-balancer-internal": "true"}, False),
        ({"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}, False),
        ({"networking.gke.io/load-balancer-type": "Internal"}, False),
        ({"service.beta.kubernetes.io/azure-load-balancer-internal": "false"}, True),
        ({}, True),
    ],
)
def test_a_flower_behind_a_private_load_balancer_is_not_published(annotation: dict[str, str], found: bool) -> None:
    inputs = service("flower", 5555, type="LoadBalancer")
    metadata = {"name": "flower", "namespace": "shop", "annotations": annotation}
    resources = [
        Given(DEPLOYMENT, "flower", workload(FLOWER)),
        Given(SERVICE, "flower-service", {**inputs, "metadata": metadata}),
    ]
    assert (("flower-authenticated", "flower") in stopped(*resources)) == found


@before_and_after
def test_a_scaler_of_one_pod_is_none(known: bool) -> None:
    assert stopped(*shop(known=known, worker_scaler=scaler("beat", minReplicas=1, maxReplicas=1))) == set()


@before_and_after
def test_a_beat_that_kedas_scaled_object_scales_is_found(known: bool) -> None:
    more = Given(KEDA, "more", {"spec": {"scaleTargetRef": {"name": f"beat{MADE}"}, "maxReplicaCount": 5}})
    assert ("celery-beat-not-autoscaled", "beat") in stopped(*shop(more, known=known))


SECOND = [
    (DEPLOYMENT, workload(told({**BEAT, "name": "other"}), **RECREATE)),
    (STATEFUL_SET, workload(told({**BEAT, "name": "other"}), kind="StatefulSet")),
    (DAEMON_SET, workload(told({**BEAT, "name": "other"}), kind="DaemonSet")),
    (DEPLOYMENT, workload(told(WORKER, command=["celery", "-A", "shop.celery:app", "worker", "-B"]))),
]


@before_and_after
@pytest.mark.parametrize(("kind", "inputs"), SECOND)
def test_a_second_beat_is_found_in_whatever_runs_it(kind: str, inputs: dict[str, Any], known: bool) -> None:
    assert "celery-single-beat" in {rule for rule, _ in stopped(*shop(Given(kind, "other", inputs), known=known))}


def test_beats_of_one_name_in_two_namespaces_are_two_applications() -> None:
    def beat_in(namespace: str, name: str) -> Given:
        inputs = workload(BEAT, **RECREATE)
        return Given(DEPLOYMENT, name, {**inputs, "metadata": {"name": name, "namespace": namespace}})

    assert stopped(beat_in("staging", "one"), beat_in("production", "other")) == set()
    assert {rule for rule, _ in stopped(beat_in("shop", "one"), beat_in("shop", "other"))} == {"celery-single-beat"}


@pytest.mark.parametrize("image", [UNKNOWN, "registry.example/shop", "registry.example/shop:latest"])
def test_an_image_that_the_stack_builds_needs_no_tag(image: str) -> None:
    builds = [
        Given("docker:index/image:Image", "image", {"imageName": "registry.example/shop"}),
        Given("docker-build:index:Image", "image", {"tags": ["registry.example/shop:latest"]}),
    ]
    for build in builds:
        worker = Given(DEPLOYMENT, "worker", workload({**WORKER, "image": image}), {"spec": "image"})
        assert judged(build, worker) == set()
    pulled = Given("docker:index/remoteImage:RemoteImage", "image", {"name": "registry.example/shop"})
    assert judged(pulled, worker) == {("image-pinned", "worker")}


def test_what_a_configuration_says_is_known_once_it_is_found() -> None:
    [unread] = said(*shop())
    assert "onfig" not in unread.message


def test_a_configuration_of_somebody_elses_is_said() -> None:
    resources = [one for one in shop(known=True, **redis(args=[])) if one.name not in ("config", "redis-config")]
    [unseen, unread] = sorted(said(*resources), key=lambda one: one.policyName, reverse=True)
    assert unseen.policyName == "redis-requires-password-unseen"
    assert "envFrom[0].configMapRef.name is in a ConfigMap that is not of this stack" in unread.message
