# Sourced by the scripts beside it: `root` is the repository and `work` a folder of their own, which is gone in the end.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Sets RELIST, unless it is given, to the relist that cargo builds.
need_relist() {
    if [[ -z ${RELIST:-} ]]; then
        cargo build --quiet --manifest-path "$root/Cargo.toml"
        RELIST=${CARGO_TARGET_DIR:-$root/target}/debug/relist
    fi
    export RELIST
}

# Installs Python packages into an environment in `work`.
python_packages() {
    [[ -d $work/venv ]] || python3 -m venv "$work/venv"
    "$work/venv/bin/python" -m pip --disable-pip-version-check --quiet install "$@"
}
