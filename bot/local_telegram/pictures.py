"""Measures PNG, JPEG and GIF pictures from their first bytes. It decodes nothing."""

import struct

PNG = b"\x89PNG\r\n\x1a\n"
GIF = (b"GIF87a", b"GIF89a")
JPEG = b"\xff\xd8"
# Start-of-frame markers carry the size; 0xC4, 0xC8 and 0xCC are other things.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, None for what is no such picture."""
    if content.startswith(PNG) and len(content) >= 24:  # noqa: PLR2004 -- where PNG's size ends
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else None
    if content.startswith(GIF) and len(content) >= 10:  # noqa: PLR2004 -- where GIF's size ends
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_size(content) if content.startswith(JPEG) else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 -- JPEG's marker byte
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
