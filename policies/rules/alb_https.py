"""alb-https."""

import re
from collections.abc import Iterator

from facts.cloud import Listener
from facts.value import Known, Unknown
from pack.framework import security_hub
from pack.rule import HIGH, MANDATORY, rule
from pack.verdict import Unread, Verdict, reject

OLD = re.compile(r"-1-[01]-|-2015-05$|-FS-2018-06$")
"""In a policy's name: it takes TLS 1.0 or 1.1."""


@rule(
    "alb-https",
    on=Listener,
    level=MANDATORY,
    severity=HIGH,
    fix="Set `protocol` to HTTPS with a `certificateArn`; on port 80 only a `redirect` with protocol HTTPS.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1",
    framework=security_hub(
        "ELB.1", "Application Load Balancer should be configured to redirect all HTTP requests to HTTPS"
    ),
)
def alb_https(listener: Listener) -> Iterator[Verdict]:
    """Over plain HTTP everybody on the way reads the sessions and passwords of those who use the application."""
    excuses = (listener.redirects, listener.internal)
    for verdict in reject(listener.protocol, lambda name: name.upper() == "HTTP", "HTTPS, or a redirect to it"):
        if any(isinstance(excuse, Known) and excuse.value for excuse in excuses):
            continue
        unread = [Unread(excuse.path, excuse.why) for excuse in excuses if isinstance(excuse, Unknown)]
        yield unread[0] if unread else verdict
    yield from reject(listener.tls_policy, lambda name: bool(OLD.search(name)), "a policy of TLS 1.2 or later")
