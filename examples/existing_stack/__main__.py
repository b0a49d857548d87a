"""Workers and beat on this machine for a Redis that somebody else runs."""

import pulumi

from celery_stack import AppArgs, Beat, BrokerRef, TargetArgs, Worker

config = pulumi.Config()

app: AppArgs = {
    "module": "demo",
    "source": "../django",
    "secrets": {"DJANGO_SECRET_KEY": config.require_secret("django_secret_key")},
}
target: TargetArgs = {"host": {}}
broker: BrokerRef = {"url": config.require_secret("redis_url")}

Worker("reports", {"app": app, "target": target, "broker": broker, "queues": ["reports", "celery"]})
Beat("schedule", {"app": app, "target": target, "broker": broker})
