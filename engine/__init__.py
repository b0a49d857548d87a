"""Pulumi's engine for this checkout: found, installed or built, and run. Start it with `python -m engine`."""
