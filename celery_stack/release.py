"""The release command: not a component, but a process that runs to its end before those of the components start."""

from .app import AppArgs, environment, settings, shutdown
from .checklist import WEB_SETTINGS
from .errors import InvalidArgumentError
from .process import Endpoint, Process


def process(app: AppArgs, broker: Endpoint, name: str) -> Process:
    """`app.release` as a Process, with the web's settings. Raises InvalidArgumentError where it names no program."""
    command = app["release"]
    if not command or not command[0]:
        raise InvalidArgumentError(
            f"{name}: app.release is {command}; name a program and its arguments, or leave it out"
        )
    enforced = settings(app, WEB_SETTINGS)
    env, secrets, secret_files = environment(app, "release", broker, enforced)
    return Process(
        role="release",
        command=tuple(command),
        env=env,
        secrets=secrets,
        secret_files=secret_files,
        settings=enforced,
        stop_seconds=shutdown(app).stop_seconds,
        lifetime="once",
    )
