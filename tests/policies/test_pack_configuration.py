"""The pack's configuration: levels, properties, exclusions with a reason, and no misspelt name."""

import re
from typing import Any

import pytest
from pack_server import LEVELS, Pack, Refused, names, urn
from preview_program import PACK
from stack_arguments import stack

from pack.closing import SAID
from rules import discover

ROOT = stack("target.host.user", "root")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"worker-not-rot": {}}, "there is no rule 'worker-not-rot', did you mean 'worker-not-root'?"),
        ({"worker-not-root": {"exclde": []}}, "worker-not-root has no property 'exclde', did you mean 'exclude'?"),
        ({"celery-json-only": {"allowed": []}}, "celery-json-only has no property 'allowed'"),
        ({"all": {"exclude": []}}, "all has no property 'exclude'"),
        ({"zzz": {}}, "there is no rule 'zzz' and none of a similar name"),
    ],
)
def test_a_misspelt_name_is_refused_with_the_nearest_one(config: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused) as refused:
        Pack(config=config)
    assert message in str(refused.value)


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        Pack(config={"zzz": {}, "worker-not-rot": {}})
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize("name", ["celery-json-only", "checklist-unread", "all"])
def test_what_changes_no_resource_cannot_be_told_to(name: str) -> None:
    with pytest.raises(Refused) as refused:
        Pack(config={name: {"enforcementLevel": "remediate"}})
    assert f'{name} has enforcementLevel "remediate"' in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("level", ["advisory", "mandatory"])
def test_a_rule_gets_the_configured_level(level: str) -> None:
    pack = Pack(config={"worker-not-root": {"enforcementLevel": level}})
    [finding] = pack.resource("CeleryStack", ROOT)
    assert finding.enforcementLevel == LEVELS[level]


def test_a_disabled_rule_says_nothing() -> None:
    pack = Pack(config={"worker-not-root": {"enforcementLevel": "disabled"}})
    assert names(pack.resource("CeleryStack", ROOT)) == set()


def test_an_exclusion_silences_one_resource_and_its_reason_is_said() -> None:
    exclude = [{"urn": "*::shop", "reason": "moves to its own user in May"}]
    pack = Pack(config={"worker-not-root": {"exclude": exclude}})
    assert names(pack.resource("CeleryStack", ROOT)) == set()
    assert names(pack.resource("CeleryStack", ROOT, "blog")) == {"worker-not-root"}
    [said] = pack.stack()
    assert said.policyName == "checklist-excluded"
    assert "worker-not-root: shop: moves to its own user in May" in said.message


@pytest.mark.parametrize(
    ("pattern", "excludes"), [("*::shop[1]", True), ("*::shop[0-9]", False), ("*::shop?1]", True), ("shop[1]", False)]
)
def test_a_pattern_has_stars_and_question_marks_only(pattern: str, excludes: bool) -> None:
    pack = Pack(config={"worker-not-root": {"exclude": [{"urn": pattern, "reason": "known"}]}})
    assert (names(pack.resource("CeleryStack", ROOT, "shop[1]")) == set()) == excludes


def test_an_excluded_stacks_children_are_not_stopped_for_the_same() -> None:
    pack = Pack(config={"worker-not-root": {"exclude": [{"urn": "*::shop", "reason": "known"}]}})
    pack.resource("CeleryStack", ROOT)
    child = {
        "app": {"module": "shop"},
        "target": ROOT["target"],
        "broker": {"host": "h", "password": "Zb3-k9Qw7Lm2Xc5V"},
    }
    assert names(pack.resource("Worker", child, "shop-worker-mail", urn("CeleryStack", "shop"))) == set()


def test_an_exclusion_that_silences_nothing_is_not_mentioned() -> None:
    pack = Pack(config={"worker-not-root": {"exclude": [{"urn": "*::other", "reason": "known"}]}})
    pack.resource("CeleryStack", ROOT)
    assert names(pack.stack()) == set()


def test_a_stack_rule_takes_exclusions_too() -> None:
    pack = Pack(config={"celery-single-beat": {"exclude": [{"urn": "*", "reason": "two regions"}]}})
    assert names(pack.stack(("Beat one", {}), ("Beat two", {}))) == {"checklist-excluded"}


@pytest.mark.parametrize(
    ("rule", "config", "path", "value"),
    [
        ("celery-json-only", {"allowedSerializers": ["msgpack"]}, "app.settings.task_serializer", "msgpack"),
        ("web-health-endpoint", {"paths": ["/status"]}, "web.health_path", "/status"),
        ("worker-graceful-stop-short", {"minimumSeconds": 5}, "app.stop_grace", 10),
    ],
)
def test_a_property_changes_what_the_rule_demands(rule: str, config: Any, path: str, value: Any) -> None:
    assert rule in names(Pack().resource("CeleryStack", stack(path, value)))
    assert rule not in names(Pack(config={rule: config}).resource("CeleryStack", stack(path, value)))


def test_pickle_cannot_be_allowed() -> None:
    pack = Pack(config={"celery-json-only": {"allowedSerializers": ["pickle"]}})
    assert names(pack.resource("CeleryStack", stack("app.settings.task_serializer", "pickle")))


def test_every_property_is_explained_beside_its_rules() -> None:
    rows = re.findall(r"(?m)^\| `(\w+)` \| (`[^|]+`) \| [^|]+ \| [^|]+ \|$", (PACK / "README.md").read_text())
    explained = {(name, rule) for name, rules in rows for rule in re.findall(r"`([\w-]+)`", rules)}
    assert explained == {(item.name, rule.name) for rule in discover() for item in rule.properties}


CLOSING_LEVELS = [
    ({"all": {"enforcementLevel": "mandatory"}}, 0),
    ({"checklist-excluded": {"enforcementLevel": "mandatory"}}, 1),
    ({}, 0),
]


@pytest.mark.parametrize(("levels", "expected"), CLOSING_LEVELS)
def test_what_closes_a_run_stops_it_by_its_own_name_only(levels: Any, expected: int) -> None:
    exclude = {"worker-not-root": {"exclude": [{"urn": "*", "reason": "moves in May"}]}}
    expanded = {name: {"enforcementLevel": "mandatory"} for name in SAID if "all" in levels}
    pack = Pack(config={**expanded, **levels, **exclude})
    pack.resource("CeleryStack", ROOT)
    [excluded] = pack.stack()
    assert (excluded.policyName, excluded.enforcementLevel) == ("checklist-excluded", expected)
