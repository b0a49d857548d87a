"""Kubernetes resources as people write them, in the form in which a policy sees them."""

from typing import Any

DEPLOYMENT, STATEFUL_SET = "kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"
DAEMON_SET, JOB, CRON_JOB = "kubernetes:apps/v1:DaemonSet", "kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"
POD, SERVICE = "kubernetes:core/v1:Pod", "kubernetes:core/v1:Service"
CONFIG_MAP, SECRET = "kubernetes:core/v1:ConfigMap", "kubernetes:core/v1:Secret"
NAMESPACE, RELEASE = "kubernetes:core/v1:Namespace", "kubernetes:helm.sh/v3:Release"
HPA, KEDA = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "kubernetes:keda.sh/v1alpha1:ScaledObject"

IMAGE = "registry.example/shop:1.4.2"
RESTRICTED = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}
LIMITS = {"requests": {"cpu": "250m", "memory": "256Mi"}, "limits": {"cpu": "1", "memory": "512Mi"}}
HEARTBEAT = {"exec": {"command": ["sh", "-c", 'test -n "$(find /tmp/alive -mmin -1)"']}, "periodSeconds": 30}
SETTINGS = {"name": "DJANGO_SETTINGS_MODULE", "value": "shop.settings"}
PASSWORD = {"name": "REDIS_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "redis", "key": "password"}}}
BROKER = {"name": "CELERY_BROKER_URL", "value": "redis://:$(REDIS_PASSWORD)@redis:6379/0"}
ENV = [SETTINGS, PASSWORD, BROKER]
"""How a production stack hands the broker over: its password is kept in a Secret."""


def container(name: str, command: list[str], **more: Any) -> dict[str, Any]:
    """A container of the application, under restricted pod security."""
    common = {"image": IMAGE, "env": [SETTINGS], "securityContext": RESTRICTED, "resources": LIMITS}
    return {"name": name, **common, "command": command, **more}


WORKER = container("worker", ["celery", "-A", "shop", "worker", "-l", "warning"], livenessProbe=HEARTBEAT)
BEAT = container("beat", ["celery", "-A", "shop", "beat", "-s", "/tmp/schedule"], livenessProbe=HEARTBEAT)
WEB = container(
    "web",
    ["gunicorn", "shop.wsgi", "-b", "0.0.0.0:8000"],
    ports=[{"containerPort": 8000}],
    livenessProbe={"httpGet": {"path": "/health/live", "port": 8000}},
    readinessProbe={"httpGet": {"path": "/health/ready", "port": 8000}},
)
REDIS = {
    "name": "redis",
    "image": "redis:7.4.1",
    "command": ["redis-server"],
    "args": ["--user", "default", "on", f"#{'6f1c' * 16}", "~*", "&*", "+@all", "--maxmemory-policy", "noeviction"],
    "ports": [{"containerPort": 6379}],
    "securityContext": RESTRICTED,
    "resources": LIMITS,
    "livenessProbe": {"tcpSocket": {"port": 6379}},
}
FLOWER = container(
    "flower",
    ["celery", "-A", "shop"],
    args=["flower", "--auth=.*@example[.]org", "--auth_provider=flower.views.auth.GoogleAuth2LoginHandler"],
    ports=[{"containerPort": 5555}],
)
MIGRATION = {"name": "migrate", "image": IMAGE, "command": ["python", "manage.py", "migrate"], "env": [SETTINGS]}
PROXY = {"name": "proxy", "image": "envoyproxy/envoy:v1.32.1", "securityContext": {"runAsUser": 0}}


def pod(*containers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A pod's template, in which nobody is root and all have a minute and a half to stop."""
    spec = {"containers": list(containers), "terminationGracePeriodSeconds": 90, **more}
    context = {"securityContext": {"runAsNonRoot": True, "runAsUser": 10001}}
    return {"metadata": {"labels": {"app": containers[0]["name"]}}, "spec": {**context, **spec}}


def workload(*containers: dict[str, Any], kind: str = "Deployment", **spec: Any) -> dict[str, Any]:
    """A resource that runs such pods; what is not of its own spec is of theirs."""
    name = containers[0]["name"]
    own = {key: spec.pop(key) for key in ("replicas", "strategy", "updateStrategy", "parallelism") if key in spec}
    template = {"selector": {"matchLabels": {"app": name}}, "template": pod(*containers, **spec)}
    return {"kind": kind, "metadata": {"name": name, "namespace": "shop"}, "spec": {**template, **own}}


def service(name: str, port: int, **spec: Any) -> dict[str, Any]:
    """A Service of the pods with this label."""
    ports = [{"port": port, "targetPort": port}]
    metadata = {"name": name, "namespace": "shop"}
    return {"kind": "Service", "metadata": metadata, "spec": {"selector": {"app": name}, "ports": ports, **spec}}


def named(kind: str, name: str, **more: Any) -> dict[str, Any]:
    """Any other resource of the namespace."""
    return {"kind": kind, "metadata": {"name": name, "namespace": "shop"}, **more}


RECREATE = {"replicas": 1, "strategy": {"type": "Recreate"}}
