"""The end of a program's log, for an error message."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from .machine import open_file

LINES = 15


class Log:
    """The lines that a program wrote since now, without the secrets it was given."""

    def __init__(self, props: dict[str, Any]) -> None:
        several = props["replicas"] > 1
        self.path = Path(props["log_dir"], f"{props['name']}{'-0' if several else ''}.log")
        self._start = self.path.stat().st_size if self.path.is_file() else 0
        self._secrets = [str(secret) for kind in ("secrets", "secret_files") for secret in props[kind].values()]

    def tail(self) -> str:
        """The last lines."""
        file = open_file(self.path)
        if file is None:
            return "(nothing)"
        with file:
            file.seek(self._start)
            text = file.read().decode(errors="replace")
        for spelling in sorted(filter(None, spellings(self._secrets)), key=len, reverse=True):
            text = text.replace(spelling, "***")
        return "\n".join(text.splitlines()[-LINES:]) or "(nothing)"


def spellings(secrets: list[str]) -> set[str]:
    """Secrets as they are, and as a traceback, JSON or a URL spells them."""
    return {
        spelling
        for secret in secrets
        for spelling in (
            secret,
            repr(secret)[1:-1],
            json.dumps(secret)[1:-1],
            quote(secret, safe=""),
            quote(secret),
            quote_plus(secret),
        )
    }
