"""A mixed stack as the engine shows it to a policy pack: what Celery runs on, and far more that it does not."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain, cycle, islice
from typing import Any, NamedTuple

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2

ROLES = ("worker", "beat", "web")
URN = "urn:pulumi:prod::shop"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "kept-in-a-vault-4711"}
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}}]}


class Given(NamedTuple):
    """A resource, and by property the names of those that its value comes from."""

    type: str
    name: str
    inputs: dict[str, Any]
    sources: dict[str, str]


def resources(number: int) -> list[Given]:
    """That many, of one application after the other, each on the next platform and with much around it."""
    applications = (
        one
        for index, platform in enumerate(cycle((components, docker, ecs, kubernetes)))
        for one in chain(platform(f"shop{index}"), unrelated(f"shop{index}"))
    )
    return list(islice(applications, number))


def components(name: str) -> Iterator[Given]:
    app = {"module": f"{name}.celery:app", "settings": {"accept_content": ["json"], "result_expires": 3600}}
    shared = {"app": {**app, "stop_grace": 60}, "target": {"host": {"user": name}}}
    broker = {"bind": "127.0.0.1", "password": SECRET}
    roles = {"web": {"wsgi": f"{name}.wsgi"}, "workers": {"mail": {"log_level": "error"}}, "beat": {}}
    yield Given("celery-stack:index:CeleryStack", name, {**shared, "broker": broker, **roles}, {})
    facts = {"app": name, "replicas": 1.0, "broker": {"host": f"{name}.internal", "port": 6379.0}}
    for kind, own in {"Broker": broker, "Web": roles["web"], "Worker": {}, "Beat": {}}.items():
        yield Given(f"celery-stack:index:{kind}", f"{name}-{kind.lower()}", {**shared, **own, "facts": facts}, {})


def docker(name: str) -> Iterator[Given]:
    yield Given("docker:index/network:Network", f"{name}-net", {"name": f"{name}-net", "internal": True}, {})
    server = ["redis-server", "--requirepass", SECRET, "--maxmemory-policy", "noeviction"]
    commands = {"redis": server, **{role: process(name, role) for role in ROLES}}
    for role, command in commands.items():
        inputs = {
            "image": "redis:7.4.1" if role == "redis" else f"registry.example.com/{name}:1.4.2",
            "command": command,
            "envs": [f"CELERY_BROKER_URL=redis://:{name}-4711-secret@{name}-redis:6379/0", "TZ=UTC", f"APP={name}"],
            "user": "1000:1000",
            "restart": "always",
            "memory": 512.0,
            "readOnly": True,
            "destroyGraceSeconds": 60.0,
            "stopTimeout": 60.0,
            "healthcheck": {"tests": ["CMD", "/alive"], "interval": "30s"},
            "labels": [{"label": "team", "value": "shop"}, {"label": "version", "value": "1.4.2"}],
            "networksAdvanced": [{"name": f"{name}-net", "aliases": [role]}],
            "logDriver": "gelf",
            "mustRun": True,
            "start": True,
        }
        sources = {"networksAdvanced": f"{name}-net"}
        yield Given("docker:index/container:Container", f"{name}-{role}", inputs, sources)


def process(name: str, role: str) -> list[str]:
    return ["gunicorn", f"{name}.wsgi"] if role == "web" else ["celery", "-A", name, role, "-l", "WARNING"]


def ecs(name: str) -> Iterator[Given]:
    for role in ROLES:
        task, group = f"{name}-{role}-task", f"{name}-{role}-logs"
        yield Given("aws:cloudwatch/logGroup:LogGroup", group, {"name": f"/ecs/{group}", "retentionInDays": 30.0}, {})
        definition = {
            "family": task,
            "cpu": "512",
            "memory": "1024",
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "executionRoleArn": f"arn:aws:iam::123456789012:role/{name}",
            "containerDefinitions": json.dumps([task_container(name, role), sidecar(name)]),
        }
        yield Given("aws:ecs/taskDefinition:TaskDefinition", task, definition, {"executionRoleArn": f"{name}-role"})
        service = {
            "desiredCount": 1.0,
            "launchType": "FARGATE",
            "taskDefinition": f"arn:aws:ecs:eu-west-1:123456789012:task-definition/{task}:3",
            "deploymentMinimumHealthyPercent": 0.0,
            "deploymentMaximumPercent": 100.0,
            "networkConfiguration": {"subnets": ["subnet-1", "subnet-2"], "securityGroups": [f"sg-{name}"]},
        }
        yield Given("aws:ecs/service:Service", f"{name}-{role}-service", service, {"taskDefinition": task})
    rule = {"protocol": "tcp", "fromPort": 6379.0, "toPort": 6379.0, "cidrBlocks": ["10.0.0.0/16"]}
    yield Given("aws:ec2/securityGroup:SecurityGroup", f"{name}-redis-sg", {"ingress": [rule], "vpcId": "vpc-1"}, {})


def task_container(name: str, role: str) -> dict[str, Any]:
    return {
        "name": role,
        "image": f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{name}:1.4.2",
        "command": process(name, role),
        "user": "1000",
        "essential": True,
        "stopTimeout": 120,
        "environment": [{"name": f"SETTING_{number}", "value": f"value {number}"} for number in range(10)],
        "secrets": [{"name": "CELERY_BROKER_URL", "valueFrom": f"arn:aws:secretsmanager:eu-west-1:1:secret:{name}"}],
        "healthCheck": {"command": ["CMD-SHELL", "curl -f http://localhost:8000/health"], "interval": 30},
        "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": f"/ecs/{name}-{role}-logs"}},
        "linuxParameters": {"capabilities": {"drop": ["ALL"]}, "initProcessEnabled": True},
        "readonlyRootFilesystem": True,
    }


def sidecar(name: str) -> dict[str, Any]:
    agent = {"name": "agent", "image": "public.ecr.aws/datadog/agent:7", "essential": False, "user": "100"}
    return {**agent, "environment": [{"name": "DD_SERVICE", "value": name}, {"name": "DD_ENV", "value": "prod"}]}


def kubernetes(name: str) -> Iterator[Given]:
    labels = {"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "shop"}
    text = "\n".join(f"SETTING_{number}=value {number}" for number in range(20)) + "\nCELERY_RESULT_EXPIRES=3600\n"
    config = {"metadata": {"name": f"{name}-config", "labels": labels}, "data": {"app.env": text}}
    yield Given("kubernetes:core/v1:ConfigMap", f"{name}-config", config, {})
    for role in ROLES:
        pod = {"metadata": {"labels": labels}, "spec": {"containers": [pod_container(name, role)]}}
        spec = {"replicas": 1.0, "selector": {"matchLabels": labels}, "strategy": {"type": "Recreate"}, "template": pod}
        deployment = {"apiVersion": "apps/v1", "metadata": {"name": f"{name}-{role}", "labels": labels}, "spec": spec}
        yield Given("kubernetes:apps/v1:Deployment", f"{name}-{role}-deployment", deployment, {})


def pod_container(name: str, role: str) -> dict[str, Any]:
    reference = {"secretKeyRef": {"name": f"{name}-redis", "key": "url"}}
    return {
        "name": role,
        "image": f"registry.example.com/{name}:1.4.2",
        "command": process(name, role),
        "env": [{"name": "CELERY_BROKER_URL", "valueFrom": reference}, {"name": "TZ", "value": "UTC"}],
        "envFrom": [{"configMapRef": {"name": f"{name}-config"}}],
        "resources": {"limits": {"memory": "512Mi"}, "requests": {"cpu": "100m"}},
        "securityContext": {"runAsUser": 1000.0, "runAsNonRoot": True, "allowPrivilegeEscalation": False},
        "livenessProbe": {"exec": {"command": ["/alive"]}, "periodSeconds": 30.0},
    }


def unrelated(name: str) -> Iterator[Given]:
    """What every stack has most of."""
    tags = {"Name": name, "team": "shop", "environment": "prod", "managed-by": "pulumi"}
    yield Given("aws:iam/role:Role", f"{name}-role", {"assumeRolePolicy": json.dumps(TRUST), "tags": tags}, {})
    for number in range(3):
        own, label = f"{name}-{number}", {"role": f"{name}-role"}
        statements = [{"Effect": "Allow", "Action": "s3:*", "Resource": f"arn:aws:s3:::{own}/{n}"} for n in range(5)]
        policy = {**label, "policy": json.dumps({**TRUST, "Statement": statements})}
        yield Given("aws:iam/rolePolicy:RolePolicy", f"{own}-policy", policy, label)
        rules = [{"id": f"old-{n}", "enabled": True, "expirations": [{"days": float(n + 30)}]} for n in range(4)]
        bucket = {"bucket": own, "lifecycleRules": rules, "versioning": {"enabled": True}, "tags": tags}
        yield Given("aws:s3/bucket:Bucket", f"{own}-bucket", bucket, {})
        record = {"zoneId": "Z1", "name": f"{own}.example.com", "type": "A", "ttl": 60.0, "records": ["10.0.0.5"]}
        yield Given("aws:route53/record:Record", f"{own}-record", record, {})


def urn(one: Given) -> str:
    return f"{URN}::{one.type}::{one.name}"


def requests(stack: Sequence[Given]) -> list[bytes]:
    """What the engine asks of each resource by itself."""
    return [
        analyzer_pb2.AnalyzeRequest(
            urn=urn(one), type=one.type, name=one.name, properties=_struct(one.inputs)
        ).SerializeToString()
        for one in stack
    ]


def request(stack: Sequence[Given]) -> bytes:
    """What it asks at the end, of all together."""
    urns = {one.name: urn(one) for one in stack}
    asked = analyzer_pb2.AnalyzeStackRequest()
    for one in stack:
        added = asked.resources.add(urn=urn(one), type=one.type, name=one.name, properties=_struct(one.inputs))
        for key, source in one.sources.items():
            if source in urns:
                added.propertyDependencies[key].urns.append(urns[source])
    return asked.SerializeToString()


def _struct(values: dict[str, Any]) -> Struct:
    struct = Struct()
    struct.update(values)
    return struct
