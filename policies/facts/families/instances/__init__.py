"""Reads what machines of a cloud are told to do when they start first, and how many there are of one kind."""

from .groups import join
from .machines import TYPES

__all__ = ["TYPES", "join"]
