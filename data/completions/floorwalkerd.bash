# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of floorwalkerd and floorwalker for bash.

_floorwalkerd ()
{
  local cur prev words cword split
  _init_completion -s || return

  case $prev in
    --data | --data-file | --key-file | --queue-log | --queue-log-map | --screenshot-dir) _filedir; return ;;
    --listen | --trusted-proxy | --queue-log-source | --server | --page | --seconds) return ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$(LC_ALL=C "$1" --help 2>/dev/null | sed -n 's/^  \(-h, \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p')" -- "$cur")
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
} && complete -F _floorwalkerd floorwalkerd floorwalker
