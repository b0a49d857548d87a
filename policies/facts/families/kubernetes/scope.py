"""What a pod may refer to: the ConfigMaps and Secrets of its stack."""

import re
from dataclasses import dataclass

from ... import celery_settings, connections
from ...reader import Reader
from ...value import Fact, Known, Unknown
from .cluster import Cluster
from .kept import Kept, data_of, secrets_of, together

ELSEWHERE = "in a ConfigMap that is not of this stack"
_IN_SECRET, _IN_CONFIG_MAP = "kept in a secret", "in a ConfigMap"
_ONE = re.compile(r"[^;\s]++")
_QUERY = re.compile(r"(?<=[?&]password=)[^&;\s]*")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where one pod is, and what is around it."""

    inputs: Reader
    namespace: str
    cluster: Cluster | None
    """None where the resource comes by itself."""

    def config_map(self, name: Fact[str]) -> Kept:
        """The texts of a ConfigMap."""
        found = self.cluster.config_maps.find(name, self.namespace, self.inputs) if self.cluster else ()
        why = ELSEWHERE if self.cluster else _IN_CONFIG_MAP
        return together([data_of(one.inputs) for one in found], Unknown(name.path, why))

    def secret(self, name: Fact[str]) -> Kept:
        """The texts of a Secret."""
        found = self.cluster.secrets.find(name, self.namespace, self.inputs) if self.cluster else ()
        return together([secrets_of(one.inputs) for one in found], Unknown(name.path, _IN_SECRET))


def shown(name: str, text: Fact[str], path: str, *, is_secret: bool) -> Fact[str]:
    """A text as the variable `name` at `path`, less its passwords: these are judged where they are kept."""
    if isinstance(text, Unknown):
        return Unknown(path, _IN_SECRET if is_secret else text.why)
    if not isinstance(text, Known):
        return text
    if "://" in text.value:
        return Known(_QUERY.sub("${}", _ONE.sub(_without_password, text.value)), path)
    if connections.SECRET.search(name) or (is_secret and not celery_settings.is_read(name)):
        return Unknown(path, _IN_SECRET if is_secret else _IN_CONFIG_MAP)
    return Known(text.value, path)


def _without_password(url: re.Match[str]) -> str:
    before, at, host = url[0].rpartition("@")
    scheme, slashes, rest = before.partition("://")
    user, colon, _ = rest.partition(":")
    return f"{scheme}{slashes}{user}:${{}}{at}{host}" if colon and "/" not in user else url[0]
