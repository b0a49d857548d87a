"""What a command line starts, whatever it is wrapped in."""

from .detect import detect
from .found import Found
from .words import Words

__all__ = ["Found", "Words", "detect"]
