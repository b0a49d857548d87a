"""WSGI: ``gunicorn celery_stack_runtime.wsgi:application`` serves CELERY_STACK_WEB_APP and /health."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Callable

from celery_stack_runtime import health, response, web_app

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class HealthMiddleware:
    """Answers /health and /health/live; every other path is the application's."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = response.path_of(environ.get("PATH_INFO", ""))
        if path is None:
            return self.application(environ, start_response)
        answer = _answer(path, environ["REQUEST_METHOD"])
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(answer.headers))
        return [answer.body]


def _answer(path: str, method: str) -> response.Response:
    if not response.allowed(method):
        return response.not_allowed()
    report = response.ALIVE if path == "live" else health.shared().report()
    return response.response(report, method)


def __getattr__(name: str) -> Any:
    if name != "application":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    application = globals()["application"] = HealthMiddleware(web_app.load())
    return application
