"""The host, seen through the configuration that Supervisor and Redis will read."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from supervisor.datatypes import RestartUnconditionally
from supervisor.options import ServerOptions, UnhosedConfigParser
from unit.machines import UNPRIVILEGED
from unit.recording import Made, Recording, Secret

from celery_stack.checklist import is_loopback
from celery_stack.targets.host import supervisor
from celery_stack.targets.host.resources.program import ProgramProvider

from .observation import Observation, SeenBroker, SeenProcess

NEVER = 10**9


class HostPlace:
    """This machine."""

    name = "host"
    listens_on = "127.0.0.1"

    def target(self, folder: Path) -> dict[str, Any]:
        return {"host": {"state_dir": str(folder / "state"), "log_dir": str(folder), "user": UNPRIVILEGED}}

    def observe(self, made: Recording) -> Observation:
        [redis] = made.of("Redis")
        [credential] = made.of("Credential")
        return Observation(
            {one.parent: _process(one) for one in made.of("Program")},
            _broker(redis, credential),
            "\n".join(_readable(one) for one in [*made.of("Program"), redis]),
        )

    def limits(self, folder: Path) -> Mapping[str, tuple[dict[str, Any], str]]:
        host = self.target(folder)["host"]
        return {
            "a folder too deep": (_host(host, state_dir="/" + 120 * "x"), "target.host.state_dir is "),
            "a folder misread": (_host(host, state_dir="/state;x"), "target.host.state_dir is '/state;x'"),
            "no such user": (_host(host, user="of-nobodys-name"), "target.host.user 'of-nobodys-name' does not exist"),
            "no such redis": (_host(host, redis_server="/no/redis"), "target.host.redis_server is '/no/redis'"),
        }


def _host(host: dict[str, Any], **changes: str) -> dict[str, Any]:
    return {"target": {"host": {**host, **changes}}}


def _understood(made: Made) -> list[Any]:
    """What Supervisor makes of a program."""
    parser, name = UnhosedConfigParser(), made.inputs["name"]
    parser.expansions = {}
    parser.read_string(supervisor.program(made.inputs, "digest"))
    found: list[Any] = ServerOptions().processes_from_section(parser, f"program:{name}", name)
    return found


def _process(made: Made) -> SeenProcess:
    found = _understood(made)
    return SeenProcess(
        command=tuple(made.inputs["argv"]),
        env={key: value for key, value in made.inputs["env"].items() if not isinstance(value, Secret)},
        is_root=_is_root(found[0]),
        replicas=len(found),
        most_at_once=len(found) * (2 if _is_replaced(made) else 1),
        kept_alive=_is_kept_alive(found[0]),
        stop_signal=found[0].stopsignal.name.removeprefix("SIG"),
        stop_seconds=found[0].stopwaitsecs,
        stops_children=found[0].stopasgroup,
    )


def _broker(redis: Made, credential: Made) -> SeenBroker:
    lines = redis.inputs["config"].splitlines()
    settings = {key: value.strip('"') for key, _, value in (line.partition(" ") for line in lines)}
    [found] = _understood(redis)
    return SeenBroker(
        private=is_loopback(settings["bind"]) and settings["protected-mode"] == "yes",
        asks_for_password=settings["aclfile"] == redis.inputs["acl"] == credential.inputs["acl"]
        and bool(credential.inputs["password"].value),
        eviction=settings["maxmemory-policy"],
        append_only=settings["appendonly"] == "yes",
        is_root=_is_root(found),
        kept_alive=_is_kept_alive(found),
    )


def _is_root(found: Any) -> bool:
    return (os.geteuid() if found.uid is None else found.uid) == 0


def _is_kept_alive(found: Any) -> bool:
    return bool(found.autostart and found.autorestart is RestartUnconditionally and found.startretries >= NEVER)


def _is_replaced(made: Made) -> bool:
    """A replacement is started before what it replaces is stopped."""
    others = {key: f"another {key}" for key in made.inputs}
    return bool(ProgramProvider().diff("id", made.inputs, others).replaces)


def _readable(made: Made) -> str:
    return "\n".join([supervisor.program(made.inputs, "digest"), *made.inputs["argv"], made.inputs.get("config", "")])
