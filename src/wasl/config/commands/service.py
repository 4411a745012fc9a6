"""Prints the systemd unit that keeps this installation running: wasl service > /etc/systemd/system/wasl.service"""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wasl.config.launcher.home import Home

SUMMARY = "print the systemd unit of this installation"

UNIT = """\
[Unit]
Description=Wasl, information system of a social-assistance institution
After=network.target

[Service]
Type=notify
NotifyAccess=main
User={user}
Environment=WASL_HOME={home}
Environment=WASL_KEYS={keys}
Environment=WASL_BACKUPS={backups}
ExecStart={program} up
Restart=always
RestartSec=5
# Recovery of a large database after a power cut takes as long as it takes.
TimeoutStartSec=infinity
TimeoutStopSec=120
KillMode=mixed
UMask=0077
# Ports below 1024 (HTTPS on 443) without being root.
AmbientCapabilities=CAP_NET_BIND_SERVICE
CapabilityBoundingSet=CAP_NET_BIND_SERVICE
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={home} {keys} {backups}
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes

[Install]
WantedBy=multi-user.target
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--user", default="wasl", help="the user it runs as (default: wasl)")


def run(given: Namespace) -> int:
    home = Home.from_environment()
    # A bundle's `current` link is kept, so that an upgrade needs no new unit.
    current = Path(sys.prefix).parent / "current"
    linked = current.is_symlink() and current.resolve() == Path(sys.prefix).resolve()
    program = (current if linked else Path(sys.prefix)) / "bin" / "wasl"
    print(UNIT.format(user=given.user, home=home.root, keys=home.keys, backups=home.backups, program=program), end="")
    if given.user == getpass.getuser() == "root":
        print("wasl: a user of its own is safer than root: adduser --system --group wasl", file=sys.stderr)
    return 0
