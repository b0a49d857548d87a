"""Settings changed after the configuration was read, before the tasks are bound."""

from celery import Celery

app = Celery("late")
assert app.conf.task_always_eager is False
app.conf.update(task_acks_late=False, result_expires=1, accept_content=["pickle"])
app.conf.broker_transport_options = {"visibility_timeout": 1, "queue_order_strategy": "priority"}
app.conf.broker_read_url = app.conf.broker_write_url = "redis://:wrong@127.0.0.1:1/0"


@app.task
def task():
    """Is bound when the application is complete."""
