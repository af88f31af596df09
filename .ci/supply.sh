#!/usr/bin/env bash
# The oldest Rust that Cargo.toml promises builds the crate from the lock file, and the dependencies are what deny.toml
# lets in. Needs rustup; cargo-deny is used where it is installed (`cargo install --locked cargo-deny`).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
oldest=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
if cargo "+$oldest" --version >/dev/null 2>&1 ||
    rustup toolchain install "$oldest" --profile minimal --no-self-update >/dev/null 2>&1; then
    cargo "+$oldest" check --locked
    cargo "+$oldest" check --locked --lib --no-default-features
    echo "Rust $oldest builds it"
else
    echo "Rust $oldest cannot be had: whether it builds this is not checked"
fi
if cargo deny --version >/dev/null 2>&1; then
    cargo deny --all-features --workspace check licenses bans sources
else
    echo "cargo-deny is not installed: licences and versions are not checked"
fi
