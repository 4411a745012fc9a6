"""Writes the normaliser's tables as JSON for the browser: name_tables.py FILE."""

import json
import sys
from pathlib import Path

from wasl.people.linkage.tables import browser_tables

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(
        json.dumps(browser_tables(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
