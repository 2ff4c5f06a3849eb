#!/usr/bin/env bash
# Installs the Debian packages that setup and the tests need and that are missing.
# Elsewhere (macOS, other Linux) it only says what to install.
set -euo pipefail

python="${PYTHON:-python3}"

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed; '$python' is not. Name one with: make PYTHON=/path/to/python3.11" >&2
  exit 1
fi

missing=()
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)

# The sample and test PDFs are set in Liberation Serif 2: Debian 12 has it in fonts-liberation2 (its
# fonts-liberation is 1.x, without Vietnamese letters), later releases in fonts-liberation.
has_serif() {
  compgen -G '/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf' >/dev/null && return
  command -v dpkg-query >/dev/null || return
  dpkg --compare-versions "$(dpkg-query -W -f '${Version}' fonts-liberation 2>/dev/null || echo 0)" ge 1:2
}
has_serif || missing+=(fonts-liberation2)

# Scans: Tesseract and its Vietnamese data. Old Word files: LibreOffice without its windows.
command -v tesseract >/dev/null || missing+=(tesseract-ocr)
tesseract --list-langs 2>/dev/null | grep -qx vie || missing+=(tesseract-ocr-vie)
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui)
# The report of a comparison: a browser to open it in.
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
[[ ${#missing[@]} -eq 0 ]] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "Not a Debian system. The tests also need: ${missing[*]} (or what provides the same)." >&2
  exit 0
fi

as_root=()
if [[ $EUID -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    echo "Missing: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
if [[ " ${missing[*]} " == *" fonts-liberation2 "* ]] && ! apt-cache show fonts-liberation2 &>/dev/null; then
  missing=("${missing[@]/fonts-liberation2/fonts-liberation}")
fi
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
