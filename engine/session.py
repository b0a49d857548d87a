"""Everything a command needs, made ready once: the engine, the environment, and their places."""

import os

from engine.checkout import Checkout
from engine.cli import Pulumi
from engine.environment import environment, make_places
from engine.find import Engine
from engine.obtain import obtain


def engine_of(checkout: Checkout) -> Engine:
    """The engine to use, got now if there is none."""
    return obtain(checkout, os.environ.get("PATH", os.defpath))


def open_session(checkout: Checkout) -> Pulumi:
    """Pulumi with this checkout's environment.

    Raises:
        EngineError: there is no engine and none can be got.
    """
    engine = engine_of(checkout)
    chosen = environment(checkout, engine, os.environ)
    make_places(checkout, chosen)
    return Pulumi(checkout, engine, chosen)
