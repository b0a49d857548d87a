"""What scripts start on machines, in all the ways in which people have them do it, and what rules say of that."""

from base64 import b64encode
from typing import Any

from case import Case
from host_texts import (
    BEAT,
    BEAT_UNIT,
    CELERY,
    COPY,
    LOCAL,
    REDIS_CONF,
    WORKER_UNIT,
    program,
    redis_conf,
    remote,
    unit,
    written,
)

START = "nohup celery -A shop worker > /var/log/worker.log 2>&1 &"
WRONG_UNIT, WRONG_REDIS = unit(User="root"), redis_conf(bind="0.0.0.0")
ENCODED = b64encode(WRONG_UNIT.encode()).decode()
PACKAGED = "/etc/redis/redis.conf"

WRITING = [
    f"cat > {WORKER_UNIT} <<EOF\n{WRONG_UNIT}EOF",
    f"cat << 'EOF' > {WORKER_UNIT}\n{WRONG_UNIT}EOF",
    f"sudo tee {WORKER_UNIT} > /dev/null <<-'END'\n{WRONG_UNIT}END\nsystemctl daemon-reload",
    f"cat <<'EOF' | sudo tee {WORKER_UNIT}\n{WRONG_UNIT}EOF",
    f"sudo bash -c 'cat <<EOF > {WORKER_UNIT}\n{WRONG_UNIT}EOF'",
    f"sudo -i bash -s <<'OUTER'\ncat > {WORKER_UNIT} <<'EOF'\n{WRONG_UNIT}EOF\nOUTER",
    f"ssh -o StrictHostKeyChecking=no deploy@10.0.0.7 'cat > {WORKER_UNIT} <<EOF\n{WRONG_UNIT}EOF'",
    f"ssh deploy@10.0.0.7 <<'OUTER'\ncat > {WORKER_UNIT} <<'EOF'\n{WRONG_UNIT}EOF\nOUTER",
    f'echo "{WRONG_UNIT}" | sudo tee {WORKER_UNIT}',
    f"echo {ENCODED} | base64 -d > {WORKER_UNIT}",
    f"base64 --decode <<< {ENCODED} > {WORKER_UNIT}",
    "printf '%s\\n' '[Service]' 'User=root' 'ExecStart=/usr/bin/celery worker' > " + WORKER_UNIT,
    "printf '[Service]\\nUser=root\\nExecStart=/usr/bin/celery worker\\n' | sudo tee -a " + WORKER_UNIT,
    f"{{ echo '[Service]'; echo 'User=root'; echo 'ExecStart=/usr/bin/celery worker'; }} > {WORKER_UNIT}",
    f"UNIT={WORKER_UNIT}\nRUN_AS=root\ncat > $UNIT <<EOF\n{unit(User='${RUN_AS}')}EOF",
    f"sudo install -m 644 /dev/stdin {WORKER_UNIT} <<'EOF'\n{WRONG_UNIT}EOF",
    f"install -D -o root -g root -m 644 /dev/stdin {WORKER_UNIT} <<'EOF'\n{WRONG_UNIT}EOF",
    f"sudo install /dev/stdin {WORKER_UNIT} -m 0644 --owner root <<'EOF'\n{WRONG_UNIT}EOF",
    f"sudo dd of={WORKER_UNIT} <<'EOF'\n{WRONG_UNIT}EOF",
    f"cat > /tmp/w <<'EOF'\n{WRONG_UNIT}EOF\nsudo tee {WORKER_UNIT} < /tmp/w",
    f"cat > /tmp/celery.service <<EOF\n{WRONG_UNIT}EOF\nsudo mv /tmp/celery.service /etc/systemd/system/",
    f"install_worker() {{\n  cat > {WORKER_UNIT} <<EOF\n{WRONG_UNIT}EOF\n}}\ninstall_worker",
    f"if [ ! -f {WORKER_UNIT} ]; then\n  cat > {WORKER_UNIT} <<EOF\n{WRONG_UNIT}EOF\nfi",
    written((WORKER_UNIT, unit()), (f"{WORKER_UNIT}.d/user.conf", "[Service]\nUser=root\n")),
    written(("/srv/start.sh", f"#!/bin/sh\nexec sudo -u root {CELERY} worker\n"), (WORKER_UNIT, unit("/srv/start.sh"))),
]
"""Ways to write the unit of a worker that is root."""

EDITING = [
    f"sed -i 's/^bind 127.0.0.1.*/bind 0.0.0.0/' {PACKAGED}",
    f"sudo sed -i 's/127.0.0.1/0.0.0.0/g' {PACKAGED}",
    f"sed -ri -e 's/^bind .*$/bind 0.0.0.0 -::1/g' -e 's/^port .*/port 6380/' {PACKAGED}",
    f'sudo sed -i "s|bind 127\\.0\\.0\\.1|bind 0.0.0.0|; s/^#* *requirepass .*/requirepass $PW/" {PACKAGED}',
    f"sed -i 's/^bind/# bind/; s/protected-mode yes/protected-mode no/' {PACKAGED}",
    f"sed -i '/^bind /c\\bind 0.0.0.0' {PACKAGED}",
    f"sed -i '/^bind /d' {PACKAGED} && echo 'protected-mode no' >> {PACKAGED}",
    f"echo 'bind 0.0.0.0' | sudo tee -a {PACKAGED}",
    f"printf 'bind 0.0.0.0\\nrequirepass %s\\n' \"$PW\" >> {PACKAGED}",
    "redis-cli config set bind 0.0.0.0",
    f"redis-cli CONFIG SET requirepass $PW; sed -i 's/^bind .*/bind 0.0.0.0/' {PACKAGED}",
    "redis-server --bind 0.0.0.0 --requirepass n0t-easily-guessed-at-all",
    f"cat > {REDIS_CONF} <<EOF\n{WRONG_REDIS}EOF\nsudo -u redis redis-server {REDIS_CONF} &",
    f"cat > /etc/systemd/system/r.service <<EOF\n{unit('/usr/bin/redis-server --bind 0.0.0.0')}EOF",
]
"""Ways to let a Redis listen everywhere."""

ASKING = "redis-server --version; celery --version; gunicorn --version; which celery; pgrep -f 'celery worker' || true"
QUIET = """
apt-get update && apt-get install -y redis-server supervisor python3-venv
useradd --system celery || true; chown -R celery:celery /srv/shop
pip install 'celery[redis]' gunicorn
systemctl restart celery celerybeat redis-server; supervisorctl restart all
celery -A shop inspect ping && redis-cli ping
docker compose pull && docker compose up -d worker
docker run --rm shop:1.4 python manage.py migrate
sed -i 's/^supervised no/supervised systemd/' /etc/redis/redis.conf
echo 'maxmemory-policy noeviction' >> /etc/redis/redis.conf
"""

SOUND: dict[str, tuple[str, dict[str, Any]]] = {
    "script": remote(f"{QUIET}\n{ASKING}"),
    "local script": (LOCAL, {"create": QUIET, "dir": "/srv", "environment": {"SHOP_VERSION": "1.4"}}),
    "copied": (COPY, {"connection": {"host": "10.0.0.7"}, "remotePath": "/etc/motd", "source": "motd"}),
}

CASES = [
    Case("worker-not-root", "script", "create", [], WRITING),
    Case("worker-not-root", "script", "update", [], WRITING[:2]),
    Case("worker-not-root", "local script", "create", [f"cat > {WORKER_UNIT} <<EOF\n{unit()}EOF"], WRITING[6:8]),
    Case("redis-bind-not-wildcard", "script", "create", [f"sed -i 's/^port .*/port 6380/' {PACKAGED}"], EDITING),
    Case("redis-bind-not-wildcard", "script", "create", [f"cp {PACKAGED} {PACKAGED}.bak"], []),
    Case(
        "redis-requires-password",
        "script",
        "create",
        [
            "redis-cli config set requirepass n0t-easily-guessed; redis-cli config set bind 10.0.0.5",
            f"echo 'requirepass $PW' >> {PACKAGED}; sed -i 's/^bind .*/bind 10.0.0.5/' {PACKAGED}",
            "redis-server --version",
        ],
        [f"sed -i 's/^bind .*/bind 10.0.0.5/' {PACKAGED}", "redis-server --daemonize yes", "docker run -d redis:7.2"],
    ),
    Case(
        "redis-protected-mode",
        "script",
        "create",
        [],
        ["redis-server --protected-mode no", f"sed -i 's/^protected-mode yes/protected-mode no/' {PACKAGED}"],
    ),
    Case(
        "restart-always",
        "script",
        "create",
        ["celery -A shop purge -f", "docker run -d --restart unless-stopped shop:1 celery -A shop worker"],
        [
            START,
            "screen -dmS w celery -A shop worker",
            "redis-server --daemonize yes",
            "docker run -d shop:1 celery worker",
        ],
    ),
    Case("worker-not-root", "script", "create", [f"sudo -u celery {START}"], ["sudo celery -A shop worker --uid=root"]),
    Case(
        "celery-not-detached",
        "script",
        "create",
        [START],
        ["celery -A shop worker --detach", "cd /srv/shop && celery multi start w1 w2 -A shop -l INFO"],
    ),
    Case("one-process-per-container", "script", "create", [f"{START}\nnohup celery -A shop beat &"], []),
    Case("celery-log-level", "script", "create", [START], ["export CELERY_LOG_LEVEL=debug\ncelery -A shop worker &"]),
    Case(
        "celery-no-force-root",
        "script",
        "create",
        [START],
        [f"export C_FORCE_ROOT=true\n{START}", f"C_FORCE_ROOT=1 {START}"],
    ),
    Case(
        "redis-not-published",
        "local script",
        "create",
        ["docker run -d -p 127.0.0.1:6379:6379 redis:7.2", "docker run -d --name cache -P nginx:1.27"],
        [
            f"docker run -d {ports} redis:7.2"
            for ports in ("-p 6379:6379", "-p6379:6379", "--publish=6379", "-P", "--net=host")
        ],
    ),
    Case(
        "container-not-privileged",
        "local script",
        "create",
        ["sudo docker run -d --privileged nginx:1.27"],
        ["sudo docker run -d --privileged shop:1 celery -A shop worker", "podman run --privileged -itd redis:7.2"],
    ),
    Case(
        "celery-single-beat",
        "script",
        "create",
        ["celery -A shop beat &"],
        ["celery -A shop beat &\ncelery -A shop beat &"],
    ),
    Case(
        "celery-single-beat",
        "script",
        "create",
        [written((BEAT_UNIT, unit(BEAT)), (BEAT_UNIT, unit(BEAT)))],
        [written((BEAT_UNIT, unit(BEAT)), ("/etc/supervisord.conf", program(BEAT)))],
    ),
]
