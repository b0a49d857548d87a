"""Pulumi's own installer, where it can be reached."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from engine import version
from engine.say import say

SCRIPT = "https://get.pulumi.com/install.sh"
REACHED_WITHIN = "5"  # seconds; a closed network often drops packets without an answer
INSTALLED_WITHIN = 900  # seconds, for about 150 MB


def install(folder: Path, url: str = SCRIPT) -> bool:
    """Install the pinned version into `folder/bin`; false when the installer is out of reach or fails.

    The options are those that Pulumi's Automation API gives it. Its home folder is a temporary one, so that no
    profile and no `~/.pulumi` of the user is touched.
    """
    script = _fetch(url)
    if not script:
        say("Pulumi's installer cannot be reached from here.")
        return False
    say(f"Installing Pulumi {version.PINNED} with Pulumi's installer: usually under a minute.")
    options = ["--no-edit-path", "--install-root", str(folder), "--version", version.PINNED]
    with TemporaryDirectory() as home:
        try:
            subprocess.run(
                ["sh", "-s", "--", *options],
                input=script,
                stdout=sys.stderr,
                cwd=home,
                env={**os.environ, "HOME": home},
                timeout=INSTALLED_WITHIN,
                check=True,
            )
        except subprocess.SubprocessError as error:
            say(f"Pulumi's installer did not finish: {error}")
            return False
    return version.good_enough(version.of(folder / "bin" / "pulumi"))


def _fetch(url: str) -> bytes:
    """The script, or nothing. With curl, which the installer itself needs."""
    command = ["curl", "--fail", "--silent", "--location", "--connect-timeout", REACHED_WITHIN]
    try:
        return subprocess.run([*command, "--max-time", "30", url], capture_output=True, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return b""
