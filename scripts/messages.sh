#!/bin/sh
# Collects the strings of each app into its Vietnamese catalogue and compiles all catalogues. Needs gettext.
set -eu
cd "$(dirname "$0")/.."
ROOT=$PWD
export NHIPCAU_MODE=development
if ! command -v xgettext >/dev/null; then
  echo "gettext is missing. Install it: sudo apt install gettext" >&2
  exit 1
fi
for folder in src/nhipcau/*/locale; do
  app=$(dirname "$folder")
  (cd "$app" && "$ROOT/.venv/bin/python" "$ROOT/manage.py" makemessages --locale vi --no-location --no-wrap \
    --no-obsolete --ignore 'tests/*' --verbosity 0)
  [ ! -f "$folder/vi/LC_MESSAGES/django.po" ] || sed -i '/^"POT-Creation-Date/d' "$folder/vi/LC_MESSAGES/django.po"
done
for catalogue in src/nhipcau/*/locale/vi/LC_MESSAGES/django.po src/nhipcau/config/django_words/vi/LC_MESSAGES/django.po; do
  msgfmt --check-format -o "${catalogue%.po}.mo" "$catalogue"
  if msgattrib --untranslated --no-obsolete "$catalogue" | grep -q '^msgid'; then
    echo "$catalogue: $(msgattrib --untranslated --no-obsolete "$catalogue" | grep -c '^msgstr') untranslated"
  fi
done
