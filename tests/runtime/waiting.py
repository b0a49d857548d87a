import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_for(condition: Callable[[], T], seconds: float = 20, what: str = "") -> T:
    """The condition's first true value; an AssertionError when the time is over."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what or condition.__name__}")
        time.sleep(0.05)


def holds_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition is true all the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not condition():
            return False
        time.sleep(0.05)
    return True
