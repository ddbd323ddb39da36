#!/bin/sh
# Runs a test as if it were elsewhere or at another time: the wrapper that build-aux/test gives to meson, since what
# meson sets for a test comes before it, and what a test that needs an hour of the day runs in.
#
#   FW_AS_LOCALE   de_DE.UTF-8: the locale; words stay English. With FW_AS_SETTER every program takes it at its start
#   FW_AS_ZONE     Europe/Berlin: the zone
#   FW_AS_MOMENT   what the clock says when the test begins, in seconds since 1970 or as UTC in words. It goes on from
#                  there, alike in all processes of the test, and the monotonic clock is left alone
set -eu

if [ -n "${FW_AS_LOCALE:-}" ]; then
  export LC_ALL="$FW_AS_LOCALE" LANGUAGE=en LD_PRELOAD="${FW_AS_SETTER:-}"
fi
if [ -n "${FW_AS_ZONE:-}" ]; then
  export TZ="$FW_AS_ZONE"
fi
if [ -n "${FW_AS_MOMENT:-}" ]; then
  faketime=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib/faketime/libfaketimeMT.so.1 2>/dev/null | head -n 1)
  if [ -z "$faketime" ]; then
    echo "libfaketime is not installed" >&2
    exit 99
  fi
  case $FW_AS_MOMENT in
    *[!0-9]*) moment=$(date -u -d "$FW_AS_MOMENT" +%s) ;;
    *) moment=$FW_AS_MOMENT ;;
  esac
  # Within another such test the clock is already not the real one.
  ahead=$((moment - $(LD_PRELOAD='' date +%s)))
  export FAKETIME="$(printf '%+d' "$ahead")" FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1
  # A program that is killed leaves libfaketime's memory behind, named after its number; where that number comes again,
  # under another user, the new program cannot begin.
  for stale in /dev/shm/sem.faketime_sem_* /dev/shm/faketime_shm_*; do
    [ ! -e "$stale" ] || [ -d "/proc/${stale##*_}" ] || rm -f "$stale" 2>/dev/null || true
  done
  case ${LD_PRELOAD:-} in
    *libfaketime*) ;;
    *) export LD_PRELOAD="$faketime${LD_PRELOAD:+:$LD_PRELOAD}" ;;
  esac
fi
exec "$@"
