"""Settings from an object."""

from typing import ClassVar

from celery import Celery


class Settings:
    broker_url = broker_write_url = "redis://:wrong@127.0.0.1:1/0"
    result_backend = "redis://:wrong@127.0.0.1:1/1"
    task_acks_late = False
    result_expires = 1
    accept_content = ("pickle",)
    broker_transport_options: ClassVar = {"visibility_timeout": 1, "queue_order_strategy": "priority"}


app = Celery("by_object")
app.config_from_object(Settings)


@app.task
def task():
    """Is bound when the application is complete."""
