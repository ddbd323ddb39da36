#!/bin/sh
# Runs a command on a display and a bus of its own. -noreset: Xvfb now and then falls over when its last client leaves.
exec xvfb-run -a -s "-screen 0 1600x1000x24 -noreset" dbus-run-session -- "$@"
