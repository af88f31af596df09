"""Builds the wheel: maturin's backend, after a build of the binary that goes into the wheel's scripts.

maturin puts a module or a binary into a wheel, not both. With the binary itself in the wheel, the command starts without
Python. RELIST_WHEEL_PROFILE is the profile to build with (default: wheel).
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import maturin
from maturin import *  # noqa: F403  (what of the interface is not below)

SCRIPTS = Path("python/data/scripts")
# maturin looks for the folder whatever it is asked for.
SCRIPTS.mkdir(parents=True, exist_ok=True)
PROFILE = os.environ.get("RELIST_WHEEL_PROFILE", "wheel")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    _build_binary()
    return maturin.build_wheel(wheel_directory, _with_profile(config_settings), metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    _build_binary()
    return maturin.build_editable(wheel_directory, _with_profile(config_settings), metadata_directory)


def _with_profile(config_settings):
    settings = dict(config_settings or {})
    settings.setdefault("build-args", f"--profile {PROFILE}")
    return settings


def _build_binary():
    if shutil.which("cargo") is None:
        # maturin asks for it where there is no cargo.
        from puccinialin import setup_rust

        os.environ.update(setup_rust())
    command = ["cargo", "build", "--locked", "--profile", PROFILE, "--package", "relist", "--bin", "relist"]
    built = subprocess.run(
        [*command, "--message-format", "json-render-diagnostics"], stdout=subprocess.PIPE, check=True
    )
    messages = map(json.loads, built.stdout.splitlines())
    binaries = [message["executable"] for message in messages if message.get("executable")]
    shutil.rmtree(SCRIPTS, ignore_errors=True)
    SCRIPTS.mkdir(parents=True)
    for binary in binaries:
        shutil.copy2(binary, SCRIPTS)
