"""celery-json-only."""

import re
from collections.abc import Iterator, Sequence

from facts.settings import Settings
from pack.framework import cwe
from pack.rule import CRITICAL, MANDATORY, Property, rule
from pack.verdict import Verdict, reject

SAFE = {"json", "auth", "data"}
"""`auth`, of content type application/data, is Celery's signed messages."""
ALLOWABLE = ["msgpack", "yaml"]
BAD = ("pickle", "python-serialize", *ALLOWABLE)
NAMES = {f"{start}{name}" for name in BAD for start in ("", "x-", "application/", "application/x-")}
"""The names of serializers, and of their content types."""
_TYPE = re.compile(r"^application/(x-)?")
"""What a content type adds to the name of its serializer; pickle's is application/x-python-serialize."""


@rule(
    "celery-json-only",
    on=Settings,
    level=MANDATORY,
    severity=CRITICAL,
    fix="Name only json in `accept_content`, `task_serializer` and `result_serializer`, wherever they are set.",
    url="https://docs.celeryq.dev/en/stable/userguide/security.html#serializers",
    framework=cwe(502, "Deserialization of Untrusted Data"),
    properties=[
        Property(
            "allowedSerializers",
            [],
            {
                "type": "array",
                "items": {"type": "string", "enum": ALLOWABLE},
                "description": "Serializers to accept beside json and auth; pickle never.",
            },
        )
    ],
)
def celery_json_only(settings: Settings, allowed_serializers: Sequence[str]) -> Iterator[Verdict]:
    """A process that accepts pickle runs whatever code a message holds."""
    safe = SAFE | {name for name in allowed_serializers if name in ALLOWABLE}
    for serializer in settings.serializers:
        yield from reject(serializer, lambda name: _TYPE.sub("", name.lower()) not in safe, "json", NAMES)
