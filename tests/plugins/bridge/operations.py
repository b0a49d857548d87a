"""The operations of a provider on one kind of resource, free of the wire."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .errors import ProviderError
from .plan import Plan, ignoring, plan
from .resource import Resource
from .state import Data, applied, seen, seen_inputs
from .values import DEFAULTS, Values

Client = TypeVar("Client")


@dataclass(frozen=True)
class Made:
    """What an operation leaves in the state; `error` where it failed half-way."""

    id: str
    state: Values
    error: str = ""


@dataclass(frozen=True)
class Operations(Generic[Client]):
    resource: Resource[Client]
    client: Client
    urn: str

    def plan(self, state: Mapping[str, Any] | None, inputs: Mapping[str, Any], ignore: Iterable[str] = ()) -> Plan:
        """What it will be; `ignore` names inputs that stay as they are in the state."""
        return plan(self.resource.schema, state, ignoring(ignore, state or {}, inputs))

    def deletes_before_replace(self, inputs: Mapping[str, Any]) -> bool:
        """A name that the user gave cannot be there twice."""
        return self.resource.delete_before_replace or (
            self.resource.autonamed and "name" in inputs and "name" not in inputs.get(DEFAULTS, ["name"])
        )

    def create(self, inputs: Mapping[str, Any]) -> Made:
        data = Data(self.resource.schema, self.plan(None, inputs).values)
        return self._apply("creating", self.resource.create, data)

    def update(
        self, resource_id: str, state: Mapping[str, Any], inputs: Mapping[str, Any], ignore: Iterable[str]
    ) -> Made:
        planned = self.plan(state, inputs, ignore)
        if planned.replaces:
            demand = "internal: expected diff to not require deletion or replacement during Update of"
            raise ProviderError(
                f"{demand} {self.urn}. Found delete=false, replace=true. This indicates a bug in provider."
            )
        data = Data(self.resource.schema, planned.values, resource_id, planned.changes)
        return self._apply("updating", self.resource.update, data)

    def _apply(self, doing: str, act: Any, data: Data) -> Made:
        try:
            act(self.client, data)
        except ProviderError as error:
            if not data.id:
                raise ProviderError(_listed(error)) from error
            return Made(data.id, self._with_id(applied(data), data.id), f"{doing} {self.urn}: {_listed(error)}")
        return Made(data.id, self._with_id(applied(data), data.id))

    def read(self, resource_id: str, state: Mapping[str, Any], inputs: Mapping[str, Any]) -> tuple[Made, Values]:
        data = Data(self.resource.schema, state, resource_id)
        try:
            self.resource.read(self.client, data)
        except ProviderError as error:
            raise ProviderError(f"refreshing {self.urn}: {_listed(error)}") from error
        if not data.id:
            return Made("", {}), {}
        found = self._with_id(seen(data), data.id)
        return Made(data.id, found), seen_inputs(self.resource.schema, inputs, found)

    def delete(self, resource_id: str, state: Mapping[str, Any]) -> None:
        try:
            self.resource.delete(self.client, Data(self.resource.schema, state, resource_id))
        except ProviderError as error:
            raise ProviderError(f"deleting {self.urn}: {_listed(error)}") from error

    def _with_id(self, state: Values, resource_id: str) -> Values:
        return {**state, "id": resource_id}


def _listed(error: ProviderError) -> str:
    return f"1 error occurred:\n\t* {error}\n\n"
