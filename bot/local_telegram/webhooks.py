"""The methods about the webhook: where updates shall go, and how that went. It posts nothing itself."""

import re
from urllib.parse import urlsplit

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.refusals import bad_request
from bot.local_telegram.wire import Json
from bot.local_telegram.world import World
from bot.loopback import is_loopback

SECRET = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_SECRET = 256
MOST_CONNECTIONS = 100


def set_webhook(world: World, arguments: Arguments) -> bool:
    """`setWebhook`; unlike Telegram's, to http on this machine, and to nowhere else. An empty url deletes it."""
    url = arguments.text("url").strip()
    if not url:
        return delete_webhook(world, arguments)
    _check(url, arguments.text("secret_token"))
    world.updates.want(arguments)
    if arguments.flag("drop_pending_updates"):
        world.updates.drop()
    webhook = {
        "url": url,
        "secret_token": arguments.text("secret_token"),
        "max_connections": arguments.within("max_connections", 40, (1, MOST_CONNECTIONS)),
    }
    world.store.keep_fact("webhook", webhook)
    world.store.keep_fact("webhook_error", None)
    world.updates.end_poll()
    world.updates.bell.ring()
    return True


def delete_webhook(world: World, arguments: Arguments) -> bool:
    """`deleteWebhook`."""
    if arguments.flag("drop_pending_updates"):
        world.updates.drop()
    world.store.keep_fact("webhook", None)
    world.store.keep_fact("webhook_error", None)
    return True


def get_webhook_info(world: World, _arguments: Arguments) -> Json:
    """`getWebhookInfo`."""
    webhook = world.store.fact("webhook")
    error = world.store.fact("webhook_error")
    wanted = world.updates.wanted()
    info: Json = {"url": "", "has_custom_certificate": False}
    if isinstance(webhook, dict):
        info |= {"url": webhook["url"], "max_connections": webhook["max_connections"], "ip_address": "127.0.0.1"}
    return (
        info
        | {"pending_update_count": len(world.updates.waiting(world.now()))}
        | ({"allowed_updates": wanted} if wanted else {})
        | (error if isinstance(error, dict) else {})
    )


def _check(url: str, secret: str) -> None:
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not host:
        raise bad_request("invalid webhook URL specified")
    if not is_loopback(host):
        raise bad_request("bad webhook: the local Telegram reaches loopback addresses only")
    if parts.scheme != "http":
        raise bad_request("bad webhook: the local Telegram speaks http, not https")
