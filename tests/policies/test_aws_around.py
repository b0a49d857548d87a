"""What is around the tasks of a stack on AWS: roles, log groups, target groups, load balancers, environment."""

import json

import pytest
from aws_shop import shop
from ecs_resources import KEY, REDIS, SERVICE, TASK, WEB, listed, on_machines, service, task
from judged import Given, judged, said
from pack_server import UNKNOWN
from test_aws_ecs import of_containers, stopped


def test_one_role_for_both_is_seen_before_it_is_known() -> None:
    def roles(execution: str, own: str) -> set[tuple[str, str]]:
        unknown = task(executionRoleArn=UNKNOWN, taskRoleArn=UNKNOWN)
        return judged(Given(TASK, "task", unknown, {"executionRoleArn": execution, "taskRoleArn": own}), *ROLES)

    assert roles("one", "one") == {("ecs-separate-roles", "task")}
    assert roles("one", "two") == set()


ROLES = [Given("aws:iam/role:Role", name, {}) for name in ("one", "two")]


def test_a_log_group_that_a_task_makes_keeps_all_for_ever() -> None:
    driver = {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/new", "awslogs-create-group": "true"}}
    made = of_containers({"logConfiguration": driver})
    assert ("log-group-retention", "worker-task") in judged(*shop(**{"worker-task": made}))
    assert ("log-group-retention", "worker-task") not in judged(
        *shop(logs={"name": "/ecs/new"}, **{"worker-task": made})
    )


def test_what_a_target_group_asks_a_web_process_for_is_looked_at() -> None:
    assert ("web-health-endpoint", "group") in judged(*shop(group={"healthCheck": {"path": "/"}}))
    assert ("web-health-endpoint", "group") in judged(*shop(group={"healthCheck": None}))
    assert ("web-health-endpoint", "group") not in judged(*shop(group={"healthCheck": None, "protocol": "TCP"}))


@pytest.mark.parametrize(("internal", "found"), [(True, set()), (False, {("redis-not-published", "redis")})])
def test_a_redis_behind_a_public_load_balancer_is_published(internal: bool, found: set[tuple[str, str]]) -> None:
    resources = [
        Given(TASK, "redis-task", task(REDIS)),
        Given(
            SERVICE,
            "redis",
            service(loadBalancers=[{"targetGroupArn": UNKNOWN}]),
            {"taskDefinition": "redis-task", "loadBalancers": "group"},
        ),
        Given("aws:lb/targetGroup:TargetGroup", "group", {"protocol": "TCP", "port": 6379}),
        Given("aws:lb/loadBalancer:LoadBalancer", "nlb", {"loadBalancerType": "network", "internal": internal}),
        Given(
            "aws:lb/listener:Listener",
            "listener",
            {"protocol": "TCP", "defaultActions": [{"type": "forward", "targetGroupArn": UNKNOWN}]},
            {"loadBalancerArn": "nlb", "defaultActions": "group"},
        ),
    ]
    assert stopped(*resources) == found


def test_one_that_a_bridge_publishes_is_found_with_its_network_unknown_only_when_it_is_known() -> None:
    assert ("redis-not-published", "redis") in judged(Given(TASK, "redis", on_machines(REDIS)))
    assert ("redis-not-published", "redis") not in judged(Given(TASK, "redis", on_machines(REDIS, networkMode=UNKNOWN)))


def test_no_message_holds_what_the_environment_holds() -> None:
    leak = of_containers(
        {**WEB, "secrets": None, "environment": [{"name": "CELERY_BROKER_URL", "value": "redis://:hidden@redis/0"}]}
    )
    found = said(*shop(**{"web-task": leak}))
    assert "broker-secret-not-in-plain-env" in {one.policyName for one in found}
    assert "hidden" not in "".join(one.message for one in found)


def test_definitions_may_begin_their_names_with_a_capital_letter() -> None:
    plain = {"user": "root", "environment": [{"Name": "REDIS_URL", "Value": "redis://:hidden@redis/0"}]}
    text = json.dumps([{f"{key[0].upper()}{key[1:]}": value for key, value in listed(plain)[0].items()}])
    assert {rule for rule, _ in stopped(Given(TASK, "task", task(**{KEY: text})))} == {
        "worker-not-root",
        "broker-secret-not-in-plain-env",
    }
