"""By which everything that a stack made is found again, and told from what others made."""

from typing import Any

import pulumi

STACK = "celery-stack.stack"
PART = "celery-stack.part"


def this_stack() -> str:
    return f"{pulumi.get_project()}/{pulumi.get_stack()}"


def labels(component: str, role: str, part: str = "") -> dict[str, str]:
    """The labels of a resource that belongs to `component`; `part` tells its containers apart."""
    return {
        STACK: this_stack(),
        "celery-stack.component": component,
        "celery-stack.role": role,
        "managed-by": "pulumi",
        **({PART: part} if part else {}),
    }


def as_list(given: dict[str, str]) -> list[Any]:
    """Labels as the provider takes them."""
    return [{"label": key, "value": value} for key, value in given.items()]
