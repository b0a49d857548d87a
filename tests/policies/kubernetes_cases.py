"""Processes in pods as people write them, and what rules say of each by itself."""

from typing import Any

from case import Case
from kubernetes_changes import (
    Of,
    before_stop,
    command,
    context,
    env,
    http,
    key,
    preferred,
    probed,
    required,
    tolerated,
)
from kubernetes_resources import (
    BEAT,
    CRON_JOB,
    DAEMON_SET,
    DEPLOYMENT,
    HPA,
    JOB,
    MIGRATION,
    POD,
    PROXY,
    RECREATE,
    STATEFUL_SET,
    WEB,
    WORKER,
    named,
    pod,
    workload,
)

SIDECAR = {**WORKER, "restartPolicy": "Always"}
TELLING = {"name": "celery", "image": "shop/celery:1.4.2", "command": ["/migrate.sh"]}
NIGHTLY = {"jobTemplate": {"spec": {"template": pod(MIGRATION)}}}

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "worker": (DEPLOYMENT, workload(WORKER, replicas=3)),
    "old worker": ("kubernetes:extensions/v1beta1:Deployment", workload(WORKER)),
    "beat": (DEPLOYMENT, workload(BEAT, **RECREATE)),
    "steady beat": (STATEFUL_SET, workload(BEAT, kind="StatefulSet")),
    "web": (DEPLOYMENT, workload(WEB, PROXY, initContainers=[MIGRATION])),
    "daemons": (DAEMON_SET, workload(WORKER, kind="DaemonSet")),
    "pod": (POD, {"kind": "Pod", **pod(WORKER)}),
    "migration": (JOB, workload(MIGRATION, kind="Job", restartPolicy="Never")),
    "script": (JOB, workload(TELLING, kind="Job", restartPolicy="Never")),
    "nightly": (CRON_JOB, named("CronJob", "nightly", spec=NIGHTLY)),
    "for ever": (JOB, workload(WORKER, kind="Job", restartPolicy="Always")),
    "sidecar": (DEPLOYMENT, workload(PROXY, initContainers=[SIDECAR])),
    "scaler": (HPA, named("HorizontalPodAutoscaler", "worker", spec={"maxReplicas": 9})),
    "patch": ("kubernetes:apps/v1:DeploymentPatch", {"spec": {"template": {"spec": {"containers": [WORKER]}}}}),
}
of = Of(SOUND)

EKS, GKE, KARPENTER = "eks.amazonaws.com/capacityType", "cloud.google.com/gke-spot", "karpenter.sh/capacity-type"
AKS = "kubernetes.azure.com/scalesetpriority"
FORCED = [{"env": [{"name": "C_FORCE_ROOT", "value": value}]} for value in ("1", "true", "false")]
EMBEDDED = key("command", ["celery", "-A", "shop", "worker", "-B"])
QUIETLY = ["celery", "-A", "shop", "worker"]
INSPECTION = ["sh", "-c", "celery -A shop inspect ping -d worker@$HOSTNAME"]
REMAPPED = {**env("REMAP_SIGTERM", "SIGQUIT")[0], "lifecycle": {"stopSignal": "SIGQUIT"}}
SURGES = [{"rollingUpdate": {"maxSurge": surge, "maxUnavailable": 1}} for surge in (0, "0", "0%", 1, "25%", "1")]
ROLLING = [None, {}, {"type": "RollingUpdate"}, {"rollingUpdate": {"maxUnavailable": 1}}]
STABLE = [
    *key("nodeSelector", {EKS: "ON_DEMAND"}, {"kubernetes.io/os": "linux"}, {AKS: "regular"}, {"pool": "no-spot"}),
    *(required("NotIn", "spot"), required("In", "on-demand"), required("DoesNotExist", label=GKE)),
    {"nodeSelector": {EKS: "ON_DEMAND"}, **tolerated("spot", operator="Exists")},
    {"tolerations": [{"operator": "Exists"}]},
    tolerated("node.kubernetes.io/not-ready", operator="Exists"),
]
SPOT = [
    *key("nodeSelector", {EKS: "SPOT"}, {KARPENTER: "spot"}, {GKE: "true"}, {AKS: "spot"}, {"lifecycle": "Ec2Spot"}),
    *key("nodeSelector", {"cloud.google.com/gke-preemptible": "true"}, {"cloud.google.com/gke-provisioning": "spot"}),
    *key("nodeSelector", {"cloud.google.com/compute-class": "autopilot-spot"}, {"agentpool": "spotpool"}),
    *(required("In", "on-demand", "spot"), required("Exists", label=GKE), preferred(KARPENTER, "spot")),
    tolerated(AKS, value="spot", effect="NoSchedule"),
    tolerated(GKE, operator="Equal", value="true"),
]

CASES = [
    of.container("worker-not-root", "worker", context("runAsUser", 1000, None), context("runAsUser", 0)),
    of.container("worker-not-root", "web", [], context("runAsUser", 0)),
    of.pod("worker-not-root", "worker", key("securityContext", {"runAsUser": 1000}, {}, None), []),
    of.pod("worker-not-root", "worker", [], key("securityContext", {"runAsUser": 0})),
    of.pod("worker-not-root", "old worker", [], key("securityContext", {"runAsUser": 0})),
    of.container("worker-not-root-unset", "worker", context("runAsNonRoot", True), []),
    of.pod("worker-not-root-unset", "worker", key("securityContext", {"runAsNonRoot": True}, {"runAsUser": 7}), []),
    of.pod("worker-not-root-unset", "worker", [], key("securityContext", None, {}, {"runAsNonRoot": False})),
    of.container("celery-no-force-root", "worker", env("OTHER", "1"), FORCED),
    Case("restart-always", "pod", "spec.restartPolicy", ["Always", None], ["Never", "OnFailure"]),
    of.pod("restart-always", "for ever", [], key("restartPolicy", "Never", "OnFailure", None)),
    of.pod("restart-always", "migration", key("restartPolicy", "Never", "OnFailure"), []),
    of.pod("worker-graceful-stop", "worker", key("terminationGracePeriodSeconds", 1, 90, None), []),
    of.pod("worker-graceful-stop", "worker", [], key("terminationGracePeriodSeconds", 0)),
    of.container("worker-graceful-stop", "worker", [before_stop({"sleep": {"seconds": 10}}), REMAPPED], []),
    of.container("worker-graceful-stop", "worker", [before_stop(command("kill", "-s", "TERM", "1"))], []),
    of.container("worker-graceful-stop", "worker", [], [before_stop({"sleep": {"seconds": 90}})]),
    of.container("worker-graceful-stop", "worker", [], [before_stop(command("sh", "-c", "sleep 120"))]),
    of.container("worker-graceful-stop", "worker", [], [before_stop(command("kill", "-QUIT", "1"))]),
    of.container("worker-graceful-stop", "worker", [], key("lifecycle", {"stopSignal": "SIGQUIT"})),
    of.pod("worker-graceful-stop-short", "worker", [], key("terminationGracePeriodSeconds", None, 30)),
    of.container(
        "worker-graceful-stop-short",
        "worker",
        [{"livenessProbe": command("/alive", terminationGracePeriodSeconds=60)}],
        [{"livenessProbe": command("/alive", terminationGracePeriodSeconds=5)}],
    ),
    of.container("container-healthcheck", "worker", [probed(livenessProbe=command("/alive"))], [probed()]),
    of.container("container-healthcheck", "worker", [probed(readinessProbe=command("/alive"))], []),
    of.container("container-healthcheck", "worker", [], [probed(startupProbe=command("/alive"))]),
    of.container("container-healthcheck", "worker", [], [probed(livenessProbe=http("/"))]),
    of.container("container-healthcheck", "worker", [], [{"readinessProbe": http("/")}]),
    of.container("container-healthcheck", "beat", [], [probed(livenessProbe=command("curl", "http://localhost/"))]),
    of.container("container-healthcheck", "web", [probed(livenessProbe={"grpc": {"port": 8000}})], [probed()]),
    of.container(
        "web-health-endpoint", "web", [probed(livenessProbe=http("/health/"))], [probed(livenessProbe=http("/"))]
    ),
    of.container("web-health-endpoint", "web", [probed(readinessProbe=http("/health"))], []),
    of.container("web-health-endpoint", "web", [], [probed(livenessProbe={"httpGet": {"port": 8000}})]),
    of.container("web-health-endpoint", "web", [], [probed(livenessProbe={"tcpSocket": {"port": 8000}})]),
    of.container(
        "health-check-is-cheap",
        "worker",
        [probed(livenessProbe=command(*INSPECTION, periodSeconds=60))],
        [probed(livenessProbe=command(*INSPECTION)), probed(readinessProbe=command(*INSPECTION, periodSeconds=30))],
    ),
    of.container("one-process-per-container", "worker", [], key("command", ["supervisord", "-n"])),
    of.container("one-process-per-container", "worker", [], [{"command": ["sh", "-c"], "args": ["celery worker & x"]}]),
    of.container("one-process-per-container-embedded", "worker", [], EMBEDDED),
    of.container("celery-beat-not-embedded", "worker", [], EMBEDDED),
    of.container("celery-not-detached", "worker", [], [{"args": ["--detach"]}]),
    of.container("celery-log-level", "worker", [], [{"args": ["-l", "DEBUG"]}]),
    of.container("celery-log-level", "worker", [], [{**env("CELERY_LOG_LEVEL", "DEBUG")[0], "command": QUIETLY}]),
    of.container("celery-log-level-info", "worker", [], [{"args": ["--loglevel=info"]}]),
    Case("celery-beat-not-replicated", "beat", "spec.replicas", [0, 1, None], [2, 5]),
    Case("celery-beat-not-replicated", "steady beat", "spec.replicas", [1, None], [3]),
    of.container("celery-beat-not-replicated", "daemons", [], key("command", BEAT["command"])),
    Case("celery-beat-no-overlap-on-deploy", "beat", "spec.strategy", SURGES[:3], SURGES[3:]),
    Case("celery-beat-no-overlap-on-deploy", "beat", "spec.strategy", [{"type": "Recreate"}], ROLLING),
    of.pod("celery-beat-not-on-spot", "beat", STABLE, SPOT),
    of.pod("celery-beat-not-on-spot", "worker", SPOT, []),
]
