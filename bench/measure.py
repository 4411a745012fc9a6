"""CPU time of two ways to do one thing, interleaved, so that a noisy machine disturbs both alike."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

ROUNDS = 5


@dataclass(frozen=True)
class Line:
    """`ours` and `anchor` in milliseconds of CPU a time (this process and its database backend); medians of rounds."""

    name: str
    ours: float
    anchor: float
    goal: str
    note: str = ""

    def __str__(self) -> str:
        ratio = self.ours / self.anchor if self.anchor else float("inf")
        measured = f"{self.ours:.2f} ms CPU, anchor {self.anchor:.2f} ms CPU, ratio {ratio:.1f}"
        text = f"{self.name}: {measured} (goal: {self.goal})"
        return f"{text}; {self.note}" if self.note else text


def backend_seconds(pid: int) -> float:
    """User and system time of a PostgreSQL backend on this machine, from /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _cpu(work: Callable[[], object], times: int, pid: int) -> float:
    """Milliseconds of CPU a time, over both processes."""
    began, backend = time.process_time(), backend_seconds(pid)
    for _ in range(times):
        work()
    return (time.process_time() - began + backend_seconds(pid) - backend) * 1000 / times


def side_by_side(
    name: str, ours: Callable[[], object], anchor: Callable[[], object], *, times: int, goal: str, anchor_times: int = 0
) -> Line:
    """Medians of five interleaved rounds, each long enough for the clock's ticks, after one unmeasured round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    ours(), anchor()
    mine, theirs, began = [], [], time.perf_counter()
    for _ in range(ROUNDS):
        mine.append(_cpu(ours, times, pid))
        theirs.append(_cpu(anchor, anchor_times or times * 10, pid))
    wall = (time.perf_counter() - began) / ROUNDS
    return Line(name, statistics.median(mine), statistics.median(theirs), goal, f"{wall:.1f} s wall a round")
