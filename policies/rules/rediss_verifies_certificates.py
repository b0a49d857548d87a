"""rediss-verifies-certificates."""

from collections.abc import Iterator
from dataclasses import replace

from facts.connection import Connection
from facts.value import Known
from pack.framework import cwe
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Finding, Verdict, reject

NONE = {"none", "cert_none", "ssl.cert_none", "0", "false"}


@rule(
    "rediss-verifies-certificates",
    on=Connection,
    level=MANDATORY,
    severity=HIGH,
    fix="End the `rediss://` URL with `?ssl_cert_reqs=required`; add `ssl_ca_certs` for an authority of your own.",
    url="https://docs.celeryq.dev/en/stable/userguide/configuration.html#redis-backend-settings",
    framework=cwe(295, "Improper Certificate Validation"),
)
def rediss_verifies_certificates(connection: Connection) -> Iterator[Verdict]:
    """A connection that asks for no certificate is encrypted to whoever stands in between."""
    if isinstance(connection.scheme, Known) and connection.scheme.value == "rediss":
        for verdict in reject(connection.certificates, lambda asked: asked.lower() in NONE, "ssl_cert_reqs=required"):
            yield replace(verdict, seen="a URL with ssl_cert_reqs=none") if isinstance(verdict, Finding) else verdict
