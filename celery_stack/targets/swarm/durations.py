"""Times as a swarm tells them: in another spelling the provider would see a change at every update."""


def duration(seconds: int) -> str:
    """`75` is `1m15s`, `60` is `1m`, `3600` is `1h`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}h{minutes}m{rest}s" if hours else f"{minutes}m{rest}s" if minutes else f"{rest}s"
    for empty in ("m0s", "h0m"):
        text = text[:-2] if text.endswith(empty) else text
    return text
