"""The environment that every Pulumi command of this checkout gets."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from engine.checkout import Checkout
from engine.find import Engine

PASSPHRASE = ("PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE")


def environment(checkout: Checkout, engine: Engine, inherited: Mapping[str, str]) -> dict[str, str]:
    """`inherited` with the virtual environment active, the engine on PATH, and a place for the state.

    State goes to a folder of this checkout, and Pulumi's own files with it, unless the user is logged in somewhere.
    Secrets are encrypted with a passphrase of this checkout unless the user has set one.
    """
    result = dict(inherited)
    result["VIRTUAL_ENV"] = str(checkout.virtualenv)
    result["PATH"] = _path(checkout, engine, inherited.get("PATH", os.defpath))
    result.setdefault("PULUMI_SKIP_UPDATE_CHECK", "true")
    # Pulumi starts several Python processes for each command; without its cache each compiles everything again.
    result.pop("PYTHONDONTWRITEBYTECODE", None)
    if not logged_in(inherited) or (holds_stack(checkout) and not names_backend(inherited)):
        result["PULUMI_BACKEND_URL"] = checkout.state.as_uri()
        result.setdefault("PULUMI_HOME", str(checkout.pulumi_home))
    ours = keeps_state(checkout, result) and checkout.passphrase.exists()  # one for another project opens nothing here
    if ours or not any(name in inherited for name in PASSPHRASE):
        for name in PASSPHRASE:
            result.pop(name, None)
        result["PULUMI_CONFIG_PASSPHRASE_FILE"] = str(checkout.passphrase)
    return result


def _path(checkout: Checkout, engine: Engine, inherited: str) -> str:
    folders = [str(checkout.virtualenv / "bin"), str(engine.pulumi.parent), inherited]
    if engine.language_host:
        folders.append(str(engine.language_host))
    return os.pathsep.join(folders)


def logged_in(inherited: Mapping[str, str]) -> bool:
    """Whether the user has chosen a backend: by `PULUMI_BACKEND_URL`, an access token, or `pulumi login`."""
    if names_backend(inherited):
        return True
    home = inherited.get("PULUMI_HOME") or Path(inherited.get("HOME", "/nonexistent"), ".pulumi")
    credentials = Path(inherited.get("PULUMI_CREDENTIALS_PATH") or home, "credentials.json")
    try:
        return bool(json.loads(credentials.read_text(encoding="utf-8")).get("current"))
    except (OSError, ValueError):
        return False


def names_backend(inherited: Mapping[str, str]) -> bool:
    """Whether this very command was told where the state is."""
    return bool(inherited.get("PULUMI_BACKEND_URL") or inherited.get("PULUMI_ACCESS_TOKEN"))


def holds_stack(checkout: Checkout) -> bool:
    """Whether a stack is in this checkout's own state: a login for another project must not lose it."""
    return any(checkout.stacks.glob("*/*.json"))


def keeps_state(checkout: Checkout, chosen: Mapping[str, str]) -> bool:
    """Whether the state is in this checkout's own folder."""
    return chosen.get("PULUMI_BACKEND_URL") == checkout.state.as_uri()


def make_places(checkout: Checkout, chosen: Mapping[str, str]) -> None:
    """Create the state's folder and the passphrase (mode 0600) where `chosen` says they are ours."""
    if keeps_state(checkout, chosen):
        checkout.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    passphrase = checkout.passphrase
    if chosen.get("PULUMI_CONFIG_PASSPHRASE_FILE") == str(passphrase) and not passphrase.exists():
        passphrase.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(passphrase, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
