"""A Docker engine, seen through the containers and networks that it will be told to make."""

import hashlib
from base64 import b64decode
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from unit.recording import Made, Recording, Secret, clear

from celery_stack.targets.containers.command import LAUNCHER

from .observation import Observation, SeenBroker, SeenProcess

BROKER = "shop-broker"
ENGINES_OWN_GRACE = 10
INHIBITED = "com.docker.network.bridge.inhibit_ipv4"


class DockerPlace:
    """One container for each process."""

    name = "docker"
    listens_on = "0.0.0.0"

    def target(self, folder: Path) -> dict[str, Any]:
        return {"docker": {}}

    def observe(self, made: Recording) -> Observation:
        running = [one for one in made.of("Container") if one.inputs.get("start", True)]
        [redis] = [one for one in running if one.parent == BROKER]
        replicas = {
            name: [one for one in running if one.parent == name] for name in {one.parent for one in running} - {BROKER}
        }
        return Observation(
            {name: _process(found) for name, found in replicas.items()},
            _broker(redis, made),
            "\n".join(_readable(one) for one in made.of("Container")),
        )

    def limits(self, folder: Path) -> Mapping[str, tuple[dict[str, Any], str]]:
        (folder / "no-recipe").mkdir()
        no_recipe = {"module": "shop", "source": str(folder / "no-recipe")}
        no_image = {"module": "shop", "image": "nobody.example/has:this"}
        return {
            "root": (_docker(user="0:0"), "target.docker.user is '0:0'"),
            "root for redis": (_docker(redis_user="root"), "target.docker.redis_user is 'root'"),
            "redis on an address": ({"broker": {"bind": "0.0.0.0"}}, "broker.bind is '0.0.0.0'"),
            "passwords from 1 on": ({"broker": {"password_version": 0}}, "broker.password_version is 0"),
            "no engine": (
                _docker(host=f"unix://{folder}/none"),
                f"target.docker.host is 'unix://{folder}/none', but no Docker engine answers there (",
            ),
            "nothing to build": ({"app": no_recipe}, "app.image is missing, and app.source "),
            "no image": ({"app": no_image}, "app.image is 'nobody.example/has:this', which is neither on the engine"),
        }


def _docker(**args: str) -> dict[str, Any]:
    return {"target": {"docker": args}}


def _process(replicas: list[Made]) -> SeenProcess:
    seen = [_replica(one) for one in replicas]
    # What tells replicas apart is not what a process is.
    assert len({(one.command, one.is_root, one.kept_alive, one.stop_seconds) for one in seen}) == 1
    return SeenProcess(
        command=seen[0].command,
        env=seen[0].env,
        is_root=seen[0].is_root,
        replicas=len(seen),
        most_at_once=sum(one.most_at_once for one in seen),
        kept_alive=seen[0].kept_alive,
        stop_signal=seen[0].stop_signal,
        stop_seconds=seen[0].stop_seconds,
        stops_children=seen[0].stops_children,
    )


def _replica(made: Made) -> SeenProcess:
    inputs = made.inputs
    command = tuple(inputs["command"])
    launched = command[: len(LAUNCHER)] == LAUNCHER
    env = dict(variable.split("=", 1) for variable in inputs["envs"])
    return SeenProcess(
        command=command[len(LAUNCHER) :] if launched else command,
        env=env,
        is_root=_is_root(inputs),
        replicas=1,
        most_at_once=1 if made.delete_before_replace else 2,
        kept_alive=_is_kept_alive(inputs),
        stop_signal=inputs["stopSignal"].removeprefix("SIG"),
        # The provider waits for the one, `docker stop` and a machine that is shut down for the other.
        stop_seconds=min(inputs.get("destroyGraceSeconds", 0), inputs.get("stopTimeout", ENGINES_OWN_GRACE)),
        # The init process passes a signal on to its child; to the child's children only when it is told so.
        stops_children="TINI_KILL_PROCESS_GROUP" in env,
    )


def _broker(redis: Made, made: Recording) -> SeenBroker:
    words = redis.inputs["command"].value
    kept = {volume["containerPath"] for volume in redis.inputs["volumes"] if not volume.get("readOnly")}
    return SeenBroker(
        private=_is_private(redis, made),
        asks_for_password=_asks_for(made[BROKER].outputs["password"].value, words),
        eviction=_after("--maxmemory-policy", words),
        append_only=_after("--appendonly", words) == "yes" and _after("--dir", words) in kept,
        is_root=_is_root(redis.inputs),
        kept_alive=_is_kept_alive(redis.inputs),
    )


def _is_private(redis: Made, made: Recording) -> bool:
    """In one network, which has neither a way out nor an address for the machine; nothing is published."""
    [network] = redis.inputs["networksAdvanced"]
    [found] = [one.inputs for one in made.of("Network") if one.state["name"] == network["name"]]
    options = found.get("options", {})
    closed = found.get("internal") is True and options.get(INHIBITED) == "true"
    return closed and not {"ports", "publishAllPorts", "networkMode"} & set(redis.inputs)


def _asks_for(password: str, words: list[str]) -> bool:
    """Whether the server's one user is let in with this password, and never without one."""
    rules = list(takewhile(lambda word: not word.startswith("--"), words[words.index("--user") + 1 :]))
    known = f"#{hashlib.sha256(password.encode()).hexdigest()}"
    return words[0] == "redis-server" and rules[0] == "default" and known in rules and "nopass" not in rules


def _after(option: str, words: list[str]) -> str:
    return words[words.index(option) + 1]


def _is_root(inputs: Mapping[str, Any]) -> bool:
    """Without a user it would be the image's, who is root more often than not."""
    return inputs.get("user", "").partition(":")[0] in ("", "root", "0") or inputs.get("privileged", False)


def _is_kept_alive(inputs: Mapping[str, Any]) -> bool:
    return inputs.get("restart") == "always" and inputs.get("mustRun") is not False


def _readable(made: Made) -> str:
    """What the engine tells of a container: that Pulumi seals a command hides it from Pulumi's readers only."""
    told = {key: value for key, value in made.inputs.items() if key != "uploads"}
    files = [upload["contentBase64"] for upload in made.inputs.get("uploads", [])]
    unsealed = [b64decode(content).decode(errors="replace") for content in files if not isinstance(content, Secret)]
    return "\n".join([clear(_unsealed(told)), *unsealed])


def _unsealed(value: Any) -> Any:
    if isinstance(value, Secret):
        return _unsealed(value.value)
    if isinstance(value, dict):
        return {key: _unsealed(item) for key, item in value.items()}
    return [_unsealed(item) for item in value] if isinstance(value, list) else value
