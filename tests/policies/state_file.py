"""A stack as Pulumi exports it, of resources that a test gives: what `pulumi policy analyze --file` reads."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from judged import Given
from pack_server import type_of, urn
from pulumi_policy.deserialize import SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY

ID = "7d0c1b9e-0f3c-4a4e-9c9e-2f1d7a6b5c40"
STACK = urn("pulumi:pulumi:Stack", "shop-dev")
LOCKED = {"type": "passphrase", "state": {"salt": "v1:AAAAAAAAAAA=:v1:AAAAAAAAAAAAAAAA:AAAA"}}
"""Secrets whose passphrase nobody has."""
MANIFEST = {"time": "2025-01-01T00:00:00Z", "magic": "", "version": ""}


def write_state(path: Path, *resources: Given) -> Path:
    """Write the state of a stack that has these resources; what a secret holds cannot be decrypted."""
    packages = {type_of(one.type).partition(":")[0] for one in resources}
    state = [
        {"urn": STACK, "type": "pulumi:pulumi:Stack"},
        *({"urn": _provider(name), "type": f"pulumi:providers:{name}", "custom": True, "id": ID} for name in packages),
        *(_resource(one, {other.name: urn(other.type, other.name) for other in resources}) for one in resources),
    ]
    deployment = {"manifest": MANIFEST, "secrets_providers": LOCKED, "resources": state}
    path.write_text(json.dumps({"version": 3, "deployment": deployment}))
    return path


def _provider(package: str) -> str:
    return urn(f"pulumi:providers:{package}", "default")


def _resource(one: Given, urns: Mapping[str, str]) -> dict[str, Any]:
    sources = {
        key: [urns[name] for name in ([names] if isinstance(names, str) else names)]
        for key, names in one.sources.items()
    }
    kind = type_of(one.type)
    return {
        "urn": urns[one.name],
        "type": kind,
        "custom": True,
        "id": one.name,
        "parent": STACK,
        "provider": f"{_provider(kind.partition(':')[0])}::{ID}",
        "inputs": _sealed(one.inputs),
        "outputs": _sealed({**one.inputs, **one.outputs}),
        "dependencies": sorted({urn for of_key in sources.values() for urn in of_key}),
        "propertyDependencies": sources,
    }


def _sealed(value: Any) -> Any:
    """The value with its secrets as a state holds them."""
    if isinstance(value, Mapping):
        if value.get(SPECIAL_SIG_KEY) == SPECIAL_SECRET_SIG:
            return {SPECIAL_SIG_KEY: SPECIAL_SECRET_SIG, "ciphertext": "v1:AAAA:AAAA"}
        return {key: _sealed(item) for key, item in value.items()}
    return [_sealed(item) for item in value] if isinstance(value, list) else value
