"""Django views: ``path("", include("celery_stack_runtime.django"))`` where nothing wraps the project."""

from __future__ import annotations

import re
from typing import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import re_path

from celery_stack_runtime import environment, response
from celery_stack_runtime.health import Report, shared


def health(request: HttpRequest) -> HttpResponse:
    """200 where Redis and a worker are alive, else 503."""
    return _answer(request, shared().report)


def live(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all; does not ask Redis."""
    return _answer(request, lambda: response.ALIVE)


def _answer(request: HttpRequest, report: Callable[[], Report]) -> HttpResponse:
    method = request.method or "GET"
    answer = response.response(report(), method) if response.allowed(method) else response.not_allowed()
    return HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))


_path = re.escape(environment.current().health_path.lstrip("/"))
urlpatterns = urls = [
    re_path(rf"^{_path}/?$", health, name="celery-stack-health"),
    re_path(rf"^{_path}/live/?$", live, name="celery-stack-live"),
]
