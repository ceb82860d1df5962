"""Ports for servers that tests start by themselves."""

import socket


def free_port() -> int:
    """A port of this machine that nobody listens at just now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
