"""What a Python environment holds: the providers that its packages need, and its distributions."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from engine.language_host.protocol import language_pb2 as pb
from engine.language_host.protocol import plugin_pb2


def required_packages(search_path: list[str]) -> Iterator[plugin_pb2.PackageDependency]:
    """The provider plugins that installed packages name in their `pulumi-plugin.json`."""
    for folder in search_path:
        for file in sorted(Path(folder).glob("*/pulumi-plugin.json")):
            described = json.loads(file.read_text(encoding="utf-8"))
            if described.get("resource"):
                yield _package(file.parent.name, described, search_path)


def _package(module: str, described: dict[str, object], search_path: list[str]) -> plugin_pb2.PackageDependency:
    version = str(described.get("version") or _version(module, search_path))
    package = plugin_pb2.PackageDependency(
        kind="resource",
        name=str(described.get("name") or module.removeprefix("pulumi_")),
        version=version if version.startswith("v") else f"v{version}",
        server=str(described.get("server") or ""),
    )
    match described.get("parameterization"):
        case {"name": str(name), "version": str(parameter_version), "value": str(value)}:
            package.parameterization.name = name
            package.parameterization.version = parameter_version
            package.parameterization.value = b64decode(value)
    return package


def _version(module: str, search_path: list[str]) -> str:
    return next(found.version for found in distributions(path=search_path) if _normal(found.name) == _normal(module))


def dependencies(search_path: list[str], *, transitive: bool) -> list[pb.DependencyInfo]:
    """The installed distributions; without `transitive` only those that no other one asks for."""
    found = {_normal(each.name): each for each in distributions(path=search_path)}
    asked_for = set() if transitive else {name for each in found.values() for name in _requires(each)}
    return [
        pb.DependencyInfo(name=found[name].name, version=found[name].version) for name in sorted(set(found) - asked_for)
    ]


def _requires(distribution: Distribution) -> Iterator[str]:
    for requirement in distribution.requires or []:
        if "extra ==" not in requirement:
            yield _normal(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
