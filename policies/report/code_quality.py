"""A run as GitLab's Code Quality report, which it shows in a merge request."""

from typing import Any

from .places import Places
from .run import MANDATORY, Run
from .sarif import fingerprint

SEVERITIES = {"critical": "blocker", "high": "critical", "medium": "major", "low": "minor"}
MILDER = "info"


def code_quality(run: Run, places: Places) -> list[dict[str, Any]]:
    """The document, to be serialized as JSON."""
    return [
        {
            "description": finding.message,
            "check_name": finding.rule.name,
            "fingerprint": fingerprint(finding),
            "severity": SEVERITIES[finding.rule.severity] if finding.level == MANDATORY else MILDER,
            "location": {"path": place.file, "lines": {"begin": place.line}},
        }
        for finding in run.violations
        for place in [places.of(finding)]
    ]
