#!/bin/sh
# Makes one locale below a folder of the build, so that what a machine has installed makes no difference to a test.
#   make-locale.sh de_DE FOLDER STAMP
set -eu
mkdir -p "$2"
# Warnings about characters that the locale cannot write give status 1 and a good locale.
localedef --force --no-archive -i "$1" -f UTF-8 "$2/$1.UTF-8" >/dev/null 2>&1 || [ -f "$2/$1.UTF-8/LC_NUMERIC" ]
touch "$3"
