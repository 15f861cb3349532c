#!/usr/bin/env bash
# The Python environment of the DAGs' tests, in airflow-dags/target/venv: made anew only if requirements.txt changed.
#   environment.sh          makes it and prints its folder
#   environment.sh spark    prints the folder of a Spark from PyPI with a spark-submit, and installs it if there is none
#   environment.sh lock     resolves requirements.in again and writes requirements.txt
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
target="$here/target"
venv="$target/venv"
tool="$target/uv"
python=${PYTHON:-python3}

# uv does not read pip's configuration: the package index that pip is told to use is passed on.
index() {
  if [ -n "${UV_DEFAULT_INDEX:-}" ]; then return; fi
  local configured=${PIP_INDEX_URL:-$("$tool/bin/pip" config get global.index-url 2>/dev/null || true)}
  if [ -n "$configured" ]; then export UV_DEFAULT_INDEX="$configured"; fi
}

uv() {
  if [ ! -x "$tool/bin/uv" ]; then
    "$python" -m venv --clear "$tool"
    "$tool/bin/pip" install --quiet uv==0.13.9 >&2
  fi
  index
  "$tool/bin/uv" "$@"
}

case "${1:-}" in
  lock)
    cd "$here"
    uv pip compile --quiet --upgrade --python-version 3.11 --no-emit-index-url \
      --custom-compile-command "airflow-dags/environment.sh lock" --output-file requirements.txt requirements.in
    ;;
  spark)
    "$root/tools/spark-for-tests"
    ;;
  "")
    "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
      echo "environment.sh: $python is $("$python" --version); the DAGs are tested on Python 3.11: set PYTHON" >&2
      exit 1
    }
    stamp="$venv/requirements.sha256"
    hash=$(cat "$here/requirements.txt" "$here/pyproject.toml" | sha256sum)
    if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$hash" ]; then
      "$python" -m venv --clear "$venv"
      uv pip install --quiet --python "$venv/bin/python" --requirements "$here/requirements.txt" >&2 \
        || "$venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt" >&2
      "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable "$here" >&2
      echo "$hash" > "$stamp"
    fi
    echo "$venv"
    ;;
  *)
    echo "environment.sh: unknown argument $1" >&2
    exit 2
    ;;
esac
