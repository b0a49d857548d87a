"""log-group-retention."""

from collections.abc import Iterator

from facts.cloud import LogGroup
from pack.framework import NIST, security_hub
from pack.rule import ADVISORY, LOW, rule
from pack.verdict import Verdict, require


@rule(
    "log-group-retention",
    on=LogGroup,
    level=ADVISORY,
    severity=LOW,
    fix="Set `retentionInDays`, of a log group that is made beforehand; without `awslogs-create-group`.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
    framework=security_hub(
        "CloudWatch.16", "CloudWatch log groups should be retained for a specified time period", NIST
    ),
    mend={"retentionInDays": 30},
)
def log_group_retention(group: LogGroup) -> Iterator[Verdict]:
    """What workers write is kept and paid for ever, with whatever it says of people."""
    yield from require(group.retention, lambda days: days == 0, "a number of days")
