"""A Process's command and health test as a container runs them."""

import re

from ...process import Process

EVERYWHERE = "0.0.0.0"  # noqa: S104 - inside the container; what is published decides who reaches it
LAUNCHER = ("python3", "-S", "-m", "celery_stack_runtime.launch", "--")
PROBE = ("python3", "-S", "-m", "celery_stack_runtime.probe")
CONNECT = "import socket; socket.create_connection(('127.0.0.1', {port}), 5).close()"


def command(process: Process) -> list[str]:
    """The argument list; a launcher goes first where there are secrets to put into the environment."""
    launcher = LAUNCHER if process.secrets else ()
    return [*launcher, *(_listening(word, process) for word in process.command)]


def _listening(word: str, process: Process) -> str:
    """In a container loopback is the container itself, which nobody outside would reach."""
    address = rf"(?:{re.escape(process.bind)}|\[{re.escape(process.bind)}\])"
    port = rf":{process.port}"
    where = rf"^(|--(?:host|bind|listen|address)=){address}$|^(|.*=){address}({port})$"
    if not process.port:
        return word
    return re.sub(where, lambda found: f"{found[1] or found[2] or ''}{EVERYWHERE}{found[3] or ''}", word)


def health_test(process: Process) -> list[str]:
    """What the engine asks inside the container; empty where nothing can be asked. Needs no shell."""
    if process.health.path:
        return ["CMD", *PROBE, "--live", str(process.port)]
    if process.health.file_env:
        return ["CMD", *PROBE]
    if process.port:
        return ["CMD", "python3", "-S", "-c", CONNECT.format(port=process.port)]
    return []
