"""The plugin's side of Pulumi's provider protocol; each request in a thread of its own, as official plugins work."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2

from .check import check, check_config, without_defaults
from .errors import ProviderError
from .operations import Made, Operations
from .resource import Resource
from .schema import Schema
from .values import UNKNOWN, Values, completed, from_wire, marked, to_wire

LOOK_EVERY = 1.0  # seconds
THREADS = 32
LARGEST_MESSAGE = 400 * 1024 * 1024


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """A provider of these kinds of resources; `connect` makes the client from a configuration of that schema."""

    def __init__(
        self, version: str, kinds: list[Resource[Any]], connect: Callable[[Mapping[str, Any]], Any], config: Schema
    ) -> None:
        self._version, self._connect, self._config = version, connect, config
        self._kinds = {kind.token: kind for kind in kinds}
        self._client: Any = None

    def _on(self, urn: str) -> Operations[Any]:
        token = urn.split("::")[-2].rpartition("$")[2]
        if token not in self._kinds:
            raise ProviderError(f"the stand-in does not know resources of the type {token}")
        return Operations(self._kinds[token], self._client, urn)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:  # noqa: N802
        return plugin_pb2.PluginInfo(version=self._version)

    def CheckConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            checked = check_config(request.urn.rpartition("::")[2], self._config, from_wire(request.news))
            failures = [provider_pb2.CheckFailure(reason=reason) for reason in checked.failures]
            return provider_pb2.CheckResponse(inputs=to_wire(marked(self._config, checked.inputs)), failures=failures)

    def DiffConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        olds, news = from_wire(request.olds), from_wire(request.news)
        changed = [key for key in news if news[key] != olds.get(key)]
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_UNKNOWN,
            diffs=changed,
        )

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            self._client = self._connect(from_wire(request.args))
        return provider_pb2.ConfigureResponse(supportsPreview=True)

    def Check(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            kind = self._on(request.urn).resource
            seed = request.randomSeed if kind.autonamed else None
            name = request.urn.rpartition("::")[2]
            checked = check(name, kind.schema, from_wire(request.olds), from_wire(request.news), seed)
            failures = [provider_pb2.CheckFailure(reason=reason) for reason in checked.failures]
            inputs = checked.inputs if kind.defaults_in_inputs else without_defaults(checked.inputs)
            return provider_pb2.CheckResponse(inputs=to_wire(marked(kind.schema, inputs)), failures=failures)

    def Diff(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            operations, news = self._on(request.urn), from_wire(request.news)
            planned = operations.plan(from_wire(request.olds), news, request.ignoreChanges)
            kinds = {one.path: one.kind + ("_REPLACE" if one.replaces else "") for one in planned.changes}
            return provider_pb2.DiffResponse(
                changes=provider_pb2.DiffResponse.DIFF_SOME if planned.changes else provider_pb2.DiffResponse.DIFF_NONE,
                replaces=sorted({one.property for one in planned.changes if one.replaces}),
                deleteBeforeReplace=planned.replaces and operations.deletes_before_replace(news),
                diffs=sorted({one.property for one in planned.changes}),
                detailedDiff={
                    path: provider_pb2.PropertyDiff(kind=provider_pb2.PropertyDiff.Kind.Value(kind))
                    for path, kind in kinds.items()
                },
                hasDetailedDiff=True,
            )

    def Create(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            operations, inputs = self._on(request.urn), from_wire(request.properties)
            if request.preview:
                planned = operations.plan(None, inputs).values
                return provider_pb2.CreateResponse(properties=to_wire(_previewed(operations, planned, UNKNOWN)))
            made = operations.create(inputs)
            _refuse_half_made(operations, made, context)
            return provider_pb2.CreateResponse(id=made.id, properties=_kept(operations, made))

    def Read(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            state, inputs = from_wire(request.properties), from_wire(request.inputs)
            if not state:
                raise ProviderError("the stand-in does not import or look up resources")
            operations = self._on(request.urn)
            found, now = operations.read(request.id, state, inputs)
            return provider_pb2.ReadResponse(
                id=found.id,
                properties=_kept(operations, found),
                inputs=to_wire(marked(operations.resource.schema, now)),
            )

    def Update(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            operations = self._on(request.urn)
            state, inputs = from_wire(request.olds), from_wire(request.news)
            if request.preview:
                planned = operations.plan(state, inputs, request.ignoreChanges).values
                return provider_pb2.UpdateResponse(properties=to_wire(_previewed(operations, planned, request.id)))
            made = operations.update(request.id, state, inputs, request.ignoreChanges)
            _refuse_half_made(operations, made, context)
            return provider_pb2.UpdateResponse(properties=_kept(operations, made))

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: N802
        with _told(context):
            self._on(request.urn).delete(request.id, from_wire(request.properties))
            return empty_pb2.Empty()

    def Cancel(self, request: Any, context: Any) -> Any:  # noqa: N802
        return empty_pb2.Empty()


def _previewed(operations: Operations[Any], planned: Values, resource_id: str) -> Values:
    schema = operations.resource.schema
    return marked(schema, {**completed(schema, planned), "id": resource_id})


@contextmanager
def _told(context: Any) -> Iterator[None]:
    """Ends a request with the text of a ProviderError, so that the user sees these words only."""
    try:
        yield
    except ProviderError as error:
        context.abort(grpc.StatusCode.UNKNOWN, str(error))


def _kept(operations: Operations[Any], made: Made) -> Any:
    return to_wire(marked(operations.resource.schema, made.state))


def _refuse_half_made(operations: Operations[Any], made: Made, context: Any) -> None:
    """The engine keeps what was made, and knows that it is not well."""
    if not made.error:
        return
    detail = provider_pb2.ErrorResourceInitFailed(id=made.id, properties=_kept(operations, made), reasons=[made.error])
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=made.error)
    status.details.add().Pack(detail)
    context.set_trailing_metadata([("grpc-status-details-bin", status.SerializeToString())])
    context.abort(grpc.StatusCode.UNKNOWN, made.error)


def serve(provider: Provider) -> None:
    """Answer until the engine ends, also when that one was killed."""
    options = [("grpc.max_receive_message_length", LARGEST_MESSAGE), ("grpc.max_send_message_length", LARGEST_MESSAGE)]
    server = grpc.server(ThreadPoolExecutor(THREADS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    engine = os.getppid()
    while os.getppid() == engine and server.wait_for_termination(LOOK_EVERY):
        pass
    sys.exit(0)
