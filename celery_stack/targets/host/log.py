"""The end of a program's log, for an error message."""

from pathlib import Path
from typing import Any

from ...secrets import masked
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
        return "\n".join(masked(text, self._secrets).splitlines()[-LINES:]) or "(nothing)"
