"""Finds what a text assigns to Celery's settings, in whatever language the text is written."""

from .layers import Layer
from .read import layers

__all__ = ["Layer", "layers"]
