"""Processes of a Celery application deployed with celery-stack.

``CELERY_LOADER=celery_stack_runtime:Loader`` switches it on. The loader is imported when it is asked
for, so that the probe, which runs every few seconds, pays for neither Celery nor the application.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what typing calls by this name; importing it would double the probe's cost
if TYPE_CHECKING:
    from typing import Any

    from celery_stack_runtime.loader import Loader

__all__ = ["Loader"]


def __getattr__(name: str) -> Any:
    if name != "Loader":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from celery_stack_runtime.loader import Loader  # noqa: PLC0415 (see the module's docstring)

    return Loader
