"""What the health paths answer, whatever server asks."""

from __future__ import annotations

import json
from dataclasses import dataclass

from celery_stack_runtime import environment
from celery_stack_runtime.health import Report

ALIVE = Report(200, {"status": "ok"})


@dataclass(frozen=True)
class Response:
    """An HTTP response; ``head`` leaves the body out, and its length in."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]


def path_of(path: str) -> str | None:
    """``"health"`` or ``"live"``, or None where the path is the application's."""
    health = environment.current().health_path
    return {
        health: "health",
        f"{health}/": "health",
        f"{health}/live": "live",
        f"{health}/live/": "live",
    }.get(path)


def allowed(method: str) -> bool:
    return method in ("GET", "HEAD")


def not_allowed() -> Response:
    return _response(405, {"status": "method not allowed"}, "GET", ("Allow", "GET, HEAD"))


def response(report: Report, method: str) -> Response:
    return _response(report.status, report.document, method)


def _response(status: int, document: object, method: str, *more: tuple[str, str]) -> Response:
    body = json.dumps(document).encode() + b"\n"
    headers = (
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *more,
    )
    return Response(status, b"" if method == "HEAD" else body, headers)
