"""Who runs the tests, and a machine that acts as them."""

import os
import pwd

from celery_stack.targets.host.machine import Machine

ME = pwd.getpwuid(os.geteuid()).pw_name
HERE = Machine(ME)
UNPRIVILEGED = "nobody" if os.geteuid() == 0 else ME
