"""Find a Pulumi that is already there: on PATH, or kept by this checkout from an earlier run."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine import version
from engine.checkout import Checkout

LANGUAGE_HOST = "pulumi-language-python"


@dataclass(frozen=True)
class Engine:
    """A Pulumi to run: its executable, and the folder that offers a language host where it has none."""

    pulumi: Path
    language_host: Path | None = None


def kept(checkout: Checkout) -> Path:
    """Where this checkout keeps the engine that it installed or built."""
    return checkout.own / f"pulumi-{version.PINNED}" / "bin" / "pulumi"


def find(checkout: Checkout, path: str) -> Engine | None:
    """The user's own Pulumi from `path` if it is new enough, else the one kept here, else none."""
    on_path = Path(shutil.which("pulumi", path=path) or kept(checkout))
    if on_path != kept(checkout) and version.good_enough(version.of(on_path)):
        return Engine(on_path, None if _has_language_host(on_path, path) else checkout.language_host)
    if kept(checkout).exists():
        return Engine(kept(checkout))
    return None


def _has_language_host(pulumi: Path, path: str) -> bool:
    beside = os.pathsep.join([str(pulumi.parent), str(pulumi.resolve().parent), path])
    return shutil.which(LANGUAGE_HOST, path=beside) is not None
