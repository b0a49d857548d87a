"""The system user that the stack's processes run as, when root starts them."""

import os
import pwd
import shutil
import subprocess

from engine.errors import EngineError
from engine.say import say

NAME = "celery-stack"


def ensure_account(name: str = NAME) -> None:
    """Create the user when this is root and there is none: no password, no login, no home.

    Raises:
        EngineError: the user cannot be created.
    """
    if os.geteuid() != 0 or _exists(name):
        return
    say(f"Creating the system user {name}: the stack's processes never run as root.")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))
    if not useradd or subprocess.run([useradd, *options, "--shell", "/usr/sbin/nologin", name], check=False).returncode:
        raise EngineError(f"The system user {name} could not be created (useradd). Create it, or run as another user.")


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
