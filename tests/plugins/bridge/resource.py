"""What a kind of resource has to offer to a stand-in plugin."""

from typing import ClassVar, Generic, TypeVar

from .schema import Schema
from .state import Data

Client = TypeVar("Client")


class Resource(Generic[Client]):
    """One kind. A method that raises after it has set `data.id` leaves the resource in the state, as failed."""

    token: ClassVar[str]
    schema: ClassVar[Schema]
    autonamed: ClassVar[bool] = True
    defaults_in_inputs: ClassVar[bool] = True
    """False for providers of the newer kind: they add defaults to the outputs only."""
    delete_before_replace: ClassVar[bool] = False

    def create(self, client: Client, data: Data) -> None:
        """Make it, and set `data.id`."""
        raise NotImplementedError

    def read(self, client: Client, data: Data) -> None:
        """Find what it is now; an empty `data.id` says that it is gone."""
        raise NotImplementedError

    def update(self, client: Client, data: Data) -> None:
        """Change it where it is."""

    def delete(self, client: Client, data: Data) -> None:
        raise NotImplementedError
