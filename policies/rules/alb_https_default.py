"""alb-https-default."""

from collections.abc import Iterator

from facts.cloud import Listener
from pack.framework import security_hub
from pack.rule import ADVISORY, MEDIUM, rule
from pack.verdict import Verdict, require

DEFAULT = "ELBSecurityPolicy-2016-08"


@rule(
    "alb-https-default",
    on=Listener,
    level=ADVISORY,
    severity=MEDIUM,
    fix="Set `sslPolicy` to one of TLS 1.2 or later, such as ELBSecurityPolicy-TLS13-1-2-2021-06.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17",
    framework=security_hub(
        "ELB.17",
        "Application and Network Load Balancers with listeners should use recommended security policies",
    ),
)
def alb_https_default(listener: Listener) -> Iterator[Verdict]:
    """The policy that AWS gives where none is named still takes TLS 1.0, which browsers have given up."""
    yield from require(listener.tls_policy, lambda name: name == DEFAULT, "a policy of TLS 1.2 or later")
