# make up brings a Celery application up on this machine; make down takes it away again.

MAKEFLAGS += --no-print-directory
ENGINE := .venv/bin/python -m engine

.PHONY: help up down status preview refresh destroy pulumi test test-docker setup clean

help:  ## Show what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

setup:
	@engine/setup.sh host,policies

up: setup  ## Deploy stacks/Pulumi.dev.yaml on this machine, and say how it is
	@$(ENGINE) up -- $(ARGS)

preview: setup  ## Show what up would change
	@$(ENGINE) preview -- $(ARGS)

status: setup  ## Show the stack's processes (supervisorctl status)
	@$(ENGINE) status

refresh: setup  ## Compare the state with what is really there
	@$(ENGINE) refresh -- $(ARGS)

destroy: setup  ## Remove what is deployed, keep the stack
	@$(ENGINE) destroy -- $(ARGS)

down: setup  ## Remove the stack with everything that belongs to it
	@$(ENGINE) down

pulumi: setup  ## Run any Pulumi command: make pulumi ARGS="stack output"
	@$(ENGINE) pulumi -- $(ARGS)

test:  ## Run every check and test
	@engine/setup.sh dev
	@$(ENGINE) setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy celery_stack engine policies
	cd runtime && ../.venv/bin/mypy celery_stack_runtime
	@$(ENGINE) exec -- .venv/bin/pytest $(ARGS)

test-docker:  ## Run the tests on a Docker engine: yours, or as root one of their own
	@engine/setup.sh dev
	@$(ENGINE) setup
	@$(ENGINE) exec -- .venv/bin/pytest tests/containers $(ARGS)

clean:  ## Remove the stack that is kept here, Pulumi, .venv and every cache of this checkout
	@if [ -d .celery-stack/state ]; then $(MAKE) down; fi
	rm -rf .celery-stack .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
