"""A stack on a swarm that is recorded, and where its services say what."""

from typing import Any

import pytest

from celery_stack import CeleryStack
from celery_stack.errors import InvalidArgumentError

from .recording import Made, Recording, record


def stack(args: dict[str, Any], *, preview: bool = False, **swarm: Any) -> Recording:
    wanted: Any = {**args, "target": {"swarm": swarm}}
    return record(lambda: CeleryStack("shop", wanted) and None, preview=preview)


def container(made: Made) -> dict[str, Any]:
    found: dict[str, Any] = made.inputs["taskSpec"]["containerSpec"]
    return found


def labels(inputs: dict[str, Any]) -> dict[str, str]:
    return {one["label"]: one["value"] for one in inputs["labels"]}


def refusal(args: dict[str, Any], **swarm: Any) -> str:
    with pytest.raises(InvalidArgumentError) as refused:
        stack(args, preview=True, **swarm)
    return str(refused.value)
