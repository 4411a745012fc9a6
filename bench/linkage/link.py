"""`wasl link` as anyone runs it: a process of its own on the file alone, its time and its memory."""

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import numpy as np

from bench.linkage.measures import Links, Truth


def links(folder: Path, truth: Truth) -> Links:
    clusters, pairs = folder / "clusters.parquet", folder / "pairs.parquet"
    argv = [
        sys.executable, "-m", "wasl.config.command", "link", str(folder / "records.parquet"), "--out", str(clusters),
        "--pairs", str(pairs),
    ]  # fmt: skip
    began = time.perf_counter()
    with (folder / "link.txt").open("w") as said, subprocess.Popen(argv, stdout=said, stderr=said) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit((folder / "link.txt").read_text()[-2000:])
    with duckdb.connect() as engine:
        found = engine.sql(f"SELECT rec_id_l, rec_id_r, weight, tier = 'auto' AS auto FROM '{pairs}'").fetchnumpy()
        labels = engine.sql(f"SELECT rec_id, cluster_id FROM '{clusters}' ORDER BY rec_id").fetchnumpy()
    cluster = np.zeros(len(truth.person), dtype=np.int64)
    cluster[labels["rec_id"]] = np.unique(labels["cluster_id"], return_inverse=True)[1] + 1
    return Links(
        found["rec_id_l"].astype(np.int64), found["rec_id_r"].astype(np.int64), found["weight"].astype(np.float64),
        cluster, found["auto"].astype(np.bool_), seconds, usage.ru_maxrss / 1024,
    )  # fmt: skip
