"""Names that hint at Celery; a hint decides nothing."""

import re

from .stack import Stack
from .workload import BEAT, WORKER, Workload

_TELLING = re.compile(r"celery|beat|worker", re.IGNORECASE)


def is_telling(*texts: str) -> bool:
    """Whether one of the texts hints at Celery."""
    return any(_TELLING.search(text) for text in texts)


def hints(stack: Stack) -> bool:
    """Whether anything in a stack does, so that what cannot be read in it may well be Celery's."""
    return any(process.runs(WORKER, BEAT) for process in stack.all(Workload)) or any(
        is_telling(node.resource.name) for node in stack.nodes.values()
    )
