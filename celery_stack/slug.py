"""Names of components as names of files, programs, hosts and Celery nodes; a digest keeps them apart."""

import hashlib
import re

LONGEST = 48


def dns_label(name: str) -> str:
    """`name` as a host name in a network or a part of an image's name: lower-case letters, digits and `-` only."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if plain == name and len(name) <= LONGEST:
        return name
    return f"{plain[: LONGEST - 9]}-{_digest(name)}".strip("-")


def slug(name: str) -> str:
    """`name` as a file and Supervisor group name; a digest keeps names apart that would become equal."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "-", name).lstrip(".-")
    if plain == name and len(name) <= LONGEST:
        return name
    return f"{plain[: LONGEST - 9]}-{_digest(name)}" if plain else _digest(name)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]
