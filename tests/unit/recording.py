"""A Pulumi program run against Pulumi's mocks, and everything that it registered."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pulumi
from google.protobuf import empty_pb2, json_format
from pulumi.runtime import mocks, sync_await
from pulumi.runtime.rpc import _special_secret_sig, _special_sig_key

GENERATED_PORT = 6390

# An error leaves outputs behind that nobody waits for any more; a program would have ended with them.
logging.getLogger("asyncio").addFilter(lambda said: "was never retrieved" not in said.getMessage())


@dataclass(frozen=True)
class Secret:
    """A value that Pulumi keeps out of its plans and seals in its state."""

    value: Any


@dataclass
class Made:
    """One registered resource."""

    type: str
    name: str
    parent: str
    inputs: dict[str, Any]
    outputs: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    """The inputs, and what a provider adds to them."""
    dependencies: frozenset[str] = frozenset()
    """The names of the resources that have to be there before it."""
    by_property: frozenset[str] = frozenset()
    """Those of them that its inputs come from."""
    provider: str = ""
    """The name of the provider that it was given."""
    delete_before_replace: bool = False
    replace_on_changes: tuple[str, ...] = ()
    ignore_changes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.type.rpartition(":")[2]


class Recording(mocks.MockMonitor):
    """The resources of a program in the order of their registration; what a provider would compute is made up."""

    def __init__(self) -> None:
        super().__init__(_Provider())
        self.made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        [found] = [one for one in self.made.values() if one.name == name]
        return found

    def named(self) -> dict[str, str]:
        return {one.name: one.kind for one in self.made.values()}

    def of(self, kind: str) -> list[Made]:
        return [one for one in self.made.values() if one.kind == kind]

    def ancestors(self, made: Made) -> list[str]:
        return [] if not made.parent else [made.parent, *self.ancestors(self[made.parent])]

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 - the engine's name
        answer = super().RegisterResource(request)
        for key in {*request.additionalSecretOutputs} & {*answer.object}:  # an engine seals them, Pulumi's mocks do not
            if not isinstance(opened(value := json_format.MessageToDict(answer.object)[key]), Secret):
                answer.object.update({key: {_special_sig_key: _special_secret_sig, "value": value}})
        if request.type != "pulumi:pulumi:Stack":
            parent = self.made[request.parent].name if request.parent in self.made else ""
            inputs = opened(json_format.MessageToDict(request.object))
            inputs.pop("__provider", None)
            self.made[answer.urn] = Made(
                request.type,
                request.name,
                parent,
                inputs,
                state=opened(json_format.MessageToDict(answer.object)),
                dependencies=self._names(request.dependencies),
                by_property=self._names(urn for one in request.propertyDependencies.values() for urn in one.urns),
                provider="".join(self._names([request.provider.rpartition("::")[0]])),
                delete_before_replace=request.deleteBeforeReplace,
                replace_on_changes=tuple(request.replaceOnChanges),
                ignore_changes=tuple(request.ignoreChanges),
            )
        return answer

    def _names(self, urns: Iterable[str]) -> frozenset[str]:
        return frozenset(self.made[urn].name for urn in urns if urn in self.made)

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802 - the engine's name
        if request.urn in self.made:
            self.made[request.urn].outputs = opened(json_format.MessageToDict(request.outputs))
        return empty_pb2.Empty()


class _Provider(mocks.Mocks):
    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        computed = {
            "Port": {"number": args.inputs.get("wanted") or GENERATED_PORT},
            "Password": {"value": f"generated-{args.name}"},
            "Redis": {"admin_password": f"generated-{args.name}"},
            "RandomPassword": {"result": f"generated-{args.name}"},
            "RemoteImage": {"imageId": f"sha256:of-{args.inputs.get('name')}"},
            "Network": {"name": args.inputs.get("name", f"{args.name}-1a2b3c4")},
            "Volume": {"name": args.inputs.get("name", f"{args.name}-1a2b3c4")},
        }
        return args.name, {**args.inputs, **computed.get(args.typ.rpartition(":")[2], {})}

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], None]:
        return {}, None


def record(program: Callable[[], Any], *, preview: bool = False, into: Recording | None = None) -> Recording:
    """Run a program to its end, on an engine without providers.

    Raises what the program raises; what it registered until then is in `into`.
    """
    recording = into or Recording()
    mocks.set_mocks(recording.mocks, project="shop", stack="test", preview=preview, monitor=recording)
    try:
        mocks.test(program)()
    except ValueError as error:
        raise _said(error) from None
    finally:
        _end()
    return recording


def _said(error: BaseException) -> BaseException:
    """What a user is shown; the mocks tell first which resources it kept from being made."""
    causes = [error]
    while cause := causes[-1].__cause__:
        causes.append(cause)
    return next((one for one in causes if isinstance(one, pulumi.RunError)), error)


def _end() -> None:
    """What an error has left undone would go on in the next program."""
    loop = sync_await._ensure_event_loop()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def opened(value: Any) -> Any:
    """A value from the wire: sealed ones as Secret, whole numbers as such."""
    if isinstance(value, dict):
        if value.get(_special_sig_key) == _special_secret_sig:
            return Secret(opened(value["value"]))
        return {key: opened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [opened(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def clear(value: Any) -> str:
    """All that is readable in a value without opening a secret."""
    if isinstance(value, dict):
        return "\n".join(f"{key}={clear(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "\n".join(map(clear, value))
    return "" if isinstance(value, Secret) else str(value)


def value_of(output: pulumi.Input[Any]) -> Any:
    """What an Input resolves to, without a program around it."""
    return sync_await._sync_await(pulumi.Output.from_input(output).future())


def is_secret(output: Any) -> bool:
    return isinstance(output, pulumi.Output) and bool(sync_await._sync_await(output.is_secret()))
