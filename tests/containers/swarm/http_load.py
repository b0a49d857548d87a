"""Asks a service's replicas for a page, again and again, and prints what it has seen so far. Runs in a container.

A replica's address is asked for each time, as a load balancer follows what the swarm tells it.
"""

import http.client
import json
import random
import socket
import sys
import time

host, port, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
answered = 0
lost: list[str] = []
printed = 0.0
while True:
    try:
        address = random.choice(socket.gethostbyname_ex(f"tasks.{host}")[2])
        connection = http.client.HTTPConnection(address, port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status == http.client.OK:
            answered += 1
        else:
            lost.append(f"status {answer.status}")
    except (OSError, http.client.HTTPException) as error:
        lost.append(f"{type(error).__name__} {error}")
    if time.monotonic() - printed > 0.5:
        printed = time.monotonic()
        print(json.dumps({"answered": answered, "lost": lost}), flush=True)
    time.sleep(0.01)
