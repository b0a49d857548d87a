"""Secrets that tests plant, and where nobody may find them."""

import json
from pathlib import Path
from urllib.parse import quote

from .deployment import Deployment

PASSWORD = "planted-4cBtE0ZpLr8sWq"
"""A password that a user gives."""
LETTER = "first line\nsecond: 'line'"
"""A secret that a file with one line for each variable could not hold."""


def plant(stack: Deployment) -> None:
    stack.keep_secret("broker.password", PASSWORD)
    stack.keep_secret("app.secrets.LETTER", LETTER)


def spellings(stack: Deployment) -> list[str]:
    """All that must not be shown: the secrets as they could be written, and the key that the stack drew."""
    [drawn] = [one for one in stack.resources() if one["urn"].endswith("DJANGO_SECRET_KEY")]
    key = str(json.loads(drawn["outputs"]["result"]["plaintext"]))
    return [PASSWORD, quote(PASSWORD), *LETTER.splitlines(), json.dumps(LETTER)[1:-1], key]


def shown(text: str, secrets: list[str]) -> list[int]:
    """Which of the secrets are in a text, by their number: the message of a failed test shows none either."""
    return [number for number, secret in enumerate(secrets) if secret in text]


def files_that_show(folders: list[Path], secrets: list[str]) -> list[Path]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if shown(path.read_text(errors="replace"), secrets)]


def places_of_pulumi(stack: Deployment) -> list[Path]:
    """Where Pulumi writes: the backend, the project, and its own folder without the plugins."""
    home = Path(stack.environment["PULUMI_HOME"])
    backend = Path(stack.environment["PULUMI_BACKEND_URL"].removeprefix("file://"))
    return [backend, stack.folder, home / "logs", home / "workspaces"]
