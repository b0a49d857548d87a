"""The files that Kubernetes puts into a container, out of ConfigMaps and Secrets."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ...command import Words
from ...command.redis import UNSEEN
from ...command.words import known
from ...reader import Reader
from ...value import Fact, Known, Unknown
from .kept import Kept
from .scope import ELSEWHERE, Scope

_PATH = re.compile(r"/[\w./-]+")


def files(pod: Reader, container: Reader, words: Words, scope: Scope) -> dict[str, Fact[str]]:
    """The texts by their paths in the container; one that a command names is unknown where its volume is."""
    volumes = {
        name.value: volume
        for volume in pod.objects("volumes")
        for name in [volume.text("name")]
        if isinstance(name, Known)
    }
    found: dict[str, Fact[str]] = {}
    for mount in container.objects("volumeMounts"):
        name, path = mount.text("name"), mount.text("mountPath")
        if isinstance(name, Known) and isinstance(path, Known) and name.value in volumes:
            for kept in _kept(volumes[name.value], scope):
                found |= _mounted(kept, PurePosixPath(path.value), mount.text("subPath"), words)
    return found


def _mounted(kept: Kept, path: PurePosixPath, part: Fact[str], words: Words) -> Mapping[str, Fact[str]]:
    rest = Unknown(kept.rest.path, UNSEEN) if _is_elsewhere(kept.rest) else kept.rest
    if isinstance(part, Known):
        return {str(path): kept.texts.get(part.value, rest)}
    if isinstance(part, Unknown):
        return {str(path): part}
    found = {str(path / key): text for key, text in kept.texts.items()}
    if isinstance(rest, Unknown):
        named = [
            name for word in words for name in _PATH.findall(known(word)) if PurePosixPath(name).is_relative_to(path)
        ]
        found = {**dict.fromkeys(named, rest), **found}
    return found


def _is_elsewhere(rest: Fact[str]) -> bool:
    return isinstance(rest, Unknown) and rest.why == ELSEWHERE


def _kept(volume: Reader, scope: Scope) -> Iterator[Kept]:
    """What is in a volume, by the names of its files."""
    for source in (volume, *volume.child("projected").objects("sources")):
        if "configMap" in source:
            config_map = source.child("configMap")
            yield _items(config_map, scope.config_map(config_map.text("name")))
        if "secret" in source:
            secret = source.child("secret")
            yield _items(secret, scope.secret(secret.text("name" if "name" in secret else "secretName")))


def _items(source: Reader, kept: Kept) -> Kept:
    """Some of the keys, under names of their own, where the volume says which."""
    if "items" not in source:
        return kept
    texts: dict[str, Fact[str]] = {}
    for item in source.objects("items"):
        key, path = item.text("key"), item.text("path")
        if isinstance(key, Known) and isinstance(path, Known):
            texts[path.value] = kept.get(key.value)
    return Kept(texts)
