"""How the log looks and what stands in it: ids, durations, kinds of failure; never a person's words or a token.

Whoever logs ids or durations names them, as in `logger.info("update %(update)d taken", {"update": 7})`: the text reads
as a sentence, and a JSON line has them as fields too.
"""

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, TypeAlias

ExcInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

LogFormat = Literal["text", "json"]

FIELDS = frozenset(
    {"update", "owner", "letter", "letters", "group", "signal", "kind", "result", "error", "ms", "seconds"}
)
"""What a JSON line has as fields of their own. Ids, numbers and words from closed sets, and no others."""

TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
LOUD = ("httpx", "httpcore", "apscheduler", "telegram", "uvicorn", "alembic", "asyncio")
"""Libraries that only warn. httpx logs request URLs at INFO, and with them the token."""


SILENT = ("vobject.base",)
"""Libraries that log what they read: words of a person."""


def set_up_logs(level: str = "INFO", form: LogFormat = "text") -> None:
    """Log to standard error from now on, one line an entry."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines(TEXT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # which thread, process, task and line wrote an entry is not looked up: no format of ours says it
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # noqa: SLF001 -- so the handbook of logging says
    for name in LOUD:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    for name in SILENT:
        logging.getLogger(name).disabled = True


class TextLines(logging.Formatter):
    """A line for people to read, without the trace of a failure: its last lines are the words of whoever failed."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 -- logging's name
        """The kind of the failure and where it came from."""
        return told(ei[1]) if ei[1] else ""


class JsonLines(logging.Formatter):
    """One JSON object a line, with the moment in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry as JSON."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "message": record.getMessage(),
        }
        if isinstance(record.args, Mapping):
            entry |= {name: value for name, value in record.args.items() if name in FIELDS}
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
