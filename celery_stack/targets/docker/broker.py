"""The broker on the engine: Redis in the network that has no way out or in, its data in a volume."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_docker

from ...checklist import EVICTION
from ...errors import InvalidArgumentError
from ...process import Endpoint
from ...slug import dns_label
from ..containers import redis
from ..containers.args import REDIS_IMAGE, REDIS_MEGABYTES, REDIS_USER, WAIT_SECONDS, refuse_root
from ..containers.environment import TMPFS
from ..containers.image import required
from ..containers.labels import labels
from ..containers.passwords import passwords
from ..containers.state import Container
from ..containers.waiting import awaited, explained
from .args import DockerArgs
from .carrier import mount, new_volume
from .container import hardened, options
from .engine import engine_of, mine


def broker(name: str, args: DockerArgs, wanted: Mapping[str, Any], opts: pulumi.ResourceOptions) -> Endpoint:
    """Run Redis and let the application in."""
    refuse_root(args.get("redis_user", REDIS_USER), "target.docker.redis_user")
    if "bind" in wanted:
        raise InvalidArgumentError(
            f"broker.bind is {wanted['bind']!r}; on docker Redis has no address outside its own network, leave it out"
        )
    known = passwords(name, wanted, opts)
    port = wanted.get("port", redis.PORT)
    alias = dns_label(f"{pulumi.get_project()}-{pulumi.get_stack()}-{name}")
    container = _redis(name, args, known, (alias, port), opts)

    def prove(id_: str, *secrets: str) -> None:
        found = Container(engine_of(args), id_)
        engine_of(args).remove_others(id_, labels(name, "broker"))
        with explained(f"broker {name!r}", found.tail, secrets):
            found.wait_until_works(redis.health_test(port), args.get("wait_seconds", WAIT_SECONDS))

    working = awaited(container, [container.id, *known], prove, opts)
    # Who gets the password waits for Redis; who gets the host's name need not, and is not made anew with it.
    password = pulumi.Output.all(known[0], working.apply(lambda _: True)).apply(lambda parts: str(parts[0]))
    given = args.get("broker_network")
    private = not given or engine_of(args).is_closed("target.docker.broker_network", given)
    facts = {"bind": alias, "private": private, "auth": True, "eviction": EVICTION}
    return Endpoint(alias, port, password, facts=facts)


def _redis(
    name: str, args: DockerArgs, known: list[pulumi.Output[str]], where: tuple[str, int], opts: pulumi.ResourceOptions
) -> pulumi_docker.Container:
    alias, port = where
    megabytes = args.get("redis_memory", REDIS_MEGABYTES)
    volume = args.get("redis_volume") or new_volume(f"{name}-data", args, opts)
    server, logins = args.get("redis_image", REDIS_IMAGE), args.get("registries", [])
    pulled = mine(args, opts)
    pulled.depends_on = required(engine_of(args), logins, "target.docker.redis_image", server, opts)
    common = hardened(
        name,
        "broker",
        args,
        user=args.get("redis_user", REDIS_USER),
        megabytes=megabytes * redis.SPARE,
        test=redis.health_test(port),
        stop=("TERM", redis.STOP_SECONDS),
    )
    return pulumi_docker.Container(
        f"{name}-container",
        image=pulumi_docker.RemoteImage(f"{name}-image", name=server, keep_locally=True, opts=pulled).image_id,
        command=pulumi.Output.all(*known).apply(lambda passwords: redis.command(passwords, port, megabytes)),
        restart="always",
        tmpfs=TMPFS,
        volumes=[mount(volume, redis.DATA)],
        networks_advanced=[{"name": args["place"]["broker_network"], "aliases": [alias]}],
        opts=options(args, opts, []),
        **common,
    )
