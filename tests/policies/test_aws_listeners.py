"""Listeners of load balancers: which of them are in front of a web process, and what they may take."""

from typing import Any

import pytest
from aws_shop import arn, shop
from ecs_resources import KEY, SERVICE, TASK, WEB, containers, service, task
from judged import Given, judged
from pack_server import UNKNOWN
from test_aws_ecs import stopped

ALB, LISTENER, RULE, GROUP = (
    f"aws:lb/{name[0].lower()}{name[1:]}:{name}" for name in ("LoadBalancer", "Listener", "ListenerRule", "TargetGroup")
)
FORWARD = {"type": "forward", "targetGroupArn": UNKNOWN}
NOT_FOUND = {"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}
TO_HTTPS = {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"}}
TO_HTTP = {"type": "redirect", "redirect": {"host": "www.example.org", "statusCode": "HTTP_301"}}
FOUND = {("alb-https", "plain")}


def listener(*actions: dict[str, Any], group: str = "group", **inputs: Any) -> Given:
    """One more listener of the shop's, on port 80 without encryption."""
    given = {"port": 80, "protocol": "HTTP", "loadBalancerArn": UNKNOWN, "defaultActions": list(actions), **inputs}
    return Given(LISTENER, "plain", given, {"loadBalancerArn": "alb", "defaultActions": group})


@pytest.mark.parametrize("actions", [[TO_HTTPS], [NOT_FOUND], [], [UNKNOWN], [{"type": UNKNOWN}], UNKNOWN])
def test_a_listener_that_passes_nothing_on_passes(actions: Any) -> None:
    assert stopped(*shop(http={"defaultActions": actions})) == set()


@pytest.mark.parametrize(
    "action",
    [
        FORWARD,
        {"type": "FORWARD", "targetGroupArn": UNKNOWN},
        {"type": "forward", "forward": {"targetGroups": [{"arn": UNKNOWN, "weight": 1}]}},
        {"type": "authenticate-oidc", "authenticateOidc": {}},
        TO_HTTP,
        {"type": "redirect", "redirect": {"protocol": "#{protocol}"}},
    ],
)
def test_a_listener_that_passes_requests_on_is_stopped(action: dict[str, Any]) -> None:
    assert stopped(*shop(), listener(action)) == FOUND


@pytest.mark.parametrize("types", ["aws:alb", "aws:elasticloadbalancingv2", "aws:applicationloadbalancing"])
def test_the_listener_of_today_and_of_before_is_one(types: str) -> None:
    plain = listener(FORWARD)
    assert stopped(*shop(), Given(f"{types}/listener:Listener", "plain", plain.inputs, plain.sources)) == FOUND


def test_what_is_not_known_is_no_finding() -> None:
    assert stopped(*shop(), listener(FORWARD, protocol=UNKNOWN)) == set()
    assert stopped(*shop(alb={"internal": UNKNOWN}), listener(FORWARD)) == set()
    assert stopped(*shop(https={"sslPolicy": UNKNOWN})) == set()


def test_before_the_definitions_are_known_a_service_near_celery_may_be_its_web() -> None:
    unread = {f"{role}-task": {KEY: UNKNOWN} for role in ("web", "worker", "beat")}
    assert stopped(*shop(**unread), listener(FORWARD)) == FOUND


def test_a_service_near_celery_that_its_image_decides_may_be_its_web() -> None:
    decided = {"web-task": {KEY: containers({"image": "shop-web:1.5", "command": None})}}
    assert stopped(*shop(**decided), listener(FORWARD)) == FOUND


def test_inside_a_network_http_may_do() -> None:
    assert stopped(*shop(alb={"internal": True}), listener(FORWARD)) == set()


def test_a_load_balancer_of_another_stack_is_no_excuse() -> None:
    found = shop(without="alb", https={"loadBalancerArn": arn("elasticloadbalancing", "loadbalancer/app/other/9")})
    plain = Given(LISTENER, "plain", {"protocol": "HTTP", "defaultActions": [FORWARD]}, {"defaultActions": "group"})
    resources = [
        Given(one.type, one.name, one.inputs, {"defaultActions": "group"} if one.type == LISTENER else one.sources)
        for one in found
    ]
    assert stopped(*resources, plain) == FOUND


def test_a_listener_in_front_of_something_else_is_none_of_this_packs_business() -> None:
    blog = [
        Given(GROUP, "blog-group", {"port": 80, "protocol": "HTTP"}),
        Given(TASK, "blog-task", task({"command": ["apache2-foreground"], "image": "wordpress:6.7", "secrets": None})),
        Given(
            SERVICE,
            "blog",
            service(loadBalancers=[{"targetGroupArn": UNKNOWN}]),
            {"taskDefinition": "blog-task", "loadBalancers": "blog-group"},
        ),
    ]
    assert stopped(*shop(), *blog, listener(FORWARD, group="blog-group")) == set()
    assert stopped(*blog, Given(LISTENER, "plain", {"protocol": "HTTP", "defaultActions": [FORWARD]})) == set()


def test_where_the_graph_does_not_tell_any_listener_may_be_in_front() -> None:
    web = Given(".Container", "web", {"image": "shop:1.4", "command": WEB["command"], "networkMode": "bridge"})
    assert stopped(web, Given(LISTENER, "plain", {"protocol": "HTTP", "defaultActions": [FORWARD]})) >= FOUND


def test_what_is_no_http_passes() -> None:
    assert stopped(*shop(), listener(FORWARD, protocol="TCP")) == set()


@pytest.mark.parametrize(
    ("policy", "rule"),
    [
        ("ELBSecurityPolicy-TLS13-1-2-2021-06", ""),
        ("ELBSecurityPolicy-TLS13-1-3-2021-06", ""),
        ("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", ""),
        ("ELBSecurityPolicy-FS-1-2-Res-2020-10", ""),
        ("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", ""),
        (None, "alb-https-default"),
        ("ELBSecurityPolicy-2016-08", "alb-https-default"),
        ("ELBSecurityPolicy-2015-05", "alb-https"),
        ("ELBSecurityPolicy-FS-2018-06", "alb-https"),
        ("ELBSecurityPolicy-TLS-1-0-2015-04", "alb-https"),
        ("ELBSecurityPolicy-TLS13-1-1-2021-06", "alb-https"),
    ],
)
def test_a_policy_of_before_tls_1_2_is_found(policy: str | None, rule: str) -> None:
    found = {name for name, resource in judged(*shop(https={"sslPolicy": policy})) if resource == "https"}
    assert found == ({rule} if rule else set())


def rule_of(*actions: dict[str, Any], of: str = "http", **inputs: Any) -> Given:
    """A rule of one of the shop's listeners."""
    given = {"listenerArn": UNKNOWN, "actions": list(actions), **inputs}
    return Given(RULE, "plain", given, {"listenerArn": of, "actions": "group"})


def test_a_rule_of_a_listener_is_judged_as_it() -> None:
    assert stopped(*shop(), rule_of(FORWARD)) == FOUND
    assert stopped(*shop(http={"defaultActions": [NOT_FOUND]}), rule_of(FORWARD)) == FOUND
    assert stopped(*shop(), rule_of(FORWARD, of="https")) == set()
    assert stopped(*shop(), rule_of(TO_HTTPS)) == set()


def test_a_rule_for_what_came_through_a_content_network_passes() -> None:
    proved = {"httpHeader": {"httpHeaderName": "X-Origin", "values": ["hidden"]}}
    assert stopped(*shop(), rule_of(FORWARD, conditions=[proved])) == set()
    assert stopped(*shop(), rule_of(FORWARD, conditions=[{"pathPattern": {"values": ["/*"]}}])) == FOUND
