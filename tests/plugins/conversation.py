"""Talks to a provider plugin as Pulumi's engine does, without the engine: one plugin, any number of resources."""

import secrets
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import engine_pb2_grpc, provider_pb2, provider_pb2_grpc, status_pb2

Properties = dict[str, Any]
PATIENCE = 60.0


class RefusedError(Exception):
    """A request that the plugin answered with an error; `state` is what it had made by then."""

    def __init__(self, text: str, state: Properties | None = None, resource_id: str = "") -> None:
        super().__init__(text)
        self.state, self.resource_id = state, resource_id


class _Listener(engine_pb2_grpc.EngineServicer):
    """The engine's side: lets a plugin log what it wants."""

    def Log(self, request: Any, context: Any) -> empty_pb2.Empty:  # noqa: N802 - the protocol's name
        return empty_pb2.Empty()


class Plugin:
    """A running plugin."""

    def __init__(self, command: Sequence[str | Path], config: Mapping[str, str], environment: Mapping[str, str]):
        self._server = grpc.server(ThreadPoolExecutor(2))
        engine_pb2_grpc.add_EngineServicer_to_server(_Listener(), self._server)
        engine = self._server.add_insecure_port("127.0.0.1:0")
        self._server.start()
        self._process = subprocess.Popen(
            [*command, f"127.0.0.1:{engine}"], stdout=subprocess.PIPE, text=True, env=dict(environment)
        )
        assert self._process.stdout
        port = self._process.stdout.readline().strip()
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        self._stub = provider_pb2_grpc.ResourceProviderStub(self._channel)
        self.configure(config)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._channel.close()
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._server.stop(None)

    def check_config(self, config: Mapping[str, str]) -> tuple[Properties, list[str]]:
        """The provider's own configuration, completed; and what is wrong with it."""
        urn = "urn:pulumi:test::plugins::pulumi:providers:docker::mine"
        answer = self._call("CheckConfig", provider_pb2.CheckRequest(urn=urn, news=_struct(config)))
        return _plain(answer.inputs), [failure.reason for failure in answer.failures]

    def configure(self, config: Mapping[str, str]) -> None:
        request = provider_pb2.ConfigureRequest(args=_struct(config), acceptSecrets=True, acceptResources=True)
        self._call("Configure", request)

    def check(self, urn: str, olds: Mapping[str, Any], news: Mapping[str, Any]) -> tuple[Properties, list[Properties]]:
        """The inputs, completed; and what is wrong with them."""
        request = provider_pb2.CheckRequest(
            urn=urn, olds=_struct(olds), news=_struct(news), randomSeed=secrets.token_bytes(8)
        )
        answer = self._call("Check", request)
        failures = [{"property": one.property, "reason": one.reason} for one in answer.failures]
        return _plain(answer.inputs), failures

    def diff(
        self, urn: str, resource_id: str, olds: Mapping[str, Any], news: Mapping[str, Any], ignore: Sequence[str] = ()
    ) -> Properties:
        request = provider_pb2.DiffRequest(
            urn=urn, id=resource_id, olds=_struct(olds), news=_struct(news), ignoreChanges=ignore
        )
        answer = self._call("Diff", request)
        return {
            "changes": provider_pb2.DiffResponse.DiffChanges.Name(answer.changes),
            "replaces": sorted(set(answer.replaces)),
            "delete_before_replace": answer.deleteBeforeReplace,
            "diffs": sorted(answer.diffs),
            "detailed": {
                path: provider_pb2.PropertyDiff.Kind.Name(one.kind) for path, one in sorted(answer.detailedDiff.items())
            },
        }

    def create(self, urn: str, inputs: Mapping[str, Any], *, preview: bool = False) -> tuple[str, Properties]:
        request = provider_pb2.CreateRequest(urn=urn, properties=_struct(inputs), preview=preview)
        answer = self._call("Create", request)
        return answer.id, _plain(answer.properties)

    def read(
        self, urn: str, resource_id: str, inputs: Mapping[str, Any], state: Mapping[str, Any]
    ) -> tuple[str, Properties, Properties]:
        """The id (empty: it is gone), the state, the inputs."""
        request = provider_pb2.ReadRequest(urn=urn, id=resource_id, inputs=_struct(inputs), properties=_struct(state))
        answer = self._call("Read", request)
        return answer.id, _plain(answer.properties), _plain(answer.inputs)

    def update(
        self, urn: str, resource_id: str, olds: Mapping[str, Any], news: Mapping[str, Any], *, preview: bool = False
    ) -> Properties:
        request = provider_pb2.UpdateRequest(
            urn=urn, id=resource_id, olds=_struct(olds), news=_struct(news), preview=preview
        )
        return _plain(self._call("Update", request).properties)

    def delete(self, urn: str, resource_id: str, state: Mapping[str, Any]) -> None:
        self._call("Delete", provider_pb2.DeleteRequest(urn=urn, id=resource_id, properties=_struct(state)))

    def _call(self, method: str, request: Any) -> Any:
        try:
            return getattr(self._stub, method)(request, timeout=PATIENCE)
        except grpc.RpcError as error:
            raise _refused(error) from error


def _refused(error: Any) -> RefusedError:
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            status = status_pb2.Status.FromString(value)
            for detail in status.details:
                partial = provider_pb2.ErrorResourceInitFailed()
                if detail.Unpack(partial):
                    return RefusedError("\n".join(partial.reasons), _plain(partial.properties), partial.id)
    return RefusedError(error.details())


def _struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    made = struct_pb2.Struct()
    json_format.ParseDict(dict(values), made)
    return made


def _plain(values: struct_pb2.Struct) -> Properties:
    found: Properties = json_format.MessageToDict(values)
    return found
