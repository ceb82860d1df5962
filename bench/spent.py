"""What processes used so far, read from /proc: it works on Linux only."""

import os
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """CPU seconds, user and system, of a process and all that it started, those that have ended included."""
    return sum(_used(each) for each in family(pid)) / TICKS


def peak_memory(pid: int) -> float:
    """The most that the process itself held resident, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def family(pid: int) -> list[int]:
    """This process and all that it started and that still run, itself first."""
    found = [pid]
    for each in found:  # grows while we go through it
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            with suppress(OSError):  # it ended just now
                found += map(int, children.read_text(encoding="ascii").split())
    return found


def _used(pid: int) -> int:
    """Ticks of this process and of its children that have ended; one that ended itself is counted by its parent."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    return sum(map(int, stat.rsplit(")", 1)[1].split()[11:15]))
