"""Pulumi's language host for Python: the gRPC service that runs programs, policy packs and plugins.

Written from Pulumi's protocol (`pulumi/language.proto`), for an engine that was built from its Go module: the
official host is a Go module of its own that module proxies do not carry.
"""
