"""Settings by keyword and attribute."""

from celery import Celery

app = Celery("plain", broker="redis://:wrong@127.0.0.1:1/0", backend="redis://:wrong@127.0.0.1:1/1")
app.conf.task_acks_late = False
app.conf.result_expires = 1
app.conf.broker_transport_options = {"visibility_timeout": 1, "queue_order_strategy": "priority"}
app.conf.accept_content = ["pickle"]


@app.task
def task():
    """Is bound when the application is complete."""
