from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

ERRORS = (OperationalError, RedisError)
"""What Celery raises when Redis cannot be reached, refuses, is full, or takes too long."""

MESSAGE = "Redis does not answer: no task can be sent and no result can be read until it is back."
