"""Which version of Pulumi this project runs on, and whether a given one is good enough."""

import re
import subprocess
from pathlib import Path

PINNED = "3.259.0"  # what is installed or built; go.mod and constraints.txt name the same one
LEAST = (3, 259)  # the oldest that is used as it is


def parse(text: str) -> tuple[int, ...] | None:
    """The numbers of a version as tools print it (`v3.259.0`, `go1.26.8`, `3.260.0-alpha.1`), if there are any."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(number or 0) for number in found.groups()) if found else None


def of(executable: Path) -> tuple[int, ...] | None:
    """The version of a Pulumi executable; none when it does not start or says nothing."""
    try:
        answer = subprocess.run([executable, "version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return parse(answer.stdout)


def good_enough(version: tuple[int, ...] | None) -> bool:
    """Whether a Pulumi of this version can be used as it is: the major version 3, and not older than `LEAST`."""
    return version is not None and version >= LEAST and version[0] == LEAST[0]
