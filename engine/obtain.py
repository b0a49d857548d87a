"""Get the engine that this checkout keeps: by Pulumi's installer, else from its Go module."""

import os
import shutil
from pathlib import Path

from engine import build, installer, version
from engine.checkout import Checkout
from engine.find import Engine, find, kept
from engine.lock import exclusive
from engine.say import say


def obtain(checkout: Checkout, path: str) -> Engine:
    """The engine, got once. Interrupted half-way it begins again; whatever was compiled stays compiled.

    Raises:
        EngineError: neither the installer nor a module proxy could be reached, or the build failed.
    """
    if found := find(checkout, path):
        return found
    checkout.own.mkdir(exist_ok=True)
    with exclusive(checkout.own / "engine.lock", "Another run is getting Pulumi's engine: waiting for it."):
        if not kept(checkout).exists():
            _fill(checkout, path)
    return Engine(kept(checkout))


def _fill(checkout: Checkout, path: str) -> None:
    """Prepare beside the final place and rename: whoever looks there sees a whole engine or none."""
    partial = checkout.own / "pulumi.partial"
    shutil.rmtree(partial, ignore_errors=True)
    say(f"Pulumi {version.PINNED} or newer is not on PATH; this project keeps its own in {checkout.own}.")
    if not installer.install(partial):
        build.build(checkout, partial / "bin" / "pulumi", path)
        _add_language_host(checkout, partial / "bin")
    partial.rename(kept(checkout).parents[1])


def _add_language_host(checkout: Checkout, folder: Path) -> None:
    """Pulumi looks for its plugins beside its own executable first."""
    for executable in checkout.language_host.iterdir():
        (folder / executable.name).symlink_to(os.path.relpath(executable, folder))
