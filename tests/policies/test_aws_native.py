"""The same with the provider that names arguments as CloudFormation does."""

from typing import Any

import pytest
from aws_shop import COMMON
from ecs_resources import BEAT, KEY, NATIVE_SERVICE, NATIVE_TASK, WEB, listed, task
from judged import Given
from pack_server import UNKNOWN
from test_aws_ecs import stopped

TOKEN = "aws-native:elasticloadbalancingv2:{}".format
STOP_FIRST = {"deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 0}}
CLOSED = {"networkConfiguration": {"awsvpcConfiguration": {"assignPublicIp": "DISABLED", "subnets": ["subnet-1"]}}}
OPEN = {"networkConfiguration": {"awsvpcConfiguration": {"assignPublicIp": "ENABLED", "subnets": ["subnet-1"]}}}
REDIRECT = {"type": "redirect", "redirectConfig": {"protocol": "HTTPS", "port": "443", "statusCode": "HTTP_301"}}
FORWARD = {"type": "forward", "forwardConfig": {"targetGroups": [{"targetGroupArn": UNKNOWN}]}}
SPOT = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
GROUP = {"protocol": "HTTP", "port": 8000, "healthCheckPath": "/health"}


def process(role: str, container: dict[str, Any], **more: Any) -> list[Given]:
    """A task definition, whose list may hold what is not known yet, and its service."""
    definitions = listed({**COMMON, **container, "image": UNKNOWN})
    kept = {"launchType": "FARGATE", "desiredCount": 1, "taskDefinition": UNKNOWN, **CLOSED, **more}
    sources = {"taskDefinition": f"{role}-task", "loadBalancers": "group"}
    return [Given(NATIVE_TASK, f"{role}-task", task(**{KEY: definitions})), Given(NATIVE_SERVICE, role, kept, sources)]


def shop(**changes: dict[str, Any]) -> list[Given]:
    """A web process and a beat, behind a load balancer; with changes by name."""
    balancers = {"loadBalancers": [{"targetGroupArn": UNKNOWN, "containerName": "web", "containerPort": 8000}]}
    listener = {"protocol": "HTTP", "port": 80, "loadBalancerArn": UNKNOWN, "defaultActions": [REDIRECT]}
    made = [
        Given(TOKEN("LoadBalancer"), "alb", {"scheme": "internet-facing", "type": "application"}),
        Given(TOKEN("TargetGroup"), "group", GROUP),
        Given(TOKEN("Listener"), "http", listener, {"loadBalancerArn": "alb", "defaultActions": "group"}),
        *process("web", WEB, **balancers),
        *process("beat", BEAT, **STOP_FIRST),
    ]
    return [Given(one.type, one.name, {**one.inputs, **changes.get(one.name, {})}, one.sources) for one in made]


def test_a_good_stack_passes() -> None:
    assert stopped(*shop()) == set()
    assert stopped(*shop(http={"defaultActions": [FORWARD]}, alb={"scheme": "internal"})) == set()


@pytest.mark.parametrize(
    ("rule", "name", "change"),
    [
        ("ecs-no-public-ip", "web", OPEN),
        ("celery-beat-not-replicated", "beat", {"desiredCount": 2}),
        ("celery-beat-no-overlap-on-deploy", "beat", {"deploymentConfiguration": {}}),
        ("celery-beat-no-overlap-on-deploy", "beat", {"deploymentConfiguration": {"maximumPercent": 200}}),
        ("celery-beat-no-overlap-on-deploy", "beat", {"deploymentConfiguration": {"strategy": "BLUE_GREEN"}}),
        ("celery-beat-not-on-spot", "beat", {"launchType": None, "capacityProviderStrategy": SPOT}),
        ("alb-https", "http", {"defaultActions": [FORWARD]}),
    ],
)
def test_a_fault_is_found(rule: str, name: str, change: dict[str, Any]) -> None:
    assert (rule, name) in stopped(*shop(**{name: change}))


def test_an_autoscaled_beat_is_found() -> None:
    target = {"resourceId": UNKNOWN, "minCapacity": 1, "maxCapacity": 4, "serviceNamespace": "ecs"}
    scaling = Given("aws-native:applicationautoscaling:ScalableTarget", "scaling", target, {"resourceId": "beat"})
    assert stopped(*shop(), scaling) == {("celery-beat-not-autoscaled", "beat")}


def test_spot_by_default_of_a_cluster_is_found() -> None:
    cluster = Given(
        "aws-native:ecs:Cluster", "cluster", {"clusterName": "shop", "defaultCapacityProviderStrategy": SPOT}
    )
    resources = shop(beat={"launchType": None, "cluster": "shop"})
    assert stopped(*resources, cluster) == {("celery-beat-not-on-spot", "beat")}
