"""Plain CSV files of the command line: read whole before anything is written, and faults that name their line."""

from wasl.watch.plain.tables import BadFile, Columns, number, read_columns
from wasl.watch.plain.timeline import Timeline, timeline

__all__ = ["BadFile", "Columns", "Timeline", "number", "read_columns", "timeline"]
