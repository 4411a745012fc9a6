"""Secrets that stand in an address are not written to any log."""

import logging
import re

#: The account-less link of an orientation; what follows the first letters of its address opens it.
SECRET = re.compile(r"/r/[^/\s\"'?]+")


class Discreet(logging.Formatter):
    """Formats a line, traceback included, then blanks what must not be kept."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub("/r/…", super().format(record))
