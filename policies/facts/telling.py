"""Whether a stack has anything of Celery's, so that what cannot be read in it may well be Celery's, too."""

from .command.programs import hint
from .stack import Stack
from .workload import BEAT, WORKER, Workload


def hints(stack: Stack) -> bool:
    """Whether a process of it is known to be Celery's, or a resource of it is called so."""
    return any(process.runs(WORKER, BEAT) for process in stack.all(Workload)) or any(
        hint(node.resource.name) for node in stack.nodes.values()
    )
