"""Reads what people run on Docker by hand: containers of an engine, and services of a swarm."""

from .container import container
from .service import service

TYPES = {"docker:index/container:Container": container, "docker:index/service:Service": service}
