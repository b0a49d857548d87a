"""What a resource's properties are: the table that check, plan and state go by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class Kind(Enum):
    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()
    MAP = auto()
    LIST = auto()
    SET = auto()
    """Compared regardless of order."""
    BLOCK = auto()
    """An object that is a list of at most one to the provider: its members are compared one by one."""
    SET_BLOCK = auto()
    """An object that is a set of at most one: any change in it changes it wholly."""


ZERO: dict[Kind, Any] = {Kind.TEXT: "", Kind.NUMBER: 0, Kind.FLAG: False}
Validator = Callable[[Any], str]
"""What is wrong with a value, or nothing."""


@dataclass(frozen=True)
class Property:
    """A property; `fields` makes it an object or a collection of objects."""

    kind: Kind
    fields: "Schema" = field(default_factory=dict)
    required: bool = False
    computed: bool = False
    """The provider fills it in where the user does not."""
    output: bool = False
    """Only the provider fills it in."""
    default: Any = None
    replaces: bool = False
    secret: bool = False
    known: bool = True
    """False: the official provider has it, the stand-in does not."""
    validator: Validator | None = None
    kept_if_empty: bool = False
    """The user's empty text is no change."""
    any_order: bool = False
    """Another order of a list is no change."""
    conflicts: str = ""
    """The property that must not be given beside this one."""
    instead_of: str = ""
    """One of this and that property must be given, and not both."""

    @property
    def is_scalar(self) -> bool:
        return self.kind in ZERO


Schema = Mapping[str, Property]


def text(**options: Any) -> Property:
    return Property(Kind.TEXT, **options)


def number(**options: Any) -> Property:
    return Property(Kind.NUMBER, **options)


def flag(**options: Any) -> Property:
    return Property(Kind.FLAG, **options)


def texts(**options: Any) -> Property:
    return Property(Kind.LIST, **options)


def text_set(**options: Any) -> Property:
    return Property(Kind.SET, **options)


def mapping(**options: Any) -> Property:
    return Property(Kind.MAP, **options)


def objects(fields: Schema, **options: Any) -> Property:
    return Property(Kind.LIST, fields, **options)


def object_set(fields: Schema, **options: Any) -> Property:
    return Property(Kind.SET, fields, **options)


def block(fields: Schema, **options: Any) -> Property:
    return Property(Kind.BLOCK, fields, **options)


def set_block(fields: Schema, **options: Any) -> Property:
    return Property(Kind.SET_BLOCK, fields, **options)


def strange(*names: str) -> dict[str, Property]:
    """Properties of the official provider that the stand-in refuses."""
    return dict.fromkeys(names, Property(Kind.TEXT, known=False))


def labels(*, replaces: bool, computed: bool = False) -> Property:
    pair = {"label": text(required=True, replaces=replaces), "value": text(required=True, replaces=replaces)}
    return object_set(pair, replaces=replaces, computed=computed)
