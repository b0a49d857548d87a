"""The variables of a container: its own, and those of the ConfigMaps and Secrets that it names."""

from collections.abc import Iterator, Mapping

from ...environment import Environment
from ...reader import Reader
from ...value import Absent, Fact, Known, Unknown
from .interpolation import expand
from .kept import Kept
from .scope import Scope, shown

_BY_KUBERNETES = "filled in by Kubernetes"


def environment(container: Reader, scope: Scope) -> Environment:
    """The variables, the container's own before all others; of two of one name the last one counts."""
    variables, rest = _from_objects(container, scope)
    for entry in container.objects("env"):
        name = entry.text("name")
        if isinstance(name, Known):
            variables[name.value] = _value(name.value, entry, variables, scope)
        elif isinstance(name, Unknown):
            rest = name
    return Environment(variables, rest)


def _from_objects(container: Reader, scope: Scope) -> tuple[dict[str, Fact[str]], Fact[str]]:
    """The variables in whole ConfigMaps and Secrets."""
    variables: dict[str, Fact[str]] = {}
    rest: Fact[str] = Absent()
    for source in container.objects("envFrom"):
        prefix = source.text("prefix")
        before = prefix.value if isinstance(prefix, Known) else ""
        for reference, kept, is_secret in _named(source, "configMapRef", "secretRef", scope):
            for key, text in kept.texts.items():
                name = before + key
                variables[name] = shown(name, text, f"{reference.whole.path}: {key}", is_secret=is_secret)
            rest = kept.rest if isinstance(kept.rest, Unknown) else rest
    return variables, rest


def _named(source: Reader, config_map: str, secret: str, scope: Scope) -> Iterator[tuple[Reader, Kept, bool]]:
    """The reference to a ConfigMap or Secret, with what that holds and whether it is a Secret."""
    if config_map in source:
        reference = source.child(config_map)
        yield reference, scope.config_map(reference.text("name")), False
    if secret in source:
        reference = source.child(secret)
        yield reference, scope.secret(reference.text("name")), True


def _value(name: str, entry: Reader, variables: Mapping[str, Fact[str]], scope: Scope) -> Fact[str]:
    given = entry.text("value")
    if not isinstance(given, Absent):
        return expand(given, variables)
    source = entry.child("valueFrom")
    if isinstance(source.whole, Absent):
        return Known("", given.path)
    for reference, kept, is_secret in _named(source, "configMapKeyRef", "secretKeyRef", scope):
        key = reference.text("key")
        text = kept.get(key.value) if isinstance(key, Known) else key
        return shown(name, text, reference.whole.path, is_secret=is_secret)
    return Unknown(source.whole.path, _BY_KUBERNETES)
