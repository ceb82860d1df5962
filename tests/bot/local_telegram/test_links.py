"""Links are kept in full or refused in Telegram's words."""

import pytest

from bot.local_telegram.links import checked_link, mentioned_user


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("example.org", "http://example.org/"),
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("HTTP://example.org", "HTTP://example.org/"),
        ("tg:resolve?domain=ana", "tg://resolve?domain=ana"),
        ("TG://resolve?domain=ana", "tg://resolve?domain=ana"),
        ("http://[::1]/x", "http://[::1]/x"),
    ],
)
def test_a_link_is_kept_in_full(given: str, kept: str) -> None:
    assert checked_link(given) == kept


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("", "URL host is empty"),
        ("http://localhost:8081/", "Wrong HTTP URL"),
        ("http://[::1", "Wrong HTTP URL"),
        ("two words.org", "Wrong HTTP URL"),
        ("javascript://example.org", "Unsupported URL protocol"),
        ("tg://a b", "Unallowed characters in URL host"),
    ],
)
def test_a_link_to_nowhere_is_refused(given: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        checked_link(given)


@pytest.mark.parametrize("given", ["http://example.org", "tg://resolve?domain=ana", "example.org"])
def test_a_web_app_needs_https(given: str) -> None:
    with pytest.raises(ValueError, match="Only HTTPS links are allowed"):
        checked_link(given, https_only=True)


def test_only_a_user_link_mentions_somebody() -> None:
    assert mentioned_user("tg://user?id=1002") == 1002
    assert mentioned_user("tg:user?id=1002") == 1002
    assert mentioned_user("https://example.org/user?id=1002") is None
