"""Names of components as names of files, programs and Celery nodes."""

import hashlib
import re

LONGEST = 48


def slug(name: str) -> str:
    """`name` as a file and Supervisor group name; a digest keeps names apart that would become equal."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "-", name).lstrip(".-")
    if plain == name and len(name) <= LONGEST:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{plain[: LONGEST - 9]}-{digest}" if plain else digest
