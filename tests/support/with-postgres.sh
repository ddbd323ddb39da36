#!/bin/sh
# Runs a command with FW_TEST_POSTGRES set to a throw-away PostgreSQL cluster on a private socket; status 77 (skipped)
# where PostgreSQL is not installed. The cluster refuses root, so root becomes "postgres" for it.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
  echo "skipped: PostgreSQL (initdb) is not installed"
  exit 77
fi

dir=$(mktemp -d /tmp/fw-postgres-XXXXXX)
as=
if [ "$(id -u)" = 0 ]; then
  chown postgres "$dir"
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi

server=
stop() {
  status=$?
  trap - EXIT
  if [ -n "$server" ]; then
    kill -QUIT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$dir"
  exit "$status"
}
trap stop EXIT
trap 'exit 143' INT TERM HUP

# A cluster takes seconds to make and a moment to copy, so the first test that needs one makes it for all.
# shellcheck disable=SC2086
make_cluster () {
  (cd "$dir" && LC_ALL=C.UTF-8 $as "$bin/initdb" -D "$dir/data" -U floorwalker -A trust --no-sync -E UTF8) >"$dir.log" 2>&1 ||
    { cat "$dir.log"; rm -f "$dir.log"; exit 1; }
}
if [ -n "${G_TEST_BUILDDIR:-}" ]; then
  made=$G_TEST_BUILDDIR/postgres-$(basename "$(dirname "$bin")")
  exec 9>"$made.lock"
  flock 9
  if [ ! -d "$made" ]; then
    make_cluster
    rm -rf "$made.new"
    cp -a "$dir/data" "$made.new"
    mv "$made.new" "$made"
  else
    cp -a "$made" "$dir/data"
  fi
  exec 9>&-
else
  make_cluster
fi
# shellcheck disable=SC2086
(cd "$dir" && exec $as "$bin/postgres" -D "$dir/data" -k "$dir" -h '' -c fsync=off -c log_min_messages=panic \
  -c log_min_error_statement=panic) >>"$dir.log" 2>&1 &
server=$!

tries=0
until "$bin/pg_isready" -q -h "$dir" -U floorwalker -d postgres; do
  tries=$((tries + 1))
  if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
    cat "$dir.log"; rm -f "$dir.log"
    exit 1
  fi
  sleep 0.1
done
rm -f "$dir.log"

STATE_DIRECTORY="$dir/state" FW_TEST_POSTGRES="postgresql:///postgres?host=$dir&user=floorwalker" "$@"
