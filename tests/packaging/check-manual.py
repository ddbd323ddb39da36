#!/usr/bin/python3
"""Holds the manual pages and completions against what the programs say of themselves.

    check-manual.py SOURCE_DIR FLOORWALKERCTL FLOORWALKERD FLOORWALKER

Every option of --help stands in the page of its program, and every option of the page is one of --help.
"""

import os
import pathlib
import re
import subprocess
import sys

failures = []


def check(condition, text):
    print("ok -" if condition else "not ok -", text)
    if not condition:
        failures.append(text)


def ask(program, *words):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
    return subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True, env=environment).stdout


def list_options(text):
    return set(re.findall(r"^  (?:-\w, )?(--[a-z][a-z-]*)", text, re.MULTILINE))


def list_commands(text):
    return re.findall(r"^  ([a-z]+) +\S", text.split("Commands:\n", 1)[1].split("\n\n", 1)[0], re.MULTILINE)


def read_page(path):
    text = path.read_text(encoding="utf-8").replace("\\-", "-")
    return text, set(re.findall(r"--[a-z][a-z-]*", text))


def check_page(root, page, options):
    text, named = read_page(root / "data/man" / page)
    missing, unknown = options - named, named - options - {"--help-all"}
    check(not missing, f"{page} has every option" + "".join(f"; missing {name}" for name in sorted(missing)))
    check(not unknown, f"{page} has no other option" + "".join(f"; unknown {name}" for name in sorted(unknown)))
    result = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z", root / "data/man" / page], capture_output=True, text=True, check=False)
    check(result.stderr == "", f"{page} is set without a warning {result.stderr}")
    return text


def complete(root, ctl, *words):
    """What bash offers after these words. bash-completion's own reading of the line is put in its place by four lines."""
    script = f"""
PATH={pathlib.Path(ctl).parent}:$PATH
_init_completion () {{ cur=${{COMP_WORDS[COMP_CWORD]}}; prev=${{COMP_WORDS[COMP_CWORD-1]}}; words=("${{COMP_WORDS[@]}}"); cword=$COMP_CWORD; }}
_filedir () {{ :; }}
compopt () {{ :; }}
. {root}/data/completions/floorwalkerctl.bash
COMP_WORDS=(floorwalkerctl {" ".join(words)}); COMP_CWORD={len(words)}
_floorwalkerctl; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False).stdout.split()


def main():
    root, ctl, daemon, console = pathlib.Path(sys.argv[1]), *sys.argv[2:5]
    commands = list_commands(ask(ctl))
    options = {"--help"}.union(*(list_options(ask(ctl, command)) for command in commands))
    text = check_page(root, "floorwalkerctl.1", options)
    for command in commands:
        check(re.search(rf"^\.B {command}\b", text, re.MULTILINE) is not None, f"floorwalkerctl.1 has the command {command}")
    check_page(root, "floorwalkerd.8", list_options(ask(daemon)))
    check_page(root, "floorwalker.1", {name for name in list_options(ask(console)) if not name.startswith("--help-")})
    for name in ("floorwalkerctl.bash", "floorwalkerd.bash"):
        result = subprocess.run(["bash", "-n", root / "data/completions" / name], capture_output=True, text=True, check=False)
        check(result.returncode == 0, f"{name} is bash")
    words = complete(root, ctl, "user", "a")
    check(words == ["add"], f"user a<Tab> is add ({words})")
    words = complete(root, ctl, "import", "--dry")
    check(words == ["--dry-run"], f"import --dry<Tab> is --dry-run ({words})")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
