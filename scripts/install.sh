#!/bin/sh
# Makes .venv from requirements.lock. Needs python3 and the network; nothing is installed outside this folder.
set -eu
cd "$(dirname "$0")/.."

# Done before, and the lock has not changed since: nothing to do.
if [ -x .venv/bin/python ] && cmp -s requirements.lock .venv/installed.lock; then exit 0; fi

if ! command -v python3 >/dev/null; then
  echo "Python is missing. Install it: sudo apt install python3 python3-venv" >&2
  exit 1
fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Nhịp Cầu needs Python 3.11 or newer; this is $(python3 --version). Debian 12 and Ubuntu 24.04 have it." >&2
  exit 1
fi

# The machine's own Python and certificates: an office network may look into TLS with a certificate of its own.
# (UV_NATIVE_TLS is what older versions of uv call UV_SYSTEM_CERTS.)
export UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
  UV=uv
  [ -x .venv/bin/python ] || uv venv --quiet --python "$(command -v python3)" .venv
else
  if [ ! -x .venv/bin/python ] && ! python3 -m venv .venv 2>/dev/null; then
    rm -rf .venv
    echo "Python's venv module is missing. Install it: sudo apt install python3-venv" >&2
    exit 1
  fi
  .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
  UV=.venv/bin/uv
fi

echo "Installing the packages of requirements.lock into .venv ..."
"$UV" pip install --quiet --python .venv/bin/python --require-hashes --requirements requirements.lock
cp requirements.lock .venv/installed.lock
