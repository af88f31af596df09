"""`python -m relist` is the command `relist` of the same installation."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path


def find_relist() -> Path:
    """Where this installation has the command."""
    name = "relist" + sysconfig.get_config_var("EXE")
    # Of an environment, of `pip install --user`, of `pip install --target`.
    user = sysconfig.get_preferred_scheme("user") if sys.version_info >= (3, 10) else f"{os.name}_user"
    folders = [
        Path(sysconfig.get_path("scripts")),
        Path(sysconfig.get_path("scripts", scheme=user)),
        Path(__file__).parent.parent / "bin",
    ]
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"there is no {name} in {', '.join(map(str, folders))}")


def main() -> int:
    relist = find_relist()
    if sys.platform == "win32":
        return subprocess.run([relist, *sys.argv[1:]]).returncode
    os.execv(relist, [str(relist), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
