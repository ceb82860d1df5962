"""How the log looks and what stands in it: ids, durations, kinds of failure; never a person's words or a token."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Literal

LogFormat = Literal["text", "json"]

TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
LOUD = ("httpx", "httpcore", "apscheduler", "telegram", "uvicorn", "alembic", "asyncio")
"""Libraries that only warn. httpx logs request URLs at INFO, and with them the token."""


SILENT = ("vobject.base",)
"""Libraries that log what they read: words of a person."""


def set_up_logs(level: str = "INFO", form: LogFormat = "text") -> None:
    """Log to standard error from now on, one line an entry."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for name in SILENT:
        logging.getLogger(name).disabled = True


class JsonLines(logging.Formatter):
    """One JSON object a line, with the moment in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry as JSON."""
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            entry["error"] = told(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False)


def told(error: BaseException) -> str:
    """The kind of a failure and the line of code it came from: "KeyError at coach.py:41".

    Its message stays out, because libraries put values into it: a database its parameters, a parser the text.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    last = (ours or frames)[-1]
    return f"{type(error).__name__} at {last.filename.replace(chr(92), '/').rpartition('/')[2]}:{last.lineno}"
