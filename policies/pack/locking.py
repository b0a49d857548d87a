"""A property that the rules about beats share."""

from .rule import Property

LOCKING_SCHEDULERS = Property(
    "lockingSchedulers",
    [],
    {
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "description": "Schedulers that hold a lock, such as redbeat.RedBeatScheduler: several beats are as one.",
    },
)
