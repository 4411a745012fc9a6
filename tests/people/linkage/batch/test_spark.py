"""A standalone master with two workers on this machine gives the clusters that DuckDB gives."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import pytest

from wasl.simulation.people import registry

pyspark = pytest.importorskip("pyspark")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def daemon(place: Path, name: str, *words: str) -> Iterator[None]:
    spark_class = Path(pyspark.__file__).parent / "bin" / "spark-class"
    env = {
        **os.environ,
        "SPARK_WORKER_DIR": str(place),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    with (place / f"{name}.log").open("w") as log:
        child = subprocess.Popen([str(spark_class), *words], env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            yield
        finally:
            child.terminate()
            child.wait(timeout=60)


@pytest.fixture
def master(tmp_path) -> Iterator[str]:
    port, role = free_port(), "org.apache.spark.deploy."
    with ExitStack() as stack:
        at = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port())]
        stack.enter_context(daemon(tmp_path, "master", f"{role}master.Master", *at))
        deadline = time.monotonic() + 120
        while not answers(port) and time.monotonic() < deadline:
            time.sleep(0.5)
        for number in (1, 2):
            words = [
                f"{role}worker.Worker",
                "-c",
                "1",
                "-m",
                "1200m",
                "--host",
                "127.0.0.1",
                "--webui-port",
                str(free_port()),
            ]
            stack.enter_context(daemon(tmp_path, f"worker{number}", *words, f"spark://127.0.0.1:{port}"))
        yield f"spark://127.0.0.1:{port}"


def asked(folder: Path, records: int, *words: str) -> tuple[str, list]:
    """What `wasl link` said, in a process of its own, and its clusters."""
    source, out = folder / "records.parquet", folder / "clusters.parquet"
    if not source.exists():
        registry.write(records=records, seed=7, noise="normal", out=folder)
    argv = [sys.executable, "-m", "wasl.config.command", "link", str(source), "--out", str(out), *words]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    return done.stderr, duckdb.sql(f"FROM '{out}' ORDER BY rec_id").fetchall() if out.exists() else []


@pytest.mark.long
@pytest.mark.parametrize("records", [2_000, 20_000])
def test_the_same_clusters(tmp_path, master, records, capsys):
    _, here = asked(tmp_path, records)
    said, there = asked(tmp_path, records, "--engine", "spark", "--master", master)
    with capsys.disabled():
        sys.stdout.write(f"\nSpark, {said[said.rindex(f'{records:,} records') :]}")
    assert len(here) == records
    assert there == here


def test_a_master_that_is_no_address_is_answered_in_one_sentence(tmp_path):
    said, clusters = asked(tmp_path, 200, "--engine", "spark", "--master", "nowhere")
    assert said.splitlines()[-1].startswith("wasl: Spark at nowhere does not answer")
    assert clusters == []
