"""The application that CELERY_STACK_WEB_APP names."""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from typing import Any

from celery_stack_runtime import environment


def load() -> Any:
    """The WSGI or ASGI application, from ``"module:attribute"``; the attribute may have dots.

    Raises ValueError where the variable is missing or misspelt, ImportError or AttributeError where it
    names nothing.
    """
    name = environment.current().web_app
    module, colon, attribute = name.partition(":")
    if not (module and colon and attribute):
        raise ValueError(f"CELERY_STACK_WEB_APP is {name!r}, wanted module:attribute, as in demo.wsgi:application")
    return reduce(getattr, attribute.split("."), import_module(module))
