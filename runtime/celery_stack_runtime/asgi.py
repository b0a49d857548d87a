"""ASGI: ``uvicorn celery_stack_runtime.asgi:application`` serves CELERY_STACK_WEB_APP and /health."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, Callable

from celery_stack_runtime import health, response, web_app

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
ASGIApplication = Callable[[Scope, Receive, Send], Awaitable[None]]


class HealthMiddleware:
    """Answers /health and /health/live; every other path, websocket and lifespan is the application's."""

    def __init__(self, application: ASGIApplication) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = response.path_of(scope["path"]) if scope["type"] == "http" else None
        if path is None:
            await self.application(scope, receive, send)
            return
        answer = await _answer(path, scope["method"])
        headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})


async def _answer(path: str, method: str) -> response.Response:
    if not response.allowed(method):
        return response.not_allowed()
    report = response.ALIVE if path == "live" else await health.shared().report_async()
    return response.response(report, method)


def __getattr__(name: str) -> Any:
    if name != "application":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    application = globals()["application"] = HealthMiddleware(web_app.load())
    return application
