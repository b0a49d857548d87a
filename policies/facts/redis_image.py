"""What a Redis in a container is told: by its arguments, and by what its image makes of its environment."""

from collections.abc import Mapping

from . import images, password
from .command import Words, redis
from .command.words import unread
from .environment import Environment
from .value import Absent, Fact, Known, Password, Unknown, convert

_PASSWORDS = ("REDIS_PASSWORD", "VALKEY_PASSWORD")
_PASSWORD_FILES = ("REDIS_PASSWORD_FILE", "VALKEY_PASSWORD_FILE")
_FLAGS = ("REDIS_ARGS", "REDIS_EXTRA_FLAGS", "VALKEY_EXTRA_FLAGS")
_TRUE = {"1", "y", "yes", "true"}


def more_arguments(image: Fact[str], environment: Environment) -> Words:
    """What images take from the environment; that of Redis itself takes nothing."""
    if isinstance(image, Known) and images.repository(image.value) in images.WITHOUT_FLAGS:
        return ()
    flags = environment.get(*_FLAGS)
    if isinstance(flags, Known):
        return tuple(Known(word, flags.path) for word in flags.value.split())
    return (flags,) if isinstance(flags, Unknown) else ()


def password_of(
    image: Fact[str], environment: Environment, words: Words, path: str, files: Mapping[str, Fact[str]]
) -> Fact[Password]:
    """What an image asks for by itself; a command of its own, at `path`, may say anything."""
    if words:
        return unread(words[0], "a command that cannot be read")
    if not isinstance(image, Known):
        return Unknown(path, "not set; its image decides what runs")
    name = images.repository(image.value)
    if images.BITNAMI.search(name):
        return password_in(environment)
    if name in images.OFFICIAL and not files:
        return Absent(f"{path}: requirepass")
    return Unknown(image.path, redis.UNSEEN)


def password_in(environment: Environment) -> Fact[Password]:
    """What Bitnami's images, and their scripts in others, ask for."""
    in_file = environment.get(*_PASSWORD_FILES)
    if isinstance(in_file, Known) and in_file.value:
        return Known(Password(None), in_file.path)
    given = environment.get(*_PASSWORDS)
    if not isinstance(given, Absent):
        return convert(given, password.of, "a text")
    allowed = environment.get("ALLOW_EMPTY_PASSWORD")
    if isinstance(allowed, Known) and allowed.value.lower() in _TRUE:
        return Known(Password(0), allowed.path)
    return Absent("REDIS_PASSWORD")
