"""The server that the SDK starts, made to judge: it reads a resource once for all rules, and joins it with the graph.

The SDK has no public way to that, so its minor version is pinned and a test watches what is used here.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, ClassVar, cast

import grpc
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import EnforcementLevel, Policy
from pulumi_policy import policy as sdk

from facts import families
from facts.graph import Node, Surroundings
from facts.resource import Resource

from .checklist import Checklist
from .closing import SAID
from .configuration import mistakes, unmending
from .hearing import Hearing, Hearings
from .mending import mend
from .policies import policies
from .record import Record
from .rule import Rule
from .wire import opened, properties


class ChecklistAnalyzer(sdk._PolicyAnalyzerServicer):
    """The SDK's server; whatever serves a checklist of its own is a subclass, as the SDK makes the instance."""

    checklist: ClassVar[Checklist]
    policies: ClassVar[Mapping[str, Policy]]
    record: ClassVar[Record]

    def __init__(self, name: str, version: str, *more: Any, **options: Any) -> None:
        super().__init__(name, version, *more, **options)
        self._pack = name, version
        self._not_applicable: dict[frozenset[type], Sequence[Any]] = {}
        self._all_stop = False

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        configs = sorted(request.policyConfig.items())
        given = {name: list(config.properties) for name, config in configs}
        remediating = [name for name, config in configs if config.enforcementLevel == analyzer_pb2.REMEDIATE]
        if wrong := "\n".join([*mistakes(self.checklist.rules, given), *unmending(self.checklist.rules, remediating)]):
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, wrong)
        answer = cast(Any, super()).Configure(request, context)
        self._not_applicable.clear()
        self._all_stop = ("all", analyzer_pb2.MANDATORY) in (
            (name, config.enforcementLevel) for name, config in configs
        )
        self.record.begin(self.policies.values(), self._get_enforcement_level)
        return answer

    def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        response = analyzer_pb2.AnalyzeResponse()
        if families.are_in(request.type):
            kinds = self.checklist.judge(_identity(request), properties(request.properties), self._hearings(response))
            response.not_applicable.extend(self._idle(kinds))
        return response

    def AnalyzeStack(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        response = analyzer_pb2.AnalyzeResponse()
        nodes = _nodes(request, self.checklist)
        summary = self.checklist.judge_stack(nodes, self._hearings(response))
        self.record.end(next(iter(nodes), ""), summary)
        return response

    def Remediate(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        """Mend what rules find where the configuration wants it, but no component: its children are made already."""
        response, resource = analyzer_pb2.RemediateResponse(), _identity(request)
        if families.are_in(request.type) and not resource.is_component:
            given = request.properties
            for rule in filter(self._is_asked_for, self.checklist.rules):
                with self.checklist.ledger.guard(rule.name, resource.urn):
                    given = self._mended(rule, resource, given, response)
        return response

    def _mended(self, rule: Rule, resource: Resource, given: Any, response: Any) -> Any:
        """The properties as the rule wants them, which is said to the engine where that changes any."""
        wire = json_format.MessageToDict(given)
        found = self.checklist.findings(rule, resource, opened(wire), self._get_policy_config(rule.name) or {})
        if not sum(mend(wire, finding.path, rule.mend) for finding in found):
            return given
        mended = Struct()
        mended.update(wire)
        added = response.remediations.add(policyName=rule.name, description=rule.description, properties=mended)
        added.policyPackName, added.policyPackVersion = self._pack
        return mended

    def _is_asked_for(self, rule: Rule) -> bool:
        return bool(rule.mend) and self._get_enforcement_level(self.policies[rule.name]) is EnforcementLevel.REMEDIATE

    def _idle(self, kinds: frozenset[type]) -> Sequence[Any]:
        """The rules that have nothing to judge among these kinds of facts, found once in a run."""
        if kinds not in self._not_applicable:
            names = [name for name in self.checklist.idle(kinds) if self._is_on(self.policies[name])]
            self._not_applicable[kinds] = [analyzer_pb2.PolicyNotApplicable(policy_name=name) for name in names]
        return self._not_applicable[kinds]

    def _get_enforcement_level(self, policy: Policy) -> EnforcementLevel:
        """What is only said of a run is none of all the rules that an organization makes stop it."""
        level = super()._get_enforcement_level(policy)
        is_of_all = self._all_stop and policy.name in SAID and level is EnforcementLevel.MANDATORY
        return EnforcementLevel.ADVISORY if is_of_all else level

    def _is_on(self, policy: Policy) -> bool:
        return self._get_enforcement_level(policy) is not EnforcementLevel.DISABLED

    def _hearings(self, response: Any) -> Hearings:
        return cache(lambda name: self._hearing(self.policies[name], response))

    def _hearing(self, policy: Policy, response: Any) -> Hearing | None:
        if not self._is_on(policy):
            return None
        return Hearing(self._get_policy_config(policy.name) or {}, partial(self._report, policy, response))

    def _report(self, policy: Policy, response: Any, message: str, urn: str = "", argument: str = "") -> None:
        level = self._get_enforcement_level(policy)
        if level is EnforcementLevel.REMEDIATE:
            level = EnforcementLevel.MANDATORY
        message = message.encode(errors="backslashreplace").decode()  # JSON may hold half a character
        self.record.finding(policy.name, level, urn, argument, message)
        self._create_report_violation(response, policy.name, policy.description, level, policy.severity)(message, urn)


def analyzer(checklist: Checklist, record: Record) -> type[ChecklistAnalyzer]:
    """The server class of this checklist."""
    by_name = {policy.name: policy for policy in policies(checklist.rules)}
    return type("Analyzer", (ChecklistAnalyzer,), {"checklist": checklist, "policies": by_name, "record": record})


def install(checklist: Checklist, record: Record) -> None:
    """Let `PolicyPack` start this server in place of the SDK's own."""
    served = analyzer(checklist, record)
    sdk._PolicyAnalyzerServicer = served  # type: ignore[misc]  # the SDK offers no argument for it


def _identity(resource: Any) -> Resource:
    return Resource(resource.urn, resource.type, resource.name, resource.options.parent)


def _nodes(request: Any, checklist: Checklist) -> dict[str, Node]:
    """The stack's resources by URN, each with those that its properties come from."""
    nodes: dict[str, Node] = {}
    around = Surroundings(nodes)

    def sources(dependencies: Any, key: str) -> list[Node]:
        return [nodes[urn] for urn in (dependencies[key].urns if key in dependencies else ()) if urn in nodes]

    for one in sorted(request.resources, key=lambda resource: resource.urn):
        known_sources, seen = partial(sources, one.propertyDependencies), checklist.inputs(one.urn)
        nodes[one.urn] = Node(_identity(one), partial(properties, one.properties), known_sources, seen, around)
    return nodes
