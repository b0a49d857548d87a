"""What a container's image is, by its name."""

import re

OFFICIAL = frozenset({"redis", "library/redis", "valkey/valkey", "redis/redis-stack", "redis/redis-stack-server"})
"""Images that start a server without a password, whatever their environment says."""
WITHOUT_FLAGS = frozenset({"redis", "library/redis"})
"""Images that take no arguments from their environment either."""
BITNAMI = re.compile(r"bitnami\w*/(redis|valkey)$")
"""Images that take a password from their environment."""
_FLOWER = re.compile(r"(^|/)(celery-)?flower$")
_SERVER = re.compile(r"(^|/)(redis|valkey)(-stack|-stack-server|-server)?$")


def repository(image: str) -> str:
    """The image's name without registry, tag and digest."""
    name = image.partition("@")[0]
    host, slash, rest = name.partition("/")
    if slash and ("." in host or ":" in host or host == "localhost"):
        name = rest
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last.partition(':')[0]}".lower()


def is_redis(image: str) -> bool:
    """Whether containers of the image run a Redis or Valkey where they are not told otherwise."""
    return bool(_SERVER.search(repository(image)))


def is_flower(image: str) -> bool:
    """Whether containers of the image run Flower, Celery's monitor, where they are not told otherwise."""
    return bool(_FLOWER.search(repository(image)))


def is_named(image: str) -> bool:
    """Whether the text is a name, rather than an image's id."""
    return not re.fullmatch(r"(sha256:)?[0-9a-f]{12,64}", image)
