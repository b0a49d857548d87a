"""The broker on the swarm: Redis in the network that has no way out or in, its data on one node."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_docker

from ...checklist import EVICTION
from ...errors import InvalidArgumentError
from ...process import Endpoint
from ..containers import redis
from ..containers.args import REDIS_MEGABYTES, REDIS_USER, WAIT_SECONDS, refuse_root
from ..containers.passwords import passwords
from ..containers.waiting import awaited, explained
from .args import SwarmArgs
from .engine import host_name, manager_of
from .image import of_redis
from .service import hardened, mounts, new_volume, on_data_node, service, task
from .state import Service
from .updates import one_at_a_time


def broker(name: str, args: SwarmArgs, wanted: Mapping[str, Any], opts: pulumi.ResourceOptions) -> Endpoint:
    """Run Redis and let the application in."""
    refuse_root(args.get("redis_user", REDIS_USER), "target.swarm.redis_user")
    if "bind" in wanted:
        raise InvalidArgumentError(
            f"broker.bind is {wanted['bind']!r}; on swarm Redis has no address outside its own network, leave it out"
        )
    known = passwords(name, wanted, opts)
    port = wanted.get("port", redis.PORT)
    server = _redis(name, args, known, port, opts)

    def prove(id_: str, *secrets: str) -> None:
        found = Service(manager_of(args), id_)
        with explained(f"broker {name!r}", found.tail, secrets):
            found.wait_until_works(args.get("wait_seconds", WAIT_SECONDS) + redis.STOP_SECONDS)

    working = awaited(server, [server.id, *known], prove, opts)
    # Who gets the password waits for Redis; who gets the host's name need not, and is not made anew with it.
    password = pulumi.Output.all(known[0], working.apply(lambda _: True)).apply(lambda parts: str(parts[0]))
    given = args.get("broker_network")
    private = not given or manager_of(args).network("target.swarm.broker_network", given)["Internal"]
    facts = {"bind": host_name(name), "private": private, "auth": True, "eviction": EVICTION}
    return Endpoint(host_name(name), port, password, facts=facts)


def _redis(
    name: str, args: SwarmArgs, known: list[pulumi.Output[str]], port: int, opts: pulumi.ResourceOptions
) -> pulumi_docker.Service:
    megabytes = args.get("redis_memory", REDIS_MEGABYTES)
    user, stop = args.get("redis_user", REDIS_USER), ("TERM", redis.STOP_SECONDS)
    volume = args.get("redis_volume") or new_volume(f"{name}-data", args, opts)
    container = {
        **hardened(name, "broker", args, user=user, test=redis.health_test(port), stop=stop),
        "image": of_redis(name, args, opts),
        "args": pulumi.Output.all(*known).apply(lambda passwords: redis.command(passwords, port, megabytes)),
        "mounts": mounts({}, {redis.DATA: volume}),
    }
    wanted = task(
        args,
        container,
        megabytes=megabytes * redis.SPARE,
        networks=[args["place"]["broker_network"]],
        constraints=on_data_node(args),
    )
    return service(name, "broker", args, wanted, opts, updates=one_at_a_time())
