"""celery-json-only."""

from collections.abc import Iterator, Sequence

from facts.settings import Settings
from pack.framework import cwe
from pack.rule import CRITICAL, MANDATORY, Property, rule
from pack.verdict import Verdict, reject

SAFE = {"json", "auth", "data"}
"""Names and content types; `auth` is application/data, Celery's signed messages."""
PICKLE = {"pickle", "x-python-serialize"}


@rule(
    "celery-json-only",
    on=Settings,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Name only json in `app.settings`: accept_content, task_serializer, result_serializer.",
    url="https://docs.celeryq.dev/en/stable/userguide/security.html#serializers",
    framework=cwe(502, "Deserialization of Untrusted Data"),
    properties=[
        Property(
            "allowedSerializers",
            [],
            {
                "type": "array",
                "items": {"type": "string", "enum": ["msgpack", "x-msgpack", "yaml", "x-yaml"]},
                "description": "Serializers to accept beside json and auth; pickle never.",
            },
        )
    ],
)
def celery_json_only(settings: Settings, allowed_serializers: Sequence[str]) -> Iterator[Verdict]:
    """A process that accepts pickle runs whatever code a message holds."""
    safe = (SAFE | set(allowed_serializers)) - PICKLE
    for serializer in settings.serializers:
        yield from reject(serializer, lambda name: name.lower().removeprefix("application/") not in safe, "json")
