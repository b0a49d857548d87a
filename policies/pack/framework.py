"""The public controls that rules refer to."""

from pulumi_policy import PolicyComplianceFramework

FOUNDATIONAL = "AWS Foundational Security Best Practices", "1.0.0"
NIST = "NIST SP 800-53", "Revision 5"


def cwe(number: int, title: str) -> PolicyComplianceFramework:
    """A weakness of the Common Weakness Enumeration."""
    return PolicyComplianceFramework("CWE", "4.17", f"CWE-{number}", title)


def cis_docker(number: str, title: str) -> PolicyComplianceFramework:
    """A recommendation of the CIS Docker Benchmark."""
    return PolicyComplianceFramework("CIS Docker Benchmark", "1.6.0", number, title)


def celery(page: str, advice: str) -> PolicyComplianceFramework:
    """Advice in Celery's own documentation."""
    return PolicyComplianceFramework("Celery documentation", "5.7", page, advice)


def security_hub(control: str, title: str, standard: tuple[str, str] = FOUNDATIONAL) -> PolicyComplianceFramework:
    """A control of AWS Security Hub, and the standard that it is part of."""
    return PolicyComplianceFramework(*standard, control, title)
