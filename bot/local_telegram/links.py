"""Judges the links a bot may send, as Telegram judges them. It opens none."""

import re
from urllib.parse import urlsplit

APP_LINK = re.compile(r"(tg|ton|tonsite):(?://)?(.*)", re.IGNORECASE | re.DOTALL)
USER_LINK = re.compile(r"tg:(?://)?user\?id=([0-9]{1,15})", re.IGNORECASE)
APP_HOST = re.compile(r"[\w.-]+")


def mentioned_user(address: str) -> int | None:
    """The user id that a tg://user link mentions, None when it is no such link."""
    match = USER_LINK.match(address)
    return int(match.group(1)) if match else None


def checked_link(address: str, *, https_only: bool = False) -> str:
    """The link in full, with its scheme. Raises ValueError in Telegram's words when it cannot be opened."""
    if app_link := APP_LINK.fullmatch(address):
        if https_only:
            raise ValueError(_invalid(address, "Only HTTPS links are allowed"))
        scheme, rest = app_link.groups()
        host = re.split(r"[/?#]", rest, maxsplit=1)[0]
        if not APP_HOST.fullmatch(host):
            raise ValueError(_invalid(address, "Unallowed characters in URL host"))
        return f"{scheme.lower()}://{rest}"
    return _web_link(address, https_only=https_only)


def _web_link(address: str, *, https_only: bool) -> str:
    scheme, separator, _ = address.partition("://")
    full = address if separator else f"http://{address}"
    if separator and scheme.lower() not in ("http", "https"):
        raise ValueError(_invalid(address, "Unsupported URL protocol"))
    if https_only and scheme.lower() != "https":
        raise ValueError(_invalid(address, "Only HTTPS links are allowed"))
    try:
        parts = urlsplit(full)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError(_invalid(address, "Wrong HTTP URL")) from None
    if not host or re.search(r"\s", host):
        raise ValueError(_invalid(address, "URL host is empty" if not host else "Wrong HTTP URL"))
    if "." not in host and ":" not in host:
        raise ValueError(_invalid(address, "Wrong HTTP URL"))
    return full if parts.path or parts.query or parts.fragment else f"{full}/"


def _invalid(address: str, reason: str) -> str:
    return f"URL '{address}' is invalid: {reason}"
