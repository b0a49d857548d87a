"""What every place does with a secret: refuse one that cannot work, and keep it out of what people read."""

import json
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

PASSWORD_CHARACTERS = 32
SECRET_CHARACTERS = 50  # what Django draws for its own SECRET_KEY

# Everything that Celery does, scripts included, and nothing that administers the server (seen on Redis 6.2 and 7.0).
APPLICATION_RULES = ("on", "~*", "&*", "+@all", "-@admin", "-@dangerous")


def problem(password: str) -> str:
    """Why a password cannot work for Redis, without a character of it; empty when it can."""
    if not password:
        return "broker.password is empty; give one, or leave it out to have one made"
    if any(ord(character) < ord(" ") for character in password):
        return "broker.password has a line break or another control character; give one without"
    return ""


def masked(text: str, secrets: Iterable[str]) -> str:
    """`text` with `***` in place of every secret, however it is spelled."""
    for spelling in sorted(filter(None, spellings(secrets)), key=len, reverse=True):
        text = text.replace(spelling, "***")
    return text


def spellings(secrets: Iterable[str]) -> set[str]:
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
