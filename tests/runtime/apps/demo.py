"""A Celery application that says the wrong thing wherever it can."""

import os
import time
from pathlib import Path

from celery import Celery

app = Celery("demo", broker="redis://:wrong@127.0.0.1:1/0", backend="redis://:wrong@127.0.0.1:1/1")
app.conf.accept_content = ["json", "pickle"]
app.conf.beat_schedule = {"tick": {"task": "demo.done", "args": ["tick"], "schedule": 1.0}}


@app.task(name="demo.add")
def add(x, y):
    return x + y


@app.task(name="demo.done", ignore_result=True)
def done(name):
    with Path(os.environ["DONE"]).open("a", encoding="utf-8") as file:
        file.write(f"{name}\n")


@app.task(name="demo.slow", ignore_result=True)
def slow(name, seconds):
    done(f"begun-{name}")
    time.sleep(seconds)
    done(name)
