"""A player gets the part of a recording that it asks for."""

import httpx
import pytest

from bot.local_telegram.local import LocalTelegram


@pytest.mark.parametrize(
    ("asked", "status", "part", "place"),
    [
        ("", 200, b"OggS-6789", None),
        ("bytes=0-", 206, b"OggS-6789", "bytes 0-8/9"),
        ("bytes=2-4", 206, b"gS-", "bytes 2-4/9"),
        ("bytes=5-99", 206, b"6789", "bytes 5-8/9"),
        ("bytes=-2", 206, b"89", "bytes 7-8/9"),
        ("bytes=-99", 206, b"OggS-6789", "bytes 0-8/9"),
        ("bytes=9-", 416, b"", "bytes */9"),
        ("bytes=-0", 416, b"", "bytes */9"),
        ("bytes=-", 200, b"OggS-6789", None),
        ("bytes=0-1,3-4", 200, b"OggS-6789", None),
        ("lines=0-1", 200, b"OggS-6789", None),
    ],
)
async def test_a_part_of_a_recording(
    local: LocalTelegram, asked: str, status: int, part: bytes, place: str | None
) -> None:
    said = local.send_file(1001, "voice.ogg", "audio/ogg", b"OggS-6789")
    transport = httpx.ASGITransport(app=local.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8081") as page:
        headers = {"Range": asked} if asked else {}
        answer = await page.get(f"/local/file/{said['voice']['file_id']}", headers=headers)
    assert (answer.status_code, answer.content, answer.headers.get("content-range")) == (status, part, place)
    assert answer.headers["accept-ranges"] == "bytes"
    assert "sandbox" in answer.headers["content-security-policy"]
