"""The options of Celery's commands whose value may be the next word; a test compares them with Celery's own table."""

from .words import names

GLOBAL = names("-A --app -b --broker --result-backend --loader --config --workdir")

_DAEMON = names("-f --logfile --pidfile --uid --gid --umask --executable")

WORKER = _DAEMON | names(
    """
    -n --hostname -S --statedb -l --loglevel -O --optimization --prefetch-multiplier -c --concurrency -P --pool
    --time-limit --soft-time-limit --max-tasks-per-child --pool-start-method --max-memory-per-child
    -Q --queues -X --exclude-queues -I --include --heartbeat-interval --autoscale
    -s --schedule --schedule-filename --scheduler
    """
)

BEAT = _DAEMON | names("-s --schedule -S --scheduler --max-interval -n --hostname -l --loglevel")
