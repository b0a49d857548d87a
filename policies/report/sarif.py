"""A run as SARIF 2.1.0, as code scanning takes it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from .places import Places
from .run import MANDATORY, Finding, Rule, Run

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {MANDATORY: "error"}
OTHERWISE = "warning"
SCORES = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0"}
"""GitHub shows a score's band: over 9 is critical, from 7 high, from 4 medium."""


def sarif(run: Run, places: Places) -> dict[str, Any]:
    """The document, to be serialized as JSON."""
    indices = {rule.name: index for index, rule in enumerate(run.rules)}
    driver = {
        "name": "celery-checklist",
        "semanticVersion": run.version,
        "rules": [_rule(rule) for rule in run.rules],
    }
    remarks = [
        {"level": "note", "message": {"text": line}, "descriptor": {"id": remark.rule.name}}
        for remark in run.remarks
        for line in remark.message.splitlines()
    ]
    content = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"celery-checklist/{run.stack}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": run.end is not None, "toolExecutionNotifications": remarks}],
        "results": [_result(finding, indices, places) for finding in run.violations],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [content]}


def _rule(rule: Rule) -> dict[str, Any]:
    more = {"helpUri": rule.url} if rule.url else {}
    link = f"\n\n[{rule.control or rule.url}]({rule.url})" if rule.url else ""
    return {
        "id": rule.name,
        "name": rule.name,
        "shortDescription": {"text": rule.description},
        "fullDescription": {"text": rule.description},
        "help": {"text": f"{rule.description}\n\n{rule.fix}", "markdown": f"{rule.description}\n\n{rule.fix}{link}"},
        **more,
        "defaultConfiguration": {"enabled": rule.level != "disabled", "level": LEVELS.get(rule.level, OTHERWISE)},
        "properties": {
            "tags": ["security", "celery"],
            "precision": "high",
            "security-severity": SCORES[rule.severity],
        },
    }


def _result(finding: Finding, indices: Mapping[str, int], places: Places) -> dict[str, Any]:
    place = places.of(finding)
    physical = {"artifactLocation": {"uri": quote(place.file)}, "region": {"startLine": place.line}}
    logical = {"name": finding.resource, "fullyQualifiedName": finding.urn or finding.resource, "kind": "resource"}
    return {
        "ruleId": finding.rule.name,
        "ruleIndex": indices[finding.rule.name],
        "level": LEVELS.get(finding.level, OTHERWISE),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": physical, "logicalLocations": [logical]}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint(finding)},
    }


def fingerprint(finding: Finding) -> str:
    """What stays the same while a file around a finding changes."""
    return sha256("\n".join((finding.rule.name, finding.urn, finding.argument)).encode()).hexdigest()
