"""Whole stacks on ECS, as at a preview and as in a state: the good one passes, and each fault in it is found."""

from typing import Any

import pytest
from aws_network import NETWORK
from aws_shop import COMMON, STOP_FIRST, arn, shop
from ecs_resources import BEAT, KEY, SERVICE, TASK, containers, service, task
from judged import Given, judged, said
from pack_server import UNKNOWN
from program import at_preview, in_a_state

from pack.rule import MANDATORY
from rules import discover

LEVELS = {rule.name: rule.level for rule in discover()}
before_and_after = pytest.mark.parametrize("known", [False, True], ids=["preview", "state"])
OPEN = {"networkConfiguration": {"assignPublicIp": True, "subnets": ["subnet-1"]}}
SPOT = [{"capacityProvider": "FARGATE", "base": 0, "weight": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 4}]
BASED = [{"capacityProvider": "FARGATE", "base": 1, "weight": 1}, {"capacityProvider": "FARGATE_SPOT", "weight": 4}]
FORWARD = [{"type": "forward", "targetGroupArn": arn("elasticloadbalancing", "targetgroup/shop/1")}]


def stopped(*resources: Given) -> set[tuple[str, str]]:
    """The mandatory findings."""
    return {(rule, name) for rule, name in judged(*resources) if LEVELS.get(rule) is MANDATORY}


def of_containers(*changes: dict[str, Any]) -> dict[str, Any]:
    return {KEY: containers(*({**COMMON, **change} for change in changes))}


@before_and_after
def test_a_good_stack_passes(known: bool) -> None:
    assert {rule for rule, _ in judged(*shop(known=known))} == {"checklist-unread"}


@before_and_after
def test_a_good_stack_passes_with_its_network_and_its_broker(known: bool) -> None:
    network = in_a_state(NETWORK) if known else at_preview(NETWORK)
    assert {rule for rule, _ in judged(*network, *shop(known=known))} == {"checklist-unread"}


def test_a_good_stack_passes_before_its_definitions_are_known_and_that_is_said() -> None:
    resources = shop(**{f"{role}-task": {KEY: UNKNOWN} for role in ("web", "worker", "beat")})
    [unread] = said(*resources)
    assert unread.policyName == "checklist-unread"
    for role in ("web", "worker", "beat"):
        assert f"{role}-task: {KEY} is not known yet" in unread.message


FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("ecs-no-public-ip", "worker", {"worker": OPEN}),
    ("ecs-no-public-ip", "web", {"web": OPEN}),
    ("celery-beat-not-replicated", "beat", {"beat": {"desiredCount": 2}}),
    ("celery-beat-not-replicated", "beat", {"beat": {"schedulingStrategy": "DAEMON", "desiredCount": None}}),
    ("celery-beat-no-overlap-on-deploy", "beat", {"beat": dict.fromkeys(STOP_FIRST)}),
    ("celery-beat-no-overlap-on-deploy", "beat", {"beat": {"deploymentMaximumPercent": 200}}),
    ("celery-beat-no-overlap-on-deploy", "beat", {"beat": {"deploymentController": {"type": "CODE_DEPLOY"}}}),
    ("celery-beat-no-overlap-on-deploy", "beat", {"beat": {"deploymentConfiguration": {"strategy": "BLUE_GREEN"}}}),
    ("celery-beat-not-on-spot", "beat", {"beat": {"launchType": None, "capacityProviderStrategies": SPOT}}),
    ("celery-beat-not-embedded", "worker", {"worker-task": of_containers({"command": ["celery", "worker", "-B"]})}),
    ("celery-single-beat", "worker", {"worker-task": of_containers(BEAT)}),
    ("worker-not-root", "worker-task", {"worker-task": of_containers({"user": "root"})}),
    ("alb-https", "http", {"http": {"defaultActions": FORWARD}}),
    ("alb-https", "http", {"http": {"defaultActions": FORWARD, "protocol": None}}),
    ("alb-https", "https", {"https": {"protocol": "HTTP", "port": 80, "sslPolicy": None, "certificateArn": None}}),
    ("alb-https", "https", {"https": {"sslPolicy": "ELBSecurityPolicy-TLS-1-1-2017-01"}}),
]


@before_and_after
@pytest.mark.parametrize(("rule", "blamed", "changes"), FAULTS)
def test_a_fault_is_found_where_it_is(rule: str, blamed: str, changes: dict[str, Any], known: bool) -> None:
    assert (rule, blamed) in stopped(*shop(known=known, **changes))


def test_a_flower_in_the_open_is_found_however_it_asks() -> None:
    flower = of_containers({"command": ["celery", "-A", "shop", "flower", "--basic_auth=ops:4d7fZ2k9Qw7Lm2Xc5Vt"]})
    assert stopped(*shop(**{"worker-task": flower})) == set()
    opened = stopped(*shop(worker=OPEN, **{"worker-task": flower}))
    assert opened == {("ecs-no-public-ip", "worker"), ("flower-authenticated", "worker")}


@before_and_after
def test_an_autoscaled_beat_is_found(known: bool) -> None:
    sources = {} if known else {"resourceId": ["cluster", "beat"]}
    target = {"resourceId": "service/shop/shop-beat" if known else UNKNOWN, "minCapacity": 1}
    for most, found in ((3, {("celery-beat-not-autoscaled", "beat")}), (1, set())):
        more = Given("aws:appautoscaling/target:Target", "more", {**target, "maxCapacity": most}, sources)
        assert stopped(*shop(known=known), more) == found


@pytest.mark.parametrize(
    "changes",
    [
        {"launchType": None, "capacityProviderStrategies": BASED},
        {"launchType": None, "capacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 1}]},
        {"deploymentMaximumPercent": 199},
        {"deploymentController": {"type": "ECS"}, "deploymentConfiguration": {"strategy": "ROLLING"}},
        {"desiredCount": None},
    ],
)
def test_a_beat_may_be_kept_in_other_ways(changes: dict[str, Any]) -> None:
    assert stopped(*shop(beat=changes)) == set()


def test_workers_may_be_on_spot_and_overlap() -> None:
    assert stopped(*shop(worker={"launchType": None, "capacityProviderStrategies": SPOT})) == set()


@before_and_after
def test_spot_by_default_of_a_cluster_is_found(known: bool) -> None:
    inputs = {
        "clusterName": "shop",
        "defaultCapacityProviderStrategies": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
    }
    default = Given("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "providers", inputs)
    assert stopped(*shop(known=known, beat={"launchType": None}), default) == {("celery-beat-not-on-spot", "beat")}
    assert stopped(*shop(known=known), default) == set()


def test_a_beat_beside_the_worker_in_one_task_has_the_services_replicas() -> None:
    found = stopped(*shop(without="beat", **{"worker-task": of_containers({}, {**BEAT, "name": "beat"})}))
    assert found >= {("celery-beat-not-replicated", "worker"), ("celery-single-beat", "worker")}


def test_the_only_beat_inside_the_only_worker_is_an_advice() -> None:
    embedded = of_containers({"command": ["celery", "-A", "shop", "worker", "-B"]})
    found = judged(
        *shop(without="beat", scaling={"maxCapacity": 1}, worker={"desiredCount": 1}, **{"worker-task": embedded})
    )
    assert ("celery-beat-not-embedded-single", "worker") in found
    assert "celery-beat-not-embedded" not in {rule for rule, _ in found}


def test_a_definition_that_no_service_runs_is_no_second_beat() -> None:
    assert stopped(*shop(), Given(TASK, "by-hand", task({**COMMON, **BEAT}))) == set()


def test_a_task_that_a_schedule_starts_is_no_service() -> None:
    target = {
        "arn": UNKNOWN,
        "ecsTarget": {"taskDefinitionArn": UNKNOWN, "networkConfiguration": {"assignPublicIp": True}},
    }
    cleanup = {"command": ["python", "manage.py", "clearsessions"], "healthCheck": None}
    once = Given(TASK, "cleanup", task({**COMMON, **cleanup}))
    rule = Given("aws:cloudwatch/eventTarget:EventTarget", "nightly", target, {"ecsTarget": "cleanup"})
    assert stopped(*shop(), once, rule) == set()


def test_a_service_of_another_stacks_definition_is_said() -> None:
    [*_, unread] = said(Given(SERVICE, "celery-beat", service(taskDefinition=arn("ecs", "task-definition/beat:3"))))
    assert "celery-beat: taskDefinition is none of this stack's" in unread.message
    assert judged(Given(SERVICE, "blog", service(taskDefinition=arn("ecs", "task-definition/blog:3"), **OPEN))) == set()


def test_a_public_service_that_runs_nothing_of_celery_is_none_of_this_packs_business() -> None:
    proxy = Given(
        TASK, "proxy-task", task({"name": "proxy", "image": "nginx:1.27.3", "command": None, "secrets": None})
    )
    assert stopped(*shop(), proxy, Given(SERVICE, "proxy", service(**OPEN), {"taskDefinition": "proxy-task"})) == set()


def test_a_public_service_that_cannot_be_read_is_stopped_where_celery_is_near() -> None:
    unread = {"worker-task": {KEY: UNKNOWN}, "worker": OPEN}
    assert stopped(*shop(**unread)) == {("ecs-no-public-ip", "worker")}
    alone = [
        Given(TASK, "site-task", task(**{KEY: UNKNOWN})),
        Given(SERVICE, "site", service(**OPEN), {"taskDefinition": "site-task"}),
    ]
    assert stopped(*alone) == set()


SHOPS = "registry.example/shop:1.5"
TOLD = COMMON["secrets"]


@pytest.mark.parametrize(
    ("image", "secrets", "found"),
    [(SHOPS, None, True), ("shop-web:1.5", TOLD, True), ("shop-web:1.5", None, False), ("nginx:1.27.3", None, False)],
)
def test_what_its_image_decides_is_ours_where_that_runs_celery_or_is_told_of_its_broker(
    image: str, secrets: Any, found: bool
) -> None:
    decided = of_containers({"name": "web", "image": image, "secrets": secrets, "command": None})
    expected = {("ecs-no-public-ip", "web")} if found else set()
    assert stopped(*shop(web=OPEN, **{"web-task": decided})) == expected


def test_a_name_alone_decides_where_the_definition_is_another_stacks_only() -> None:
    jobs = Given(TASK, "worker-of-others-task", task({"name": "jobs", "command": ["sidekiq"], "image": "blog:2"}))
    there = Given(SERVICE, "worker-of-others", service(**OPEN), {"taskDefinition": "worker-of-others-task"})
    assert stopped(*shop(), jobs, there) == set()
    elsewhere = Given(SERVICE, "celery-mail", service(taskDefinition=arn("ecs", "task-definition/mail:3"), **OPEN))
    assert stopped(*shop(), elsewhere) == {("ecs-no-public-ip", "celery-mail")}
