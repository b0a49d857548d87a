"""The web process, behind a real server of each kind."""

import subprocess
from dataclasses import dataclass

import requests

from .application import Application
from .redis_server import free_port
from .waiting import wait_for

COMMANDS = {
    "wsgi": ("-m", "gunicorn", "--bind=127.0.0.1:{port}", "--threads=4", "celery_stack_runtime.wsgi:application"),
    "asgi": ("-m", "uvicorn", "--port={port}", "--log-level=warning", "celery_stack_runtime.asgi:application"),
    "django": ("-m", "gunicorn", "--bind=127.0.0.1:{port}", "--threads=4", "django_site.wsgi:application"),
}
APPLICATIONS = {"wsgi": "web:application", "asgi": "web:asgi"}


@dataclass
class Web:
    port: int
    process: subprocess.Popen[bytes]

    def ask(self, path: str, method: str = "GET") -> requests.Response:
        return requests.request(method, f"http://127.0.0.1:{self.port}{path}", timeout=10)

    def answers(self) -> bool:
        try:
            return self.ask("/health/live").ok
        except requests.ConnectionError:
            return False


def serve(application: Application, kind: str, **more: str) -> Web:
    port = free_port()
    more = {
        "CELERY_STACK_WEB_APP": APPLICATIONS.get(kind, ""),
        "DJANGO_SETTINGS_MODULE": "django_site.settings",
        **more,
    }
    command = [argument.format(port=port) for argument in COMMANDS[kind]]
    web = Web(port, application.start("web", *command, name=kind, **more))
    wait_for(web.answers, what=f"{kind} answers: {application.log(kind)}")
    return web
