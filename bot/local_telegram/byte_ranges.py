"""Answers with the part of a file that a player asks for: without that, browsers know no length, and Safari plays none.

One range at a time (RFC 9110, 14.2); anything else gets the whole file, as the standard allows.
"""

import re
from collections.abc import Mapping

from starlette.responses import Response

ASKED = re.compile(r"bytes=(\d*)-(\d*)")


def part_response(content: bytes, asked: str, mime: str, headers: Mapping[str, str]) -> Response:
    """The bytes that a Range header asks for, or all of them; 416 when there are none there."""
    headers = {**headers, "Accept-Ranges": "bytes"}
    match = ASKED.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return Response(content, media_type=mime, headers=headers)
    first, last = _bounds(match[1], match[2], len(content))
    if first > last:
        return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], 206, media_type=mime, headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """The first and the last byte; "-500" are the last 500."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
