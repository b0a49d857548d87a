"""What the verbs of `python -m engine` do. Each returns an exit code."""

import json
import os
from typing import Any

from engine.account import ensure_account
from engine.checkout import STACK, THIS
from engine.cli import CONFIGURED, Pulumi
from engine.environment import logged_in
from engine.errors import EngineError
from engine.health import OK, accepts, wait_until_healthy
from engine.session import open_session
from engine.stack import ensure_stack, exists, kept_here, remove_stack
from engine.stack_file import health_path, refresh_and_tell

POLICIES = ("--policy-pack", "policies")


def setup() -> int:
    """Get the engine, and the system user when run by root."""
    print(f"Pulumi: {open_session(THIS).engine.pulumi}")
    ensure_account()
    return 0


def up(*arguments: str) -> int:
    """Deploy the stack, and say how it is. The only verb on a stack that creates the system user."""
    pulumi = _ready()
    ensure_account()
    pulumi.must("up", "--yes", "--refresh", *POLICIES, *arguments)
    return _tell(pulumi)


def preview(*arguments: str) -> int:
    """Show what `up` would do."""
    return _ready().run("preview", "--refresh", *POLICIES, *arguments)


def refresh(*arguments: str) -> int:
    """Look at what is really there, and take it into the state."""
    return _ready().run("refresh", "--yes", *arguments)


def destroy(*arguments: str) -> int:
    """Remove what is deployed; the stack, its configuration and its history stay."""
    return _ready().run("destroy", "--yes", *arguments)


def down() -> int:
    """Remove the stack with all that belongs to it. That nothing is there is fine."""
    pulumi = _deployed()
    if not pulumi:
        if kept_here(THIS):
            raise EngineError(
                f"The chosen backend has no stack, but {THIS.state} has: log out of the backend to reach it."
            )
        print("No stack is there.")
        return 0
    remove_stack(pulumi)
    print("The stack is gone: no process and no file of it is left. `make clean` removes Pulumi and .venv too.")
    return 0


def status() -> int:
    """What Supervisor says of the stack's processes."""
    pulumi = _deployed()
    outputs = _outputs(pulumi) if pulumi else {}
    if not pulumi or not outputs:
        raise EngineError("Nothing is deployed, or the last `make up` failed early: `make up` deploys the stack.")
    command = outputs.get("status_command")
    return pulumi.execute(["sh", "-c", command]) if command else _status_of_broker(outputs)


def pulumi(*arguments: str) -> int:
    """Any command of Pulumi, on this checkout's stack unless it names another."""
    about_the_stack = arguments and arguments[0] in CONFIGURED
    return (_ready() if about_the_stack else open_session(THIS)).run(*arguments)


def execute(*command: str) -> int:
    """Any command, with Pulumi on its PATH and this checkout's environment."""
    if not command:
        raise EngineError("exec needs a command: python -m engine exec -- CMD…")
    return open_session(THIS).execute(command)


def _ready() -> Pulumi:
    pulumi = open_session(THIS)
    ensure_stack(pulumi)
    refresh_and_tell(THIS)
    return pulumi


def _deployed() -> Pulumi | None:
    """A session where there is a stack; getting an engine is not worth it to learn that there is none."""
    if not logged_in(os.environ) and not kept_here(THIS):
        return None
    pulumi = open_session(THIS)
    return pulumi if exists(pulumi) else None


def _outputs(pulumi: Pulumi) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pulumi.ask("stack", "output", "--stack", STACK, "--json"))
    return found


def _status_of_broker(outputs: dict[str, Any]) -> int:
    """For a stack without a process of the application."""
    host, port = outputs.get("broker_host"), outputs.get("broker_port")
    if not host or not port:
        raise EngineError("The stack is deployed, and its outputs name neither a process nor a broker.")
    well = accepts(host, int(port))
    print(
        f"No web, workers or beat; the broker at {host}:{port} {'accepts' if well else 'does not accept'} connections."
    )
    return 0 if well else 1


def _tell(pulumi: Pulumi) -> int:
    url = _outputs(pulumi).get("web_url")
    if not url:
        return 0
    path = health_path(THIS)
    status, text = wait_until_healthy(url, path)
    print(f"\n  web      {url}\n  health   {url}{path}\n           {status or 'no answer'}: {text}")
    print("  status   make status\n  remove   make down")
    return 0 if status == OK else 1
