"""rediss-verifies-certificates-absent."""

from collections.abc import Iterator
from dataclasses import replace

from facts.connection import Connection
from facts.value import Known
from pack.framework import cwe
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Finding, Verdict, require


@rule(
    "rediss-verifies-certificates-absent",
    on=Connection,
    level=ADVISORY,
    severity=MEDIUM,
    fix="End the `rediss://` URL with `?ssl_cert_reqs=required`; add `ssl_ca_certs` for an authority of your own.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#redis-backend-settings",
    framework=cwe(295, "Improper Certificate Validation"),
)
def rediss_verifies_certificates_absent(connection: Connection) -> Iterator[Verdict]:
    """Without ssl_cert_reqs the broker's side verifies nothing, and the result backend refuses to start."""
    if isinstance(connection.scheme, Known) and connection.scheme.value == "rediss":
        for verdict in require(connection.certificates, lambda _: False, "ssl_cert_reqs=required"):
            yield replace(verdict, seen="a URL without ssl_cert_reqs") if isinstance(verdict, Finding) else verdict
