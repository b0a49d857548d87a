"""random.RandomPassword."""

import secrets
import string

from bridge import schema
from bridge.errors import ProviderError
from bridge.resource import Resource
from bridge.state import Data
from bridge.validators import at_least

SPECIAL = "!@#$%&*()-_=+[]{}<>:?"

PASSWORD = {
    "length": schema.number(required=True, replaces=True, validator=at_least(1)),
    "keepers": schema.mapping(replaces=True),
    "lower": schema.flag(default=True, replaces=True),
    "upper": schema.flag(default=True, replaces=True),
    "numeric": schema.flag(default=True, replaces=True),
    "special": schema.flag(default=True, replaces=True),
    "minLower": schema.number(default=0, replaces=True),
    "minUpper": schema.number(default=0, replaces=True),
    "minNumeric": schema.number(default=0, replaces=True),
    "minSpecial": schema.number(default=0, replaces=True),
    "overrideSpecial": schema.text(replaces=True),
    "number": schema.flag(output=True),
    "bcryptHash": schema.text(output=True, secret=True),
    "result": schema.text(output=True, secret=True),
}


class RandomPassword(Resource[None]):
    """Drawn once; every change of its inputs draws a new one. `bcryptHash` stays empty."""

    token = "random:index/randomPassword:RandomPassword"
    autonamed = False
    defaults_in_inputs = False
    schema = PASSWORD

    def create(self, client: None, data: Data) -> None:
        data.id = "none"
        data.set(number=data["numeric"], result=_drawn(data))

    def read(self, client: None, data: Data) -> None:
        """What is in the state is all that there is."""

    def delete(self, client: None, data: Data) -> None:
        """There is nothing to remove."""


def _drawn(data: Data) -> str:
    special = data["overrideSpecial"] or SPECIAL
    kinds = {
        "Lower": (data["lower"], string.ascii_lowercase),
        "Upper": (data["upper"], string.ascii_uppercase),
        "Numeric": (data["numeric"], string.digits),
        "Special": (data["special"], special),
    }
    letters = "".join(letters for wanted, letters in kinds.values() if wanted)
    drawn = [secrets.choice(letters) for name, (_, letters) in kinds.items() for _ in range(data[f"min{name}"])]
    if not letters or len(drawn) > data["length"]:
        raise ProviderError("Attribute length value must be at least the sum of min_upper, min_lower, min_numeric, …")
    drawn += [secrets.choice(letters) for _ in range(data["length"] - len(drawn))]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)
