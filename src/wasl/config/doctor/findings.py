"""What a self-test answers, and the decisions that need no machine to be made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Grade(StrEnum):
    WELL = "well"
    CARE = "care"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """`remedy` is empty when all is well."""

    grade: Grade
    subject: str
    text: str
    remedy: str = ""


def well(subject: str, text: str) -> Finding:
    return Finding(Grade.WELL, subject, text)


def care(subject: str, text: str, remedy: str) -> Finding:
    return Finding(Grade.CARE, subject, text, remedy)


def bad(subject: str, text: str, remedy: str) -> Finding:
    return Finding(Grade.BAD, subject, text, remedy)


def worst(findings: Iterable[Finding]) -> Grade:
    order = [Grade.WELL, Grade.CARE, Grade.BAD]
    return max((finding.grade for finding in findings), key=order.index, default=Grade.WELL)


LOCAL = {"127.0.0.1", "::1", "localhost"}


def of_exposure(
    *, host: str, https: bool, certificate: bool, proxies: Sequence[str], names: Sequence[str], origins: Sequence[str]
) -> list[Finding]:
    """Cookies, certificate, proxies and names together: each is harmless or not only beside the others."""
    found = []
    if host not in LOCAL and not https:
        found.append(
            bad(
                "https",
                f"Wasl listens on {host} without HTTPS: names and passwords cross the network in clear.",
                "Set WASL_TLS_CERTIFICATE and WASL_TLS_KEY, or WASL_HTTPS=1 behind a proxy that holds the certificate.",
            )
        )
    if https and not certificate and not proxies:
        found.append(
            bad(
                "proxy",
                "WASL_HTTPS is on without a certificate or a trusted proxy: every page would redirect for ever.",
                "Set WASL_TRUSTED_PROXIES to the address of the proxy, for example 127.0.0.1.",
            )
        )
    if "*" in proxies:
        found.append(
            bad(
                "proxy",
                "Every machine is trusted as a proxy: anybody can claim any address and escape the rate limits.",
                "Set WASL_TRUSTED_PROXIES to the addresses of the proxies themselves.",
            )
        )
    if "*" in names:
        found.append(
            bad("names", "Any host name is accepted.", "Set WASL_HOSTS to the names this server is reached by.")
        )
    if https and any(origin.startswith("http://") for origin in origins):
        found.append(
            bad(
                "names",
                "WASL_TRUSTED_ORIGINS holds an address without HTTPS.",
                "Write https:// in each of its addresses.",
            )
        )
    return found or [well("exposure", "cookies, certificate, proxies and names fit together")]


def of_certificate(*, ends: datetime, now: datetime) -> Finding:
    remedy = "Renew it, put it in WASL_TLS_CERTIFICATE's place and restart Wasl."
    if ends <= now:
        return bad("certificate", f"It ended on {ends:%Y-%m-%d}.", remedy)
    if ends - now < timedelta(days=30):
        return care("certificate", f"It ends on {ends:%Y-%m-%d}.", remedy)
    return well("certificate", f"valid until {ends:%Y-%m-%d}")


def of_disk(*, free: int, total: int) -> Finding:
    """Below 5 % PostgreSQL is near to stopping; below 15 % there is time to act."""
    part = free / total
    text = f"{free / 1e9:.1f} GB free of {total / 1e9:.0f} GB ({part:.0%})"
    remedy = "Free space or enlarge the disk; old backups in WASL_BACKUPS and logs in WASL_HOME/log may go first."
    if part < 0.05:
        return bad("disk", text, remedy)
    return care("disk", text, remedy) if part < 0.15 else well("disk", text)


def of_backups(*, newest: datetime | None, verified: datetime | None, now: datetime, is_demo: bool) -> list[Finding]:
    """`newest`: end of the last backup; `verified`: when one was last restored and compared."""
    if is_demo:
        return [well("backups", "a demo needs none")]
    remedy = "Run `wasl backup --verify`; the worker does it every night while Wasl runs."
    if newest is None:
        return [bad("backups", "There is no backup.", remedy)]
    found = []
    if now - newest > timedelta(hours=36):
        found.append(bad("backups", f"The last backup is of {newest:%Y-%m-%d %H:%M} UTC.", remedy))
    if verified is None or now - verified > timedelta(days=3):
        when = f"{verified:%Y-%m-%d}" if verified else "never"
        found.append(bad("backups", f"A backup was last restored and compared: {when}.", remedy))
    return found or [well("backups", f"last one {newest:%Y-%m-%d %H:%M} UTC, restored and compared")]


def of_clocks(*, database: datetime, host: datetime, newest_line: datetime | None, synchronised: bool) -> list[Finding]:
    remedy = "Set the time and turn on time synchronisation (timedatectl set-ntp true)."
    if newest_line is not None and newest_line - host > timedelta(minutes=5):
        text = f"The journal holds a line of {newest_line:%Y-%m-%d %H:%M} UTC, later than this clock: it went back."
        return [bad("clock", text, remedy)]
    if abs(database - host) > timedelta(seconds=30):
        return [bad("clock", f"The database's clock is {abs(database - host)} away from this machine's.", remedy)]
    if not synchronised:
        return [care("clock", "This machine's clock is not synchronised.", remedy)]
    return [well("clock", "synchronised, and the database agrees")]


def of_zone(*, ours: Mapping[datetime, timedelta], database: Mapping[datetime, timedelta]) -> Finding:
    """Offsets of Africa/Casablanca at the same instants by both tables: Ramadan's shifts are decided late."""
    differing = [instant for instant, offset in ours.items() if database.get(instant) != offset]
    if not differing:
        return well("time zone", "the program and the database agree on Morocco's clock for the next two years")
    return care(
        "time zone",
        f"The database and the program disagree on Morocco's clock from {min(differing):%Y-%m-%d} on.",
        "Upgrade PostgreSQL's time zone tables, or Wasl, whichever is older.",
    )
