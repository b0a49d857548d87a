"""broker-secret-not-in-plain-env."""

from collections.abc import Iterator

from facts.connection import Carrier, Connection, PlainSecret
from facts.value import Known
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict


@rule(
    "broker-secret-not-in-plain-env",
    on=Connection | PlainSecret,
    level=MANDATORY,
    severity=HIGH,
    fix="Move it to a secret and name that: `secrets` with `valueFrom` on ECS, `secretKeyRef` in Kubernetes.",
    url="https://cwe.mitre.org/data/definitions/526.html",
    framework=cwe(526, "Cleartext Storage of Sensitive Information in an Environment Variable"),
)
def broker_secret_not_in_plain_env(given: Connection | PlainSecret) -> Iterator[Verdict]:
    """Whoever may look at a task or a pod reads its environment; a reference to a secret shows nothing."""
    if given.carrier is Carrier.REFERABLE and isinstance(given.password, Known) and given.password.value.length:
        yield Finding(given.password.path, "a password in clear", "a reference to a secret")
