"""Asks the bot on this machine how it is. `python -m bot.alive` ends with 0 if it is alive; with /readyz, if it works.

The image's HEALTHCHECK. It loads nothing of the bot itself, as it is started all the time.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = 8081
"""As in settings.py, which takes a second to load."""

PATIENCE = 4
"""Seconds; the image gives the whole check five."""

OK = 200


def says_yes(port: int, path: str) -> bool:
    """Whether the web server there answers this with yes."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "/healthz"
    sys.exit(not says_yes(int(os.environ.get("PORT") or PORT), asked))
