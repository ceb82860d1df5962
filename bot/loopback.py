"""Tells what this machine itself is called, as seen from itself. It opens no connection."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def from_here(host: str) -> str:
    """How this machine itself reaches what listens at `host`, as the host of a URL."""
    address = ip_address(host)
    if address.is_unspecified:
        host = "127.0.0.1" if address.version == 4 else "::1"  # noqa: PLR2004 -- the version that is meant
    return f"[{host}]" if ":" in host else host
