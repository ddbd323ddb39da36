#!/bin/sh
# Runs a command on a display and a bus of its own. -noreset: Xvfb now and then falls over when its last client leaves.
set -- xvfb-run -a -s "-screen 0 1600x1000x24 -noreset" dbus-run-session -- "$@"
[ $$ -eq 1 ] || exec "$@"
# As the first process of a container this one has to stay: Xvfb tells no parent numbered 1 that it is ready, and xvfb-run waits for that.
"$@"
