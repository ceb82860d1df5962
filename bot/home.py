"""The home folder and its files: for the account that runs Rapport and nobody else. It makes them and looks at them."""

import os
from pathlib import Path

FOR_US = 0o700
FOR_OTHERS = 0o077
"""The rights of everybody else."""


def keep_others_out() -> None:
    """From now on, what this process makes can be used by its own account only: the files hold what people told us."""
    os.umask(FOR_OTHERS)


def make_home(folder: Path) -> None:
    """Make the folder unless it is there. One that is there keeps its rights: it may be somebody else's as well.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=FOR_US, parents=True, exist_ok=True)


def is_open_to_others(folder: Path) -> bool:
    """Whether other accounts of this machine have any right to it. Raises OSError when it cannot be looked at."""
    return os.name == "posix" and bool(folder.stat().st_mode & FOR_OTHERS)
