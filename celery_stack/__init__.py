"""Celery in production with Pulumi: a broker, a web application, workers and one beat."""

from .app import AppArgs
from .beat import Beat, BeatArgs
from .broker import Broker, BrokerArgs, BrokerRef
from .stack import CeleryStack, CeleryStackArgs
from .targets import TargetArgs
from .web import Web, WebArgs
from .worker import Worker, WorkerArgs

__all__ = [
    "AppArgs",
    "Beat",
    "BeatArgs",
    "Broker",
    "BrokerArgs",
    "BrokerRef",
    "CeleryStack",
    "CeleryStackArgs",
    "TargetArgs",
    "Web",
    "WebArgs",
    "Worker",
    "WorkerArgs",
]
