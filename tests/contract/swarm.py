"""A swarm, seen through the services and networks that it will be told to make."""

import hashlib
import re
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from unit.recording import Made, Recording, Secret, clear

from celery_stack.targets.containers.command import LAUNCHER

from .observation import Observation, SeenBroker, SeenProcess

BROKER = "shop-broker"
UNTIL_A_SECOND_ONE = 60 - 3  # seconds after the signal, when a swarm starts the next although the last still runs
UNITS = {"h": 3600, "m": 60, "s": 1}


class SwarmPlace:
    """One service for each process."""

    name = "swarm"
    listens_on = "0.0.0.0"

    def target(self, folder: Path) -> dict[str, Any]:
        return {"swarm": {}}

    def observe(self, made: Recording) -> Observation:
        services = {one.parent: one for one in made.of("Service")}
        redis = services.pop(BROKER)
        return Observation(
            {name: _process(one) for name, one in services.items()},
            _broker(redis, made),
            "\n".join(_readable(one) for one in [*services.values(), redis]),
        )

    def limits(self, folder: Path) -> Mapping[str, tuple[dict[str, Any], str]]:
        (folder / "no-recipe").mkdir()
        no_recipe = {"module": "shop", "source": str(folder / "no-recipe")}
        no_image = {"module": "shop", "image": "nobody.example/has:this"}
        one_address = {"wsgi": "shop.wsgi:application", "bind": "10.1.2.3"}
        return {
            "root": (_swarm(user="0:0"), "target.swarm.user is '0:0'"),
            "root for redis": (_swarm(redis_user="root"), "target.swarm.redis_user is 'root'"),
            "redis on an address": ({"broker": {"bind": "0.0.0.0"}}, "broker.bind is '0.0.0.0'"),
            "web on one address": (
                {"web": one_address},
                "Web(\"shop-web\").bind is '10.1.2.3'; a swarm publishes on all",
            ),
            "no such node": (_swarm(data_node="two"), "target.swarm.data_node is 'two'; the swarm has: one"),
            "no such network": (
                _swarm(egress_network="nowhere"),
                "target.swarm.egress_network is 'nowhere', but the swarm",
            ),
            "no engine": (
                _swarm(host=f"unix://{folder}/none"),
                f"target.swarm.host is 'unix://{folder}/none', but no Docker engine answers there (",
            ),
            "nothing to build": ({"app": no_recipe}, "app.image is missing, and app.source "),
            "no image": ({"app": no_image}, "app.image is 'nobody.example/has:this', which is neither on the engine"),
        }


def _swarm(**args: str) -> dict[str, Any]:
    return {"target": {"swarm": args}}


def _process(made: Made) -> SeenProcess:
    container = _container(made)
    command, env = tuple(container["args"]), container["env"]
    replicas = made.inputs["mode"]["replicated"]["replicas"]
    grace = _seconds(container.get("stopGracePeriod", "0s"))
    return SeenProcess(
        command=command[len(LAUNCHER) :] if command[: len(LAUNCHER)] == LAUNCHER else command,
        env=env,
        is_root=_is_root(container),
        replicas=replicas,
        most_at_once=replicas + _more_at_once(made, grace),
        kept_alive=_is_kept_alive(made),
        stop_signal=container["stopSignal"].removeprefix("SIG"),
        stop_seconds=grace,
        # The init process passes a signal on to its child; to the child's children only when it is told so.
        stops_children="TINI_KILL_PROCESS_GROUP" in env or not container["init"],
    )


def _more_at_once(made: Made, grace: int) -> int:
    """How many of the next version there are beside all of the last one."""
    update = made.inputs["updateConfig"]
    one_after_the_other = update["order"] == "stop-first" and grace < UNTIL_A_SECOND_ONE and made.delete_before_replace
    return 0 if one_after_the_other else int(update["parallelism"])


def _broker(redis: Made, made: Recording) -> SeenBroker:
    container = _container(redis)
    words = container["args"].value
    kept = {one["target"] for one in container["mounts"] if one["type"] == "volume" and not one.get("readOnly")}
    return SeenBroker(
        private=_is_private(redis, made),
        asks_for_password=_asks_for(made[BROKER].outputs["password"].value, words),
        eviction=_after("--maxmemory-policy", words),
        append_only=_after("--appendonly", words) == "yes" and _after("--dir", words) in kept,
        is_root=_is_root(container),
        kept_alive=_is_kept_alive(redis),
    )


def _is_private(redis: Made, made: Recording) -> bool:
    """In one encrypted network without a way out, which nobody may join by hand; nothing is published."""
    [network] = redis.inputs["taskSpec"]["networksAdvanceds"]
    found = made[network["id"]].inputs
    closed = found["driver"] == "overlay" and found["internal"] is True and not found.get("attachable")
    return closed and "encrypted" in found["options"] and not redis.inputs["endpointSpec"].get("ports")


def _asks_for(password: str, words: list[str]) -> bool:
    """Whether the server's one user is let in with this password, and never without one."""
    rules = list(takewhile(lambda word: not word.startswith("--"), words[words.index("--user") + 1 :]))
    known = f"#{hashlib.sha256(password.encode()).hexdigest()}"
    return words[0] == "redis-server" and rules[0] == "default" and known in rules and "nopass" not in rules


def _after(option: str, words: list[str]) -> str:
    return words[words.index(option) + 1]


def _container(made: Made) -> dict[str, Any]:
    found: dict[str, Any] = made.inputs["taskSpec"]["containerSpec"]
    return found


def _is_root(container: Mapping[str, Any]) -> bool:
    """Without a user it would be the image's, who is root more often than not."""
    return container.get("user", "").partition(":")[0] in ("", "root", "0")


def _is_kept_alive(made: Made) -> bool:
    policy = made.inputs["taskSpec"]["restartPolicy"]
    return policy["condition"] == "any" and policy["maxAttempts"] == 0 and policy["window"] == "0s"


def _seconds(duration: str) -> int:
    return sum(int(number) * UNITS[unit] for number, unit in re.findall(r"(\d+)([hms])", duration))


def _readable(made: Made) -> str:
    """What a manager tells of a service: that Pulumi seals a command hides it from Pulumi's readers only."""
    return "\n".join([clear(made.inputs), clear(_unsealed(made.inputs))])


def _unsealed(value: Any) -> Any:
    if isinstance(value, Secret):
        return _unsealed(value.value)
    if isinstance(value, dict):
        return {key: _unsealed(item) for key, item in value.items()}
    return [_unsealed(item) for item in value] if isinstance(value, list) else value
