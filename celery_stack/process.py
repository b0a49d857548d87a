"""The waist of the hourglass: all that a target ever sees of Celery, and all that a role sees of a target."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pulumi

PASSWORD_FILE = "CELERY_STACK_PASSWORD_FILE"  # noqa: S105 - the name of a variable
HEARTBEAT = "CELERY_STACK_HEARTBEAT_FILE"


@dataclass(frozen=True)
class Health:
    """How a platform sees that a process works: an HTTP path that answers 200, or a file that stays fresh."""

    path: str = ""
    file_env: str = ""


@dataclass(frozen=True)
class Process:
    """A named, long-lived command, whatever keeps it alive."""

    role: str
    """`web`, `worker`, `beat` or `release`."""

    command: tuple[str, ...]
    """The argument list; its first word is found on the application's PATH."""

    env: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Clear environment variables."""

    secrets: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Secret environment variables; each target picks its safest carrier."""

    secret_files: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)
    """Environment variable -> secret content of the file that it names; read anew at each use, never at start only."""

    files: Mapping[str, str] = field(default_factory=dict)
    """Environment variable -> name of a file that the process writes and that may go with it (a heartbeat)."""

    persistent_files: Mapping[str, str] = field(default_factory=dict)
    """Environment variable -> name of a file that has to outlive restarts and deployments (beat's schedule)."""

    replica_env: Mapping[str, str] = field(default_factory=dict)
    """Variables that tell replicas apart; `{replica}` is the replica's number from 0."""

    replicas: int = 1
    singleton: bool = False
    """True: never two of it at any moment, not even during an update."""

    port: int = 0
    """The TCP port that it serves, 0 for none."""

    bind: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """The Celery settings in force, for policies; the process itself gets them in `env`."""

    log_level: str = ""
    health: Health = Health()
    stop_signal: str = "TERM"
    """Sent to the main process only: the group would lose its running tasks."""

    stop_seconds: int = 75

    lifetime: str = "service"
    """`service`: kept alive. `once`: it runs to its end; what comes after waits for it, and its failure stops it."""


@dataclass(frozen=True)
class Endpoint:
    """What a broker offers to those who connect."""

    host: pulumi.Input[str]
    port: pulumi.Input[int]
    password: pulumi.Input[str] = ""
    user: pulumi.Input[str] = "default"
    tls: pulumi.Input[bool] = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What a policy may know of it: bind, private, auth, eviction."""

    def url(self, db: int, *, credentials: bool = True) -> pulumi.Output[str]:
        """The `redis://` or `rediss://` URL of a database; with `credentials` the password is in it, quoted."""

        def compose(parts: dict[str, Any]) -> str:
            user = quote(parts["user"], safe="")
            password = f":{quote(parts['password'], safe='')}" if credentials and parts["password"] else ""
            # Without the query Celery's broker side would verify nothing.
            scheme, query = ("rediss", "?ssl_cert_reqs=required") if parts["tls"] else ("redis", "")
            host = f"[{parts['host']}]" if ":" in parts["host"] else parts["host"]
            return f"{scheme}://{user}{password}@{host}:{int(parts['port'])}/{db}{query}"

        parts = {"user": self.user, "host": self.host, "port": self.port, "tls": self.tls}
        if credentials:
            parts["password"] = pulumi.Output.secret(self.password)
        return pulumi.Output.all(**parts).apply(compose)


@dataclass(frozen=True)
class Running:
    """What `Target.run` gives back: later processes depend on `resource`."""

    resource: pulumi.Input[pulumi.Resource]
    user: str
    """Who it runs as."""

    url: str = ""
    """Where a web process answers."""

    status_command: str = ""
    """The command that shows the state of the stack's processes in this place."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    """What policies may know of the process."""
