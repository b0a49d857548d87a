"""The pack behind the SDK's own server, called as the engine calls it, without a network between."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import AnalyzeDiagnostic, analyzer_pb2
from pulumi_policy.deserialize import SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from pack import NAME
from pack.analyzer import analyzer
from pack.checklist import Checklist
from pack.policies import policies
from pack.record import Record
from pack.rule import ADVISORY, Rule
from rules import discover

UNKNOWN = UNKNOWN_STRING_VALUE
LEVELS = {level.lower(): number for level, number in analyzer_pb2.EnforcementLevel.items()}
RULES = discover()
Diagnostics = Sequence[AnalyzeDiagnostic]


def secret(value: Any) -> dict[str, Any]:
    """A secret as the engine sends it."""
    return {SPECIAL_SIG_KEY: SPECIAL_SECRET_SIG, "value": value}


def type_of(kind: str) -> str:
    """The type of a component, or of a resource of the Docker provider that is named with a dot before; or as it is."""
    if ":" in kind:
        return kind
    word = kind.removeprefix(".")
    return f"celery-stack:index:{kind}" if word == kind else f"docker:index/{word[0].lower()}{word[1:]}:{word}"


def urn(kind: str, name: str, parent: str = "") -> str:
    """The URN of a resource, below the one that it belongs to."""
    types = parent.split("::")[2] + "$" if parent else ""
    return f"urn:pulumi:dev::shop::{types}{type_of(kind)}::{name}"


class Refused(Exception):  # noqa: N818 - the engine's word for it is no error of ours
    """The pack refuses its configuration."""


class _Call:
    def abort(self, _code: object, message: str) -> None:
        raise Refused(message)


class Pack:
    """One run of the pack, written to the file `run` if there is one."""

    def __init__(
        self, rules: list[Rule] | None = None, config: Mapping[str, Any] | None = None, run: Path | None = None
    ) -> None:
        self.checklist = Checklist(RULES if rules is None else rules)
        self.told: list[str] = []
        record = Record(self.told.append, str(run or ""))
        self.server = analyzer(self.checklist, record)(NAME, "0.0.1", policies(self.checklist.rules), ADVISORY)
        if config or run:
            self.configure(config or {})

    def configure(self, config: Mapping[str, Any]) -> None:
        """Hand over a configuration; raises Refused."""
        request = analyzer_pb2.ConfigureAnalyzerRequest()
        levels = {rule.name: rule.level.value for rule in self.checklist.rules}
        for name, given in config.items():
            properties = dict(given)
            level = properties.pop("enforcementLevel", levels.get(name, "advisory"))
            request.policyConfig[name].enforcementLevel = LEVELS[level]
            request.policyConfig[name].properties.update(properties)
        self.server.Configure(request, _Call())

    def resource(self, kind: str, inputs: Mapping[str, Any], name: str = "shop", parent: str = "") -> Diagnostics:
        """What the pack says of one resource's arguments."""
        request = analyzer_pb2.AnalyzeRequest(
            urn=urn(kind, name, parent),
            type=type_of(kind),
            name=name,
            properties=_struct(inputs),
            options=analyzer_pb2.AnalyzerResourceOptions(parent=parent),
        )
        return self.server.Analyze(request, None).diagnostics  # type: ignore[no-any-return]  # the SDK has no types here

    def remediate(self, kind: str, inputs: Mapping[str, Any], name: str = "shop") -> Sequence[Any]:
        """What the pack writes into a resource's arguments."""
        request = analyzer_pb2.AnalyzeRequest(
            urn=urn(kind, name), type=type_of(kind), name=name, properties=_struct(inputs)
        )
        return self.server.Remediate(request, None).remediations  # type: ignore[no-any-return]  # as above

    def stack(
        self,
        *registered: tuple[str, Mapping[str, Any]],
        parents: Mapping[str, str] | None = None,
        sources: Mapping[str, Mapping[str, str | Sequence[str]]] | None = None,
    ) -> Diagnostics:
        """What the pack says of a stack of resources, given as (kind name, outputs).

        `sources` holds, by a resource's name, its properties and the URNs of the resources that each comes from.
        """
        request = analyzer_pb2.AnalyzeStackRequest()
        for kind_and_name, outputs in registered:
            kind, name = kind_and_name.split()
            parent = (parents or {}).get(name, "")
            added = request.resources.add(
                urn=urn(kind, name, parent),
                type=type_of(kind),
                name=name,
                properties=_struct(outputs),
                options=analyzer_pb2.AnalyzerResourceOptions(parent=parent),
            )
            for key, source in (sources or {}).get(name, {}).items():
                added.propertyDependencies[key].urns.extend([source] if isinstance(source, str) else source)
        return self.server.AnalyzeStack(request, None).diagnostics  # type: ignore[no-any-return]  # as above


def _struct(values: Mapping[str, Any]) -> Struct:
    struct = Struct()
    struct.update(dict(values))
    return struct


def names(diagnostics: Diagnostics) -> set[str]:
    """The rules that were broken."""
    return {diagnostic.policyName for diagnostic in diagnostics}


def mandatory(diagnostics: Diagnostics) -> set[str]:
    """The broken rules that stop a deployment."""
    return names([one for one in diagnostics if one.enforcementLevel == LEVELS["mandatory"]])
