"""What people wrap around a command: the words before it, and those around it as one text."""

# Words that a command follows, in a list of words or in a script.
BEFORE = """
    tini --
    tini -g -s --
    /usr/bin/tini-static -p SIGTERM --
    dumb-init
    dumb-init --single-child -r 15:3 --
    catatonit --
    docker-init --
    docker-entrypoint.sh
    /entrypoint
    /usr/local/bin/entrypoint.sh
    /init
    bash /app/entrypoint.sh
    /cnb/lifecycle/launcher
    gosu app
    su-exec app:app
    setuidgid app
    s6-setuidgid app
    chpst -u app -e /env
    setpriv --reuid=1000 --regid=1000 --clear-groups
    runuser -u app --
    runuser --user app
    sudo -E -u app
    sudo -Hu app A=b
    doas -u app
    exec
    exec -a name
    command
    env A=b C=d
    env -u HOME -i
    /usr/bin/env
    envdir /env
    with-contenv
    nice -n 5
    nice -n5
    ionice -c 2 -n 0
    chrt 5
    taskset -c 0,1
    nohup
    setsid
    /usr/bin/time -v
    stdbuf -oL -eL
    timeout -k 5 1h
    timeout --signal=TERM 10
    prlimit --nofile=1024
    flock -n /run/lock
    xvfb-run -a -s 1024x768
    wait-for-it redis:6379 --
    ./wait-for-it.sh redis:6379 --timeout=30 --
    wait-for-it.sh -h redis -p 6379 -t 0 -s --
    wait-for redis:6379 -t 60 --
    ./wait-for-postgres.sh db --
    wait4x redis redis://redis:6379 --timeout 60s --
    dockerize -wait tcp://redis:6379 -wait tcp://db:5432 -timeout 60s
    dockerize --template /a:/b
    poetry run
    poetry -C /app run
    pipenv run
    pdm run -p /app
    rye run
    hatch run
    hatch -e prod run
    uv run
    uv run --no-sync --frozen --with x
    uvx --from celery
    pixi run -e prod
    conda run --no-capture-output -n env
    micromamba run -n env
    pyenv exec
    mise exec --
    direnv exec /app
    newrelic-admin run-program
    ddtrace-run
    elasticapm-run
    opentelemetry-instrument
    opentelemetry-instrument --traces_exporter console --service_name=x
    py-spy record -o /tmp/p --
    strace -f -e trace=network
    doppler run --
    doppler run -p project -c config --
    op run --env-file=.env --
    infisical run --env=prod --
    bws run --
    chamber exec service --
    chamber exec one two --
    aws-vault exec profile --
    berglas exec --
    teller run --
    sops exec-env secrets.yaml
    dotenv -f .env run --
    dotenv run
    dotenvx run -f .env --
    envconsul -config x.hcl -prefix y
    vault-env
    summon -f secrets.yml
    python -m dotenv run
    python3 -S -m celery_stack_runtime.launch --
    watchmedo auto-restart --directory=./ --pattern=*.py --recursive --
    watchmedo auto-restart -d . -p *.py -R
    watchexec -r -e py --
    honcho run
    honcho -e .env run
    foreman run
    busybox nice
"""

# Words before and after a command that is one word among them.
AROUND = """
    sh -c {}
    bash -lc {}
    sh -ec {} --
    bash -euxo pipefail -c {}
    bash -ceuo pipefail {}
    bash --norc -o pipefail -c {}
    /bin/ash -x -c {} name
    busybox sh -c {}
    su app -c {}
    su - app -c {}
    su -s /bin/sh app -c {}
    su app -s /bin/bash --command={}
    su -c {} app
    runuser -l app -c {}
    flock -n /run/lock -c {}
    script -q -c {} /dev/null
    watchfiles {}
    watchfiles --filter python {} src
    python -m watchfiles {} .
    watchmedo shell-command --patterns=*.py --command={}
    nodemon --exec {}
    doppler run --command {}
    infisical run --command={}
    sops exec-env secrets.yaml {}
    nix-shell --run {}
    eval {}
    {}
"""


def before() -> list[list[str]]:
    """The words before a command, by line."""
    return [line.split() for line in BEFORE.strip().splitlines()]


def around() -> list[list[str]]:
    """The words around a command, which is `{}` in one of them."""
    return [line.split() for line in AROUND.strip().splitlines()]
