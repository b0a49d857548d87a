"""Puts the provider plugins of the tests into a Pulumi home: the official ones where they are, else the stand-ins.

CELERY_STACK_TEST_PLUGINS names a folder with the official executables, pulumi-resource-docker and -random.
"""

import os
import sys
from pathlib import Path

VERSIONS = {"docker": "5.1.0", "random": "4.21.1"}
FOLDER = "CELERY_STACK_TEST_PLUGINS"
HERE = Path(__file__).resolve().parent


def install(home: Path) -> dict[str, str]:
    """Which plugin each provider has in `home` from now on: `official` or `stand-in`."""
    return {name: _install(home / "plugins", name) for name in VERSIONS}


def official(name: str) -> Path | None:
    """The official executable in the folder that the environment names."""
    folder = os.environ.get(FOLDER)
    executable = Path(folder, f"pulumi-resource-{name}") if folder else None
    return executable if executable and executable.exists() else None


def _install(plugins: Path, name: str) -> str:
    place = plugins / f"resource-{name}-v{VERSIONS[name]}"
    executable = place / f"pulumi-resource-{name}"
    if executable.exists():
        return "official"
    place.mkdir(parents=True, exist_ok=True)
    if found := official(name):
        executable.symlink_to(found)
        return "official"
    (place / "PulumiPlugin.yaml").write_text(f"runtime:\n  name: python\n  options:\n    virtualenv: {sys.prefix}\n")
    (place / "__main__.py").write_text(f"import runpy\n\nrunpy.run_path({str(HERE / name)!r}, run_name='__main__')\n")
    return "stand-in"
