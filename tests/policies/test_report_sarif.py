"""SARIF as code scanning takes it. The schema is closed: a property that is not named here is a mistake."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from runs import UNKNOWN_USER, UNSAFE, run_of, sound

from report.places import Places
from report.run import Run
from report.sarif import sarif

LEVEL = {"enum": ["error", "warning", "note"]}


def whole(**properties: Any) -> dict[str, Any]:
    """An object with these properties, all of them, and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def text(most: int = 1024) -> dict[str, Any]:
    return whole(text={"type": "string", "minLength": 1, "maxLength": most})


RULE = whole(
    id={"type": "string", "pattern": "^[a-z-]+$"},
    name={"type": "string", "maxLength": 255},
    shortDescription=text(),
    fullDescription=text(),
    help=whole(text={"type": "string", "minLength": 1}, markdown={"type": "string", "minLength": 1}),
    helpUri={"type": "string", "pattern": "^https://"},
    defaultConfiguration=whole(enabled={"type": "boolean"}, level=LEVEL),
    properties=whole(
        **{
            "tags": {"type": "array", "contains": {"const": "security"}, "maxItems": 20},
            "precision": {"const": "high"},
            "security-severity": {"type": "string", "pattern": r"^\d\.\d$"},
        }
    ),
)
RULE["required"].remove("helpUri")  # those that close a run have none
LOCATION = whole(
    physicalLocation=whole(
        artifactLocation=whole(uri={"type": "string", "pattern": r"^[\w%.-][\w%./-]*$"}),
        region=whole(startLine={"type": "integer", "minimum": 1}),
    ),
    logicalLocations={
        "type": "array",
        "minItems": 1,
        "items": whole(name={"type": "string"}, fullyQualifiedName={"type": "string"}, kind={"const": "resource"}),
    },
)
RESULT = whole(
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=text(10_000),
    locations={"type": "array", "minItems": 1, "maxItems": 1, "items": LOCATION},
    partialFingerprints=whole(primaryLocationLineHash={"type": "string", "pattern": "^[0-9a-f]{64}$"}),
)
NOTIFICATION = whole(level={"const": "note"}, message=text(10_000), descriptor=whole(id={"type": "string"}))
RUN = whole(
    tool=whole(
        driver=whole(
            name={"const": "celery-checklist"},
            semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
            rules={"type": "array", "minItems": 1, "items": RULE},
        )
    ),
    automationDetails=whole(id={"type": "string", "pattern": "^celery-checklist/.+/$"}),
    columnKind={"const": "unicodeCodePoints"},
    invocations={
        "type": "array",
        "items": whole(
            executionSuccessful={"type": "boolean"}, toolExecutionNotifications={"type": "array", "items": NOTIFICATION}
        ),
    },
    results={"type": "array", "maxItems": 5000, "items": RESULT},
)
DOCUMENT = whole(
    **{"$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}}
)


def document(run: Run, folder: Path) -> dict[str, Any]:
    made = sarif(run, Places(folder, folder, run.stack))
    jsonschema.validate(made, DOCUMENT)
    [only] = made["runs"]
    assert isinstance(only, dict)
    return only


def test_findings_are_results_with_the_level_of_their_enforcement(tmp_path: Path) -> None:
    run = document(run_of(tmp_path, UNSAFE), tmp_path)
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("celery-json-only", "error"),
        ("celery-pool-limit", "warning"),
    ]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_a_result_names_argument_value_fix_and_resource(tmp_path: Path) -> None:
    first = document(run_of(tmp_path, UNSAFE), tmp_path)["results"][0]
    assert (
        'app.settings.accept_content[1] (in a stack file: celery-stack:app: settings.accept_content[1]) is "pickle"'
        in (first["message"]["text"])
    )
    [logical] = first["locations"][0]["logicalLocations"]
    assert logical["fullyQualifiedName"] == "urn:pulumi:dev::shop::celery-stack:index:CeleryStack::shop"


def test_a_fingerprint_is_of_the_argument_and_not_of_the_value(tmp_path: Path) -> None:
    def prints(run: Run) -> list[str]:
        return [one["partialFingerprints"]["primaryLocationLineHash"] for one in document(run, tmp_path)["results"]]

    before = prints(run_of(tmp_path, UNSAFE))
    settings = {"accept_content": ["json", "yaml"], "result_expires": 3600, "broker_pool_limit": None}
    assert prints(run_of(tmp_path, {**UNSAFE, "app": {**UNSAFE["app"], "settings": settings}})) == before
    assert len(set(before)) == 2


def test_a_sound_stack_has_no_result_and_every_rule(tmp_path: Path) -> None:
    run = sound(tmp_path)
    made = document(run, tmp_path)
    assert made["results"] == []
    assert made["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}
    assert len(made["tool"]["driver"]["rules"]) == len(run.rules)
    assert made["automationDetails"]["id"] == "celery-checklist/shop/dev/"


def test_what_is_unread_is_a_notification(tmp_path: Path) -> None:
    [invocation] = document(run_of(tmp_path, UNKNOWN_USER), tmp_path)["invocations"]
    [said, *_] = invocation["toolExecutionNotifications"]
    assert said["descriptor"]["id"] == "checklist-unread"
    assert "target.host.user" in said["message"]["text"]


def test_a_run_that_stopped_early_was_not_successful(tmp_path: Path) -> None:
    [invocation] = document(run_of(tmp_path, UNSAFE, whole=False), tmp_path)["invocations"]
    assert invocation["executionSuccessful"] is False


@pytest.mark.parametrize("band", ["critical", "high", "medium", "low"])
def test_each_severity_is_one_of_githubs(band: str, tmp_path: Path) -> None:
    scores = {"critical": (9.1, 10), "high": (7, 9), "medium": (4, 7), "low": (0.1, 4)}
    run = sound(tmp_path)
    rules = document(run, tmp_path)["tool"]["driver"]["rules"]
    mine = [made for made, rule in zip(rules, run.rules, strict=True) if rule.severity == band]
    least, most = scores[band]
    assert mine
    assert all(least <= float(one["properties"]["security-severity"]) < most for one in mine)


def test_a_rules_help_links_to_what_it_mirrors(tmp_path: Path) -> None:
    for rule in document(sound(tmp_path), tmp_path)["tool"]["driver"]["rules"]:
        assert not rule["id"].startswith("checklist-") or "helpUri" not in rule
        assert re.search(r"\[.+\]\(https://\S+\)$", rule["help"]["markdown"]) or "helpUri" not in rule
