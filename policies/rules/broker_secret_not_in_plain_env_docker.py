"""broker-secret-not-in-plain-env-docker."""

from collections.abc import Iterator

from facts.connection import Carrier, Connection, PlainSecret
from facts.value import Known
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict


@rule(
    "broker-secret-not-in-plain-env-docker",
    on=Connection | PlainSecret,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Give it as a file, from `secrets` of a service or by an upload, and have the application read that.",
    url="https://cwe.mitre.org/data/definitions/526.html",
    framework=cwe(526, "Cleartext Storage of Sensitive Information in an Environment Variable"),
)
def broker_secret_not_in_plain_env_docker(given: Connection | PlainSecret) -> Iterator[Verdict]:
    """Whoever may ask the engine reads a container's environment and command, and so does each of its processes."""
    if given.carrier is Carrier.PLAIN and isinstance(given.password, Known) and given.password.value.length:
        yield Finding(given.password.path, "a password in clear", "a reference to a secret")
