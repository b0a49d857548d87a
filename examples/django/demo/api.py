"""JSON for programs.

`enqueue` needs no CSRF token because it takes `application/json` only: another site's page can send forms and
plain text here, but JSON needs a CORS permission, which is never given.
"""

import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import outage, results
from . import ticks as tick_list
from .forms import FORMS, TaskForm

logger = logging.getLogger(__name__)
View = Callable[..., JsonResponse]


def survives_outage(view: View) -> View:
    """Answer 503 with a message in an outage of Redis."""

    @wraps(view)
    def answer(request: HttpRequest, **path: Any) -> JsonResponse:
        try:
            return view(request, **path)
        except outage.ERRORS as error:
            logger.warning("%s: %s", type(error).__name__, error)
            return refuse(503, outage.MESSAGE)

    return never_cache(answer)


def refuse(status: int, error: str) -> JsonResponse:
    return JsonResponse({"error": error}, status=status)


@csrf_exempt
@require_POST
@survives_outage
def enqueue(request: HttpRequest, name: str) -> JsonResponse:
    if name not in FORMS:
        return refuse(404, f"no task {name!r}; there are {', '.join(FORMS)}")
    if request.content_type != "application/json":
        return refuse(415, f"Content-Type is {request.content_type!r}; send application/json")
    try:
        values = json.loads(request.body or "{}")
    except (ValueError, RecursionError) as error:
        return refuse(400, f"the body is not JSON: {error}")
    if not isinstance(values, dict):
        return refuse(400, "the body is not a JSON object")
    return send(FORMS[name](values))


def send(form: TaskForm) -> JsonResponse:
    if not form.is_valid():
        return refuse(400, " ".join(f"{field}: {' '.join(errors)}" for field, errors in form.errors.items()))
    return JsonResponse({"id": form.send()}, status=202)


@require_safe
@survives_outage
def task(request: HttpRequest, task_id: UUID) -> JsonResponse:
    return JsonResponse(results.describe(str(task_id)))


@require_safe
@survives_outage
def ticks(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ticks": tick_list.latest()})
