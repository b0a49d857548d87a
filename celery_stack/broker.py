"""The broker: a Redis that only the application reaches, with a password."""

from typing import Any, TypedDict
from urllib.parse import unquote, urlsplit

import pulumi

from .config import check
from .errors import InvalidArgumentError
from .process import Endpoint
from .targets import TargetArgs, as_written, resolve

TOKEN = "celery-stack:index:Broker"  # noqa: S105 - a Pulumi type token
REDIS_PORT = 6379
_FORM = "redis://user:password@host:port"
_QUOTED = "@ : / ? # %"


class BrokerArgs(TypedDict, total=False):
    """A Redis of the stack's own: private, with a password, persistent, never evicting."""

    target: TargetArgs
    """Where it runs; inside a CeleryStack, the stack's target."""
    password: pulumi.Input[str]
    """The password, a Pulumi secret. Default: 32 random characters, made once and kept in the state."""
    password_version: int
    """Raise it by one to have a new password made; the old one works until every process has the new. Default: 1."""
    port: int
    """The TCP port. Default: a free port, chosen once."""
    bind: str
    """The address it listens on. Default: 127.0.0.1, so that only this machine reaches it."""


class BrokerRef(TypedDict, total=False):
    """A Redis that exists already: either `url`, or its parts."""

    url: pulumi.Input[str]
    """`redis://user:password@host:port` or `rediss://…`, a Pulumi secret; databases 0 and 1 are used."""
    host: pulumi.Input[str]
    """Host name or address."""
    port: pulumi.Input[int]
    """TCP port. Default: 6379."""
    user: pulumi.Input[str]
    """ACL user. Default: `default`."""
    password: pulumi.Input[str]
    """The password, a Pulumi secret."""
    tls: bool
    """Whether to connect by TLS and verify the certificate. Default: false; a URL says it by its scheme."""


def endpoint(ref: BrokerRef) -> Endpoint:
    """The Endpoint that a reference names. Raises InvalidArgumentError for neither or both of url and host."""
    if ("url" in ref) == ("host" in ref):
        raise InvalidArgumentError("broker must have either `url` or `host`, one of the two")
    if "url" not in ref:
        parts = {key: ref[key] for key in ("host", "user", "password", "tls") if key in ref}
        return Endpoint(port=ref.get("port", REDIS_PORT), **parts)  # type: ignore[arg-type]  # config.check saw them
    parsed = pulumi.Output.secret(ref["url"]).apply(parse_url)

    def clear(part: str) -> pulumi.Output[Any]:
        return pulumi.Output.unsecret(parsed.apply(lambda parts: parts[part]))

    password = parsed.apply(lambda parts: str(parts["password"]))
    return Endpoint(clear("host"), clear("port"), password, clear("user"), clear("tls"))


def parse_url(url: str) -> dict[str, str | int | bool]:
    """The parts of a Redis URL. Raises InvalidArgumentError, without its credentials, for what Celery cannot use."""
    scheme, separator, _ = url.partition("://")
    if scheme not in ("redis", "rediss") or not separator:
        seen = f"the scheme {scheme!r}" if separator and scheme.isalnum() else "no scheme"
        raise InvalidArgumentError(f"broker.url has {seen}; it must be redis or rediss, as in {_FORM}")
    try:
        parts = urlsplit(url)
        port = parts.port or REDIS_PORT
        host = parts.hostname or ""
    except ValueError:  # urllib's message quotes what it stumbled over, which may be a password
        host = ""
    if not host:
        raise InvalidArgumentError(f"broker.url names no host; it must be {_FORM}, {_QUOTED} in a password as %XX")
    if parts.path not in ("", "/", "/0") or parts.fragment:
        raise InvalidArgumentError(f"broker.url must be {_FORM}; leave the database out: 0 and 1 are used")
    if parts.query not in ("", "ssl_cert_reqs=required"):
        raise InvalidArgumentError("broker.url has options; only ssl_cert_reqs=required is taken, and always set")
    return {
        "host": host,
        "port": port,
        "user": unquote(parts.username or "default"),
        "password": unquote(parts.password or ""),
        "tls": scheme == "rediss",
    }


class Broker(pulumi.ComponentResource):
    """A private Redis for Celery: password, loopback or a private network, append-only file, no eviction."""

    host: pulumi.Output[str]
    """Where it listens."""
    port: pulumi.Output[int]
    """The TCP port it listens on."""
    password: pulumi.Output[str]
    """The password of the user `default`, a secret."""

    def __init__(self, name: str, args: BrokerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        args = check(args, BrokerArgs, f'Broker("{name}")')
        super().__init__(TOKEN, name, as_written(args), opts)
        mine = pulumi.ResourceOptions(parent=self)
        target = resolve(args.get("target", {}))
        self.target = target.prepare(name, None, mine)
        self.endpoint = resolve(self.target).broker(name, dict(args), mine)
        self.host = pulumi.Output.from_input(self.endpoint.host)
        self.port = pulumi.Output.from_input(self.endpoint.port)
        self.password = pulumi.Output.secret(self.endpoint.password)
        outputs = {"host": self.host, "port": self.port, "password": self.password}
        self.register_outputs({**outputs, "facts": {"role": "broker", **self.endpoint.facts}})

    @property
    def ref(self) -> BrokerRef:
        """This broker as the `broker` argument of Web, Worker and Beat."""
        found = self.endpoint
        return {"host": found.host, "port": found.port, "user": found.user, "password": found.password}
