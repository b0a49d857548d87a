"""The times around a stop leave room for each other, whatever the user's numbers are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celery_stack.app import shutdown
from celery_stack.errors import InvalidArgumentError
from celery_stack.shutdown import Shutdown

seconds = st.integers(0, 10**6)


@given(longest_task=st.integers(1, 10**6), stop_grace=seconds, longest_eta=seconds)
def test_no_task_is_given_away_while_it_may_still_run(longest_task: int, stop_grace: int, longest_eta: int) -> None:
    times = Shutdown(longest_task, stop_grace, longest_eta)
    assert times.visibility_timeout > max(longest_task, longest_eta) + stop_grace
    assert times.stop_seconds > stop_grace
    assert 1 <= times.soft_time_limit <= longest_task


def test_the_defaults_are_the_documented_ones() -> None:
    times = shutdown({"module": "shop"})
    assert (times.longest_task, times.stop_grace, times.stop_seconds) == (600, 60, 75)
    assert (times.visibility_timeout, times.soft_time_limit) == (720, 540)


def test_the_longest_eta_counts_when_it_is_longer() -> None:
    times = shutdown({"module": "shop", "longest_task": 10, "longest_eta": 3600, "stop_grace": 0})
    assert (times.visibility_timeout, times.stop_seconds) == (3660, 15)


@pytest.mark.parametrize(
    ("argument", "value", "wanted"),
    [
        ("longest_task", 0, "1 second or more"),
        ("longest_task", -5, "1 second or more"),
        ("stop_grace", -1, "0 seconds or more"),
        ("longest_eta", -1, "0 seconds or more"),
    ],
)
def test_an_impossible_time_is_refused(argument: str, value: int, wanted: str) -> None:
    with pytest.raises(InvalidArgumentError) as refused:
        Shutdown(**{argument: value})
    assert str(refused.value) == f"app.{argument} is {value}; it must be {wanted}"
