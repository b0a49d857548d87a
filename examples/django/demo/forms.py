"""What each task takes and how it is sent; the same for the page's form and for JSON."""

from contextlib import ExitStack
from typing import Any, ClassVar

from celery import Task
from celery.result import denied_join_result
from django import forms

from . import tasks

# Results are polled, in the whole process: else Celery subscribes to the result of every task that is sent,
# and once that connection breaks, tries for 20 s to have it back.
POLLING = ExitStack()
POLLING.enter_context(denied_join_result())

# Somebody waits for the answer: one more try, for a connection that broke while it was idle.
RETRY = {"max_retries": 1, "interval_start": 0}


class Number(forms.FloatField):
    """A number within ±10¹⁵, where a float still holds every whole number. `2` and `2.0` give the int 2."""

    def __init__(self) -> None:
        super().__init__(min_value=-1e15, max_value=1e15)

    def to_python(self, value: Any) -> float | None:
        # As text, so that JSON's `true` is no number and an int of 400 digits is just too large.
        return super().to_python(value if value is None else str(value))

    def clean(self, value: Any) -> float:
        number: float = super().clean(value)
        return int(number) if number.is_integer() else number


class TaskForm(forms.Form):
    task: ClassVar[Task]

    def send(self) -> str:
        """Enqueue the task; its id. Raises one of `outage.ERRORS` when Redis does not take it."""
        return str(self.task.apply_async(kwargs=self.cleaned_data, retry_policy=RETRY).id)

    @property
    def title(self) -> str:
        return self.task.name.rpartition(".")[2]


class Add(TaskForm):
    task = tasks.add
    x = Number()
    y = Number()

    @property
    def title(self) -> str:
        return "{x} + {y}".format_map(self.cleaned_data)


class Slow(TaskForm):
    task = tasks.slow
    seconds = forms.IntegerField(min_value=1, max_value=300, required=False)

    def clean_seconds(self) -> int:
        return self.cleaned_data["seconds"] or 5


class Fail(TaskForm):
    task = tasks.fail


FORMS: dict[str, type[TaskForm]] = {"add": Add, "slow": Slow, "fail": Fail}
