"""The host target's arguments and the folders that follow from them."""

import getpass
import os
import pwd
from pathlib import Path
from typing import Any, TypedDict

import pulumi

from ...checklist import UNPRIVILEGED_USER
from ...errors import InvalidArgumentError
from ...slug import slug

LONGEST_SOCKET_PATH = 107  # sun_path in <sys/un.h>
HIGHEST_PID = 4_194_304  # Supervisor binds its socket under a name with its pid first
UNUSABLE = ";#\"'`$\n"  # each ends or changes a value in Supervisor's configuration or in a shell


class HostPlace(TypedDict, total=False):
    """What another component of the same program prepared on the machine."""

    ready: list[pulumi.Input[str]]
    """What has to be there before a process starts."""
    after: list[Any]
    """Resources, or outputs of them, that have to be done before a process starts."""
    python: str
    """The interpreter that starts processes."""
    code: list[Any]
    """The code that is deployed."""
    environment: str
    """The folder of its virtual environment."""
    source: str
    """The folder of its code."""
    path: list[str]
    """Where Python finds the code and celery-stack-runtime."""
    secrets: dict[str, pulumi.Input[str]]
    """Its generated secrets."""


class HostArgs(TypedDict, total=False):
    """This machine, kept alive by Supervisor. For Python programs: its resources live in this package."""

    state_dir: str
    """Folder of all that is kept. Default: below /var/lib/celery-stack for root, else ~/.local/state/celery-stack."""
    log_dir: str
    """Folder of the log files. Default: `log` in state_dir."""
    user: str
    """Who the processes run as. Default: `celery-stack` when Pulumi runs as root, else the user who runs it."""
    python: str
    """The interpreter of the application. Default: the first python3 of 3.11 or newer that `user` can execute."""
    redis_server: str
    """The Redis server. Default: redis-server or valkey-server of 6.2 or newer on PATH, else the embedded one."""
    place: HostPlace
    """What exists already: the `target` of another component. Default: made."""


def located(name: str, args: HostArgs) -> HostArgs:
    """`args` with every folder absolute and the user named, defaults filled in for the component `name`."""
    state = Path(args.get("state_dir") or state_root() / slug(f"{pulumi.get_project()}-{pulumi.get_stack()}-{name}"))
    state = state.expanduser().absolute()
    logs = Path(args.get("log_dir") or state / "log").expanduser().absolute()
    for argument, folder in (("state_dir", state), ("log_dir", logs)):
        if set(str(folder)) & set(UNUSABLE):
            raise InvalidArgumentError(
                f"target.host.{argument} is {str(folder)!r}; it must be without any of {UNUSABLE!r}"
            )
    if len(os.fsencode(f"{state}/run/supervisor.sock.{HIGHEST_PID}")) > LONGEST_SOCKET_PATH:
        raise InvalidArgumentError(
            f"target.host.state_dir is {str(state)!r}, too long for a socket's path; name a shorter folder"
        )
    user = args.get("user") or _default_user()
    _refuse_user_out_of_reach(user)
    return {**args, "state_dir": str(state), "log_dir": str(logs), "user": user}


def shared(args: HostArgs) -> dict[str, Any]:
    """What every resource on the machine needs to know."""
    return {"state_dir": args["state_dir"], "log_dir": args["log_dir"], "user": args["user"]}


def _refuse_user_out_of_reach(user: str) -> None:
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        add = f"useradd --system --no-create-home {user}"
        raise InvalidArgumentError(
            f"target.host.user {user!r} does not exist; create it (`{add}`) or name another"
        ) from None
    if os.geteuid() not in (0, entry.pw_uid):
        me = getpass.getuser()
        raise InvalidArgumentError(
            f"target.host.user is {user!r}, but {me!r} may not start processes as another user; leave it out"
        )


def state_root() -> Path:
    """The folder of all stacks of whoever runs Pulumi."""
    if os.geteuid() == 0:
        return Path("/var/lib/celery-stack")
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "celery-stack"


def _default_user() -> str:
    return UNPRIVILEGED_USER if os.geteuid() == 0 else getpass.getuser()
