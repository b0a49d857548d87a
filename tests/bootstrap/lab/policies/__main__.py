from pulumi_policy import (
    EnforcementLevel,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)


def never_bad(args: ResourceValidationArgs, report: ReportViolation) -> None:
    if args.props.get("value") == "bad":
        report("value is bad", None)


PolicyPack("lab", [ResourceValidationPolicy("never-bad", "No bad value.", never_bad, EnforcementLevel.MANDATORY)])
