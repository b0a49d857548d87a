"""What a container's image is, by its name, and by the resource that the name comes from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .graph import Node
from .value import Absent, Fact, Known, Unknown

OFFICIAL = frozenset({"redis", "valkey/valkey", "redis/redis-stack", "redis/redis-stack-server"})
"""Images that start a server without a password, whatever their environment says."""
WITHOUT_FLAGS = frozenset({"redis"})
"""Images that take no arguments from their environment either."""
BITNAMI = re.compile(r"bitnami\w*/(redis|valkey)$")
"""Images that take a password from their environment."""
FLOWER = "mher/flower"
"""Flower's own image, which asks nobody who it is unless it is told to."""
_FLOWER = re.compile(r"(^|/)(celery-)?flower$")
_SERVER = re.compile(r"(^|/)(redis|valkey|keydb)(-stack|-stack-server|-server)?$")
_CALLED_REDIS = re.compile(r"(^|[-_.])(redis|valkey|keydb)(-server|-broker|-master|-primary)?$", re.IGNORECASE)
_MIRRORED = re.compile(r"^(.*/)?library/")
_AIRFLOW = re.compile(r"(^|/)airflow$")
_NAMES = {
    "docker:index/remoteImage:RemoteImage": "name",
    "docker:index/image:Image": "imageName",
    "docker:index/registryImage:RegistryImage": "name",
    "docker:index/tag:Tag": "targetImage",
    "docker-build:index:Image": "tags",
}
"""By the type of a resource: the argument that names its image."""
_BUILDERS = {"docker:index/image:Image", "docker-build:index:Image"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an image comes from."""

    name: Fact[str]
    built: bool = False
    """Whether the stack builds it, so that its name need not say which one it is."""


def origin(given: Fact[str], sources: Sequence[Node]) -> Origin:
    """The image that an argument names, or that the one image among its sources is where it is only an id."""
    nodes = [node for node in sources if node.resource.type in _NAMES]
    known = given if isinstance(given, Known) and is_named(given.value) else None
    if known:
        return Origin(known, any(_is_built(node) and _is_one(_name(node), known) for node in nodes))
    name = _name(nodes[0]) if len(nodes) == 1 else Unknown()
    named = Known(name.value, given.path) if isinstance(name, Known) else Unknown(given.path)
    return Origin(named, len(nodes) == 1 and _is_built(nodes[0]))


def _name(node: Node) -> Fact[str]:
    return next(iter(node.inputs.texts(_NAMES[node.resource.type])), Unknown())


def _is_built(node: Node) -> bool:
    return node.resource.type in _BUILDERS or not isinstance(node.inputs.child("build").whole, Absent)


def _is_one(name: Fact[str], other: Known[str]) -> bool:
    """Whether both may name one image; tags are changed on the way."""
    return not isinstance(name, Known) or repository(name.value) == repository(other.value)


def repository(image: str) -> str:
    """The image's name without registry, tag and digest, and without the folder of Docker's own images in a mirror."""
    name = image.partition("@")[0]
    host, slash, rest = name.partition("/")
    if slash and ("." in host or ":" in host or host == "localhost"):
        name = rest
    folder, slash, last = name.rpartition("/")
    return _MIRRORED.sub("", f"{folder}{slash}{last.partition(':')[0]}".lower())


def is_pinned(image: str) -> bool:
    """Whether the name says which image it is: by a digest, or by a tag that is not `latest` of anything."""
    name, _, digest = image.partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    return bool(digest) or (bool(tag) and "latest" not in re.split(r"[-._]", tag.lower()))


def is_redis(image: str) -> bool:
    """Whether containers of the image run a Redis or Valkey where they are not told otherwise."""
    return bool(_SERVER.search(repository(image)))


def may_be_redis(name: str) -> bool:
    """Whether a container of this name is likely to be one, where its image is not known."""
    return bool(_CALLED_REDIS.search(name))


def is_flower(image: str) -> bool:
    """Whether containers of the image run Flower, Celery's monitor, where they are not told otherwise."""
    return bool(_FLOWER.search(repository(image)))


def is_airflow(image: str) -> bool:
    """Whether containers of the image run Airflow, whose `celery worker` is not Celery's."""
    return bool(_AIRFLOW.search(repository(image)))


def is_named(image: str) -> bool:
    """Whether the text is a name, rather than an image's id."""
    return not re.fullmatch(r"sha256:[0-9a-f]+|[0-9a-f]{12,64}", image)
