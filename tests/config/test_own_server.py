"""A database server of the institution's own: made ready once, then used through its addresses."""

from pathlib import Path

import psycopg
from tests.config.launched import Launched

from wasl.config.launcher.postgres import Cluster


def test_a_given_server_is_made_ready_and_served(cluster: Cluster, directory: Path) -> None:
    cluster.start()
    launched = Launched(directory / "home")
    launched.more = {
        "DATABASE_URL": cluster.url("wasl_app", "apple", "wasl"),
        "WASL_OWNER_DATABASE_URL": cluster.url("wasl_owner", "pear", "wasl"),
        "WASL_ADMIN_DATABASE_URL": cluster.url("postgres", "secret", "postgres"),
    }
    launched.start()
    assert set(launched.state()["children"]) == {"web server", "worker"}  # type: ignore[call-overload]
    web = Path(f"/proc/{launched.pid_of('web server')}/environ").read_bytes()
    assert b"apple" in web
    assert b"pear" not in web
    assert b"secret" not in web
    refused = launched.wasl("backup")
    assert "has a server of its own: back it up there" in refused.stderr
    assert launched.stop() == 0
    with psycopg.connect(cluster.url("postgres", "secret", "postgres")) as still_there:
        assert still_there.execute("select 1").fetchone() == (1,)

    # Afterwards the superuser's address is not needed any more.
    del launched.more["WASL_ADMIN_DATABASE_URL"]
    launched.start()
    assert launched.stop() == 0
