"""A whole production stack on AWS: web, workers and beat on Fargate behind a load balancer that takes HTTPS only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ecs_resources import BEAT, CONTAINER, KEY, SERVICE, TASK, WEB, containers, service, task
from judged import Given
from pack_server import UNKNOWN

REGION = "arn:aws:{service}:eu-west-1:123456789012:{name}"
BROKER = {"name": "CELERY_BROKER_URL", "valueFrom": REGION.format(service="secretsmanager", name="secret:broker")}
COMMON = {"secrets": [*CONTAINER["secrets"], BROKER], "environment": [{"name": "TZ", "value": "UTC"}]}
ROLES: Mapping[str, dict[str, Any]] = {"web": WEB, "worker": {}, "beat": BEAT}
REDIRECT = [{"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"}}]
STOP_FIRST = {"deploymentMaximumPercent": 100, "deploymentMinimumHealthyPercent": 0}


def arn(kind: str, name: str) -> str:
    """What AWS would call a resource."""
    return REGION.format(service=kind, name=name)


def shop(*, known: bool = False, without: str = "", **changes: Mapping[str, Any]) -> list[Given]:
    """The stack, as at a preview or, with what is `known` then, as in a state; changes by the names of resources."""
    made = [*_around(), *(one for role in ROLES for one in _process(role))]
    return [_as_seen(_changed(one, changes.get(one.name, {})), known) for one in made if one.name != without]


def _process(role: str) -> list[Given]:
    """A task definition and its service; what is somebody else's is written as in a state."""
    more: dict[str, Any] = {"web": {"desiredCount": 2}, "worker": {"desiredCount": 3}, "beat": STOP_FIRST}[role]
    sources: dict[str, str | Sequence[str]] = {"taskDefinition": f"{role}-task", "cluster": "cluster"}
    definition = arn("ecs", f"task-definition/shop-{role}:7")
    arguments = service(taskDefinition=definition, cluster=arn("ecs", "cluster/shop"), name=f"shop-{role}", **more)
    if role == "web":
        balancer = {"targetGroupArn": arn("elasticloadbalancing", "targetgroup/shop/1"), "containerPort": 8000}
        arguments |= {"loadBalancers": [{**balancer, "containerName": "web"}]}
        sources |= {"loadBalancers": "group"}
    defined = task(family=f"shop-{role}", **{KEY: containers({**COMMON, **ROLES[role], "name": role})})
    return [
        Given(
            TASK, f"{role}-task", defined, {"executionRoleArn": "agent", "taskRoleArn": "rights"}, {"arn": definition}
        ),
        Given(SERVICE, role, arguments, sources, {"id": arn("ecs", f"service/shop/shop-{role}")}),
    ]


def _around() -> list[Given]:
    """What the processes run in, and behind."""
    group, balancer = (
        arn("elasticloadbalancing", "targetgroup/shop/1"),
        arn("elasticloadbalancing", "loadbalancer/app/shop/2"),
    )
    forward = [{"type": "forward", "targetGroupArn": group}]
    of_alb = {"loadBalancerArn": "alb"}
    encrypted = {"port": 443, "protocol": "HTTPS", "certificateArn": arn("acm", "certificate/3")}
    policy = {"sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"}
    check = {"healthCheck": {"path": "/health", "matcher": "200"}, "port": 8000, "protocol": "HTTP", "targetType": "ip"}
    scaled = {"resourceId": "service/shop/shop-worker", "minCapacity": 2, "maxCapacity": 10, "serviceNamespace": "ecs"}
    return [
        *(Given("aws:iam/role:Role", name, {}) for name in ("agent", "rights")),
        Given("aws:ecs/cluster:Cluster", "cluster", {"name": "shop"}, outputs={"arn": arn("ecs", "cluster/shop")}),
        Given("aws:cloudwatch/logGroup:LogGroup", "logs", {"name": "/ecs/shop", "retentionInDays": 30}),
        Given(
            "aws:lb/loadBalancer:LoadBalancer", "alb", {"loadBalancerType": "application"}, outputs={"arn": balancer}
        ),
        Given("aws:lb/targetGroup:TargetGroup", "group", check, outputs={"arn": group}),
        Given(
            "aws:lb/listener:Listener",
            "https",
            {"loadBalancerArn": balancer, "defaultActions": forward, **encrypted, **policy},
            {**of_alb, "defaultActions": "group"},
        ),
        Given(
            "aws:lb/listener:Listener",
            "http",
            {"loadBalancerArn": balancer, "port": 80, "protocol": "HTTP", "defaultActions": REDIRECT},
            of_alb,
        ),
        Given("aws:appautoscaling/target:Target", "scaling", scaled, {"resourceId": ["cluster", "worker"]}),
    ]


def _changed(one: Given, changes: Mapping[str, Any]) -> Given:
    return replace(one, inputs={key: value for key, value in {**one.inputs, **changes}.items() if value is not None})


def _as_seen(one: Given, known: bool) -> Given:
    """At a preview nothing is known that AWS makes up; in a state all is, and the graph is not needed."""
    if known:
        return replace(one, sources={})
    return replace(one, inputs=_unknown(one.inputs), outputs=dict.fromkeys(one.outputs, UNKNOWN))


def _unknown(value: Any) -> Any:
    """ARNs, and what is made of names, wherever they stand but in a text of JSON."""
    if isinstance(value, dict):
        return {key: _unknown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unknown(item) for item in value]
    return UNKNOWN if isinstance(value, str) and value.startswith(("arn:", "service/")) else value
