"""Web: the application that sends tasks and answers `/health`."""

from typing import TypedDict

import pulumi

from .app import AppArgs, environment, settings, shutdown
from .broker import BrokerRef, endpoint
from .checklist import HEALTH_PATH, LOG_LEVEL, LOG_LEVELS, LOOPBACK, WEB_SETTINGS
from .errors import InvalidArgumentError
from .process import Endpoint, Health, Process
from .role import at_least, complete, one_of, register
from .targets import TargetArgs, as_written

HIGHEST_PORT = 65_535


class WebArgs(TypedDict, total=False):
    """The web application: `wsgi`, `asgi` or `command`, one of the three."""

    app: AppArgs
    """Which code. Default: the CeleryStack's; required outside one."""
    target: TargetArgs
    """Where. Default: the CeleryStack's; required outside one."""
    broker: BrokerRef
    """Which Redis. Default: the CeleryStack's; required outside one."""
    wsgi: str
    """The WSGI application, for example `shop.wsgi:application`; gunicorn serves it and has to be installed with it."""
    asgi: str
    """The ASGI application, for example `shop.asgi:application`; uvicorn serves it and has to be installed with it."""
    command: list[str]
    """A server command of your own, which must listen on `port`; it answers `/health` itself."""
    port: int
    """TCP port, 1 to 65535. Default: 8000."""
    bind: str
    """Address to listen on. Default: 127.0.0.1; a reverse proxy on the machine serves the world."""
    processes: int
    """Server processes. Default: 2."""
    threads: int
    """Threads of each gunicorn process. Default: 4, so that a slow request does not keep `/health` waiting."""
    health_path: str
    """Path of the health answer; liveness is the same path with `/live`. Default: /health."""
    log_level: str
    """debug, info, warning, error or critical. Default: warning."""


def process(args: WebArgs, broker: Endpoint, name: str) -> Process:
    """The web application as a Process. Raises InvalidArgumentError for what cannot run."""
    path, app = f'Web("{name}")', args["app"]
    [served, *others] = [key for key in _SERVERS if key in args] or [""]
    if others or not served:
        raise InvalidArgumentError(f"{path} must have one of {', '.join(_SERVERS)}; exactly one")
    port, level = _port(args, path), one_of(LOG_LEVELS, args, "log_level", LOG_LEVEL, path)
    enforced = settings(app, WEB_SETTINGS)
    env, secrets, secret_files = environment(app, "web", broker, enforced)
    health = ""
    if served != "command" and app.get("runtime", True):
        health = _health_path(args, path)
        env |= {"CELERY_STACK_WEB_APP": args.get("wsgi") or args["asgi"], "CELERY_STACK_HEALTH_PATH": health}
    return Process(
        role="web",
        command=_SERVERS[served](args, port, level, path),
        env=env,
        secrets=secrets,
        secret_files=secret_files,
        port=port,
        bind=args.get("bind", LOOPBACK),
        settings=enforced,
        log_level=level,
        health=Health(path=f"{health}/live" if health else ""),
        stop_seconds=shutdown(app).stop_seconds,
    )


def _port(args: WebArgs, path: str) -> int:
    port = at_least(1, args, "port", 8000, path)
    if port > HIGHEST_PORT:
        raise InvalidArgumentError(f"{path}.port is {port}; it must be at most {HIGHEST_PORT}")
    return port


def _health_path(args: WebArgs, path: str) -> str:
    health = args.get("health_path", HEALTH_PATH)
    if not health.startswith("/") or health.endswith("/"):
        raise InvalidArgumentError(
            f"{path}.health_path is {health!r}; it begins, and does not end, with a slash: {HEALTH_PATH}"
        )
    return health


def _gunicorn(args: WebArgs, port: int, level: str, path: str) -> tuple[str, ...]:
    bind, grace = args.get("bind", LOOPBACK), shutdown(args["app"]).stop_grace
    address = f"[{bind}]:{port}" if ":" in bind else f"{bind}:{port}"
    workers, threads = at_least(1, args, "processes", 2, path), at_least(1, args, "threads", 4, path)
    size = (f"--workers={workers}", f"--threads={threads}")
    return (
        "gunicorn",
        f"--bind={address}",
        *size,
        f"--log-level={level}",
        f"--graceful-timeout={grace}",
        _served(args, "wsgi", args["wsgi"]),
    )


def _uvicorn(args: WebArgs, port: int, level: str, path: str) -> tuple[str, ...]:
    where = (f"--host={args.get('bind', LOOPBACK)}", f"--port={port}")
    size = f"--workers={at_least(1, args, 'processes', 2, path)}"
    grace = f"--timeout-graceful-shutdown={shutdown(args['app']).stop_grace}"
    return ("uvicorn", *where, size, f"--log-level={level}", grace, _served(args, "asgi", args["asgi"]))


def _own_command(args: WebArgs, port: int, level: str, path: str) -> tuple[str, ...]:
    if not args["command"]:
        raise InvalidArgumentError(f"{path}.command is []; name the server's program and its arguments")
    return tuple(args["command"])


def _served(args: WebArgs, interface: str, application: str) -> str:
    """The runtime's application, which answers the health paths and passes the rest on, or the user's."""
    return f"celery_stack_runtime.{interface}:application" if args["app"].get("runtime", True) else application


_SERVERS = {"wsgi": _gunicorn, "asgi": _uvicorn, "command": _own_command}


class Web(pulumi.ComponentResource):
    """The web application, kept alive, never root, with `/health` answered before the application sees it."""

    url: pulumi.Output[str]
    """Where it answers."""

    def __init__(self, name: str, args: WebArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        args = complete(args, WebArgs, f'Web("{name}")')
        described = process(args, endpoint(args["broker"]), name)
        super().__init__("celery-stack:index:Web", name, as_written(args), opts)
        self.running = register(self, name, described, args)
        self.url = pulumi.Output.from_input(self.running.url)
