"""Puts this checkout's `src` on the environment's path and its `wasl` command in the environment's bin.

An editable install would ask for a build back end at every set-up; two small files do the same and need no network.
"""

import sysconfig
from pathlib import Path

root = Path(__file__).resolve().parent.parent
paths = sysconfig.get_paths()
Path(paths["purelib"], "wasl-checkout.pth").write_text(f"{root / 'src'}\n")
command = Path(paths["scripts"], "wasl")
command.write_text(f"#!{paths['scripts']}/python\nimport sys\nfrom wasl.config.command import main\nsys.exit(main())\n")
command.chmod(0o755)
