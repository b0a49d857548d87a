"""The server that the SDK starts, with what the SDK lacks: the whole configuration, and each resource's turn.

The SDK has no public way to either, so its minor version is pinned and a test watches what is used here.
"""

from typing import Any, cast

import grpc
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import policy as sdk

import facts

from .checklist import Checklist
from .configuration import mistakes


def analyzer(checklist: Checklist) -> type:
    """The SDK's server class, made to serve this checklist."""

    class ChecklistAnalyzer(sdk._PolicyAnalyzerServicer):
        def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
            given = {name: list(config.properties) for name, config in request.policyConfig.items()}
            if wrong := "\n".join(mistakes(checklist.rules, given)):
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, wrong)
            return cast(Any, super()).Configure(request, context)

        def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
            # The SDK would deserialize the resource once for each rule, and no rule has a word to say of it.
            if not facts.are_in(request.type):
                return analyzer_pb2.AnalyzeResponse()
            with checklist.request(request.urn):
                return cast(Any, super()).Analyze(request, context)

        def Remediate(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
            """No rule of this checklist changes a resource."""
            return analyzer_pb2.RemediateResponse()

    return ChecklistAnalyzer


def install(checklist: Checklist) -> None:
    """Let `PolicyPack` start this server in place of the SDK's own."""
    sdk._PolicyAnalyzerServicer = analyzer(checklist)  # type: ignore[assignment, misc]  # the SDK offers no argument for it
