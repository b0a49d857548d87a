"""What Bitnami's charts of Redis and Valkey make: a script starts the server, a ConfigMap holds its configuration."""

import re
from collections.abc import Mapping
from dataclasses import replace

from ... import images
from ...command import Words, redis
from ...command.words import known
from ...environment import Environment
from ...value import Fact, Known

_START = re.compile(r"(^|/)(start-(master|primary|replica|node)|run)\.sh$")
_RUN = re.compile(r"/opt/bitnami/scripts/(redis|valkey)/run\.sh")
_FLAGS, _EVICTION = "REDIS_EXTRA_FLAGS", "maxmemory-policy"


def starts_by_script(words: Words, image: Fact[str]) -> bool:
    """Whether a script leads to the server that the image starts by itself."""
    is_bitnamis = isinstance(image, Known) and images.BITNAMI.search(images.repository(image.value))
    return bool(is_bitnamis) and any(_START.search(known(word)) for word in words)


def with_options(words: Words) -> Words:
    """The words where they are the image's own script with options for the server; else none, as if there were none."""
    return words if words and _RUN.fullmatch(known(words[0])) else ()


def configured(environment: Environment, files: Mapping[str, Fact[str]]) -> Environment:
    """The environment, and in it as an argument what the configuration does when memory is full."""
    names = [Known(name) for name, text in files.items() if name.endswith(".conf") and isinstance(text, Known)]
    directives = [directive for name in names for directive in redis.read((name,), files)]
    said = redis.text(tuple(directives), (), _EVICTION, "")
    if not isinstance(said, Known) or _FLAGS in environment.variables:
        return environment
    flags = Known(f"--{_EVICTION} {said.value}", said.path)
    return replace(environment, variables={**environment.variables, _FLAGS: flags})
