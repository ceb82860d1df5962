"""Tells Ogg, MP3 and M4A sound by its first bytes, and how long an Ogg Opus recording is. It decodes nothing."""

OGG = b"OggS"
OPUS_PER_SECOND = 48_000  # an Opus granule position counts samples at this rate, whatever the recording's own


def sound_kind(content: bytes) -> str | None:
    """The MIME type of a recording that can be a voice note, None for what is none."""
    if content.startswith(OGG):
        return "audio/ogg"
    if content.startswith(b"ID3") or (len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0):  # noqa: PLR2004 -- MPEG's sync bits
        return "audio/mpeg"
    return "audio/mp4" if content[4:8] == b"ftyp" else None


def sound_seconds(content: bytes) -> int:
    """The length of an Ogg Opus recording, at least a second; 0 when that cannot be told."""
    last = content.rfind(OGG)
    granule = content[last + 6 : last + 14]
    if last < 0 or b"OpusHead" not in content[:64] or len(granule) < 8:  # noqa: PLR2004 -- where Ogg's position ends
        return 0
    return max(1, round(int.from_bytes(granule, "little") / OPUS_PER_SECOND))
