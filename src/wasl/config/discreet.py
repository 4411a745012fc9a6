"""Secrets that stand in an address are not written to any log."""

import logging
import re

#: The account-less link of an orientation, of a partner's sheet, and an agent's calendar file: what follows opens them.
SECRET = re.compile(r"/(r|p|calendar-file)/[^/\s\"'?]+")


class Discreet(logging.Formatter):
    """Formats a line, traceback included, then blanks what must not be kept."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"/\1/…", super().format(record))
