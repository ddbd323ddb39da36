# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of floorwalkerctl for bash. Options are asked of the program itself, so that they are never out of date.

_floorwalkerctl_commands ()
{
  LC_ALL=C floorwalkerctl --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

_floorwalkerctl_options ()
{
  LC_ALL=C floorwalkerctl "$1" --help 2>/dev/null | sed -n 's/^  \(-h, \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p'
}

_floorwalkerctl ()
{
  local cur prev words cword split
  _init_completion -s || return

  if [ "$cword" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_floorwalkerctl_commands) --help" -- "$cur")
    return
  fi

  case $prev in
    --data | --data-file | --key-file | --map | --save-map | --rejects | --cells | --calendars | --flows | --schemes | --events | --requirements | --evidence | --people | --rules | --answers | --trust | --status | --token-file | --password-file | --new-password-file) _filedir; return ;;
    --format)
      case ${words[1]} in
        roster) mapfile -t COMPREPLY < <(compgen -W "curtois" -- "$cur") ;;
        import) mapfile -t COMPREPLY < <(compgen -W "queue-log calls events" -- "$cur") ;;
        *) mapfile -t COMPREPLY < <(compgen -W "table json csv" -- "$cur") ;;
      esac
      return ;;
    --bucket) mapfile -t COMPREPLY < <(compgen -W "half_hour day week month" -- "$cur"); return ;;
    --baseline) mapfile -t COMPREPLY < <(compgen -W "last-week previous target period others forecast" -- "$cur"); return ;;
    --level) mapfile -t COMPREPLY < <(compgen -W "nominal ordinal interval ratio" -- "$cur"); return ;;
    --policy) mapfile -t COMPREPLY < <(compgen -W "none expire-24 step-12-12 half-life-36" -- "$cur"); return ;;
    --direction) mapfile -t COMPREPLY < <(compgen -W "fell rose" -- "$cur"); return ;;
    --by) mapfile -t COMPREPLY < <(compgen -W "site team shift queue channel product agent tenure half_hour outcome transfer" -- "$cur"); return ;;
    --role) mapfile -t COMPREPLY < <(compgen -W "supervisor trainer hr quality administrator agent feed" -- "$cur"); return ;;
    --zone)
      mapfile -t COMPREPLY < <(compgen -W "$(sed -n 's/^[^#]*\t[^\t]*\t\([^\t]*\).*/\1/p' /usr/share/zoneinfo/zone.tab 2>/dev/null)" -- "$cur")
      return ;;
    --outcome) mapfile -t COMPREPLY < <(compgen -W "done refused failed" -- "$cur"); return ;;
    --model) mapfile -t COMPREPLY < <(compgen -W "A C" -- "$cur"); return ;;
    --out) _filedir; return ;;
    --lang) mapfile -t COMPREPLY < <(compgen -W "zh en" -- "$cur"); return ;;
    --encoding) mapfile -t COMPREPLY < <(compgen -W "utf-8 utf-16 gb18030 windows-1252" -- "$cur"); return ;;
    --seconds | --seed | --horizon | --after | --first-origin | --column | --calls | --aht | --interval | --t | --n | --patience | --target | --most-occupancy | --most-asa | --most-abandon | --concurrency | --shrinkage) return ;;
    --key | --who | --what | --from | --to | --baseline-from | --baseline-to | --metric | --only | --measure | --limit | --source | --server | --user | --name | \
      --as-of | --calendar | --at | --recipient | --scale | --pass | --reason | --sites | --teams | --sources | --baseline-id) return ;;
  esac

  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_floorwalkerctl_options "${words[1]}")" -- "$cur")
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return
  fi
  case ${words[1]} in
    user) mapfile -t COMPREPLY < <(compgen -W "add password disable enable list" -- "$cur") ;;
    audit)
      [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "verify show" -- "$cur") ;;
    roster)
      if [ "$cword" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "solve" -- "$cur")
      fi ;;
    forecast)
      [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "replay" -- "$cur") ;;
    text) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "check mask" -- "$cur") ;;
    calendar) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "add between read" -- "$cur") ;;
    clocks) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "replay" -- "$cur") ;;
    kinds) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "list show add" -- "$cur") ;;
    flow) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "check" -- "$cur") ;;
    staffing)
      [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "erlang required" -- "$cur") ;;
    events) mapfile -t COMPREPLY < <(compgen -W "held struck strike" -- "$cur") ;;
    people) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "certificates readiness items raters" -- "$cur") ;;
    badge) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "verify" -- "$cur") ;;
    quality) [ "$cword" -eq 2 ] && mapfile -t COMPREPLY < <(compgen -W "alpha" -- "$cur") ;;
    records) mapfile -t COMPREPLY < <(compgen -W "list query export import put restore move" -- "$cur") ;;
  esac
  [ "${#COMPREPLY[@]}" -gt 0 ] || _filedir
} && complete -F _floorwalkerctl floorwalkerctl
