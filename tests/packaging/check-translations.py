#!/usr/bin/python3
"""Every sentence of the sources can be translated, and is, in every language of po/LINGUAS.

    check-translations.py SOURCE_DIR WORK_DIR

The messages are taken from the sources anew, into WORK_DIR: a catalogue that was complete last week fails as soon as
a sentence is added, changed or guessed (fuzzy).
"""

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
WORK = pathlib.Path(sys.argv[2])
# What Meson's glib preset asks xgettext for.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3"]
FLAGS = ["N_:1:pass-c-format", "C_:2:pass-c-format", "NC_:2:pass-c-format", "g_dngettext:2:pass-c-format", "g_strdup_printf:1:c-format"]
CALL = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2) ?\(\s*(?:NULL,\s*)?"')
problems = []


def complain(text):
    problems.append(text)
    print("not ok -", text)


def has_sentences(path):
    name = path.name
    if name.endswith((".desktop.in", ".metainfo.xml.in")):
        return True
    text = path.read_text(encoding="utf-8")
    if name.endswith(".gschema.xml"):
        return "gettext-domain=" in text
    if path.parent in (ROOT / "data/kinds", ROOT / "data/flows"):
        return name.endswith(".xml")
    if name.endswith(".ui"):
        return re.search(r'translatable="(?:yes|true|1)"', text) is not None
    return name.endswith((".c", ".h")) and CALL.search(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)) is not None


def check_list(listed):
    for folder in ("src", "ui", "data"):
        for path in sorted((ROOT / folder).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.is_file() and path.name.endswith((".c", ".h", ".ui", ".in", ".xml")) and name not in listed and has_sentences(path):
                complain(f"{name}: has sentences and is missing in po/POTFILES.in")
    for name in listed:
        if not (ROOT / name).is_file():
            complain(f"po/POTFILES.in: there is no {name}")
    if len(listed) != len(set(listed)):
        complain("po/POTFILES.in: a file is listed twice")


def extract(listed, template):
    command = ["xgettext", "--from-code=UTF-8", "--add-comments=Translators", f"--directory={ROOT}", f"--output={template}", "--force-po"]
    command += [f"--keyword={keyword}" for keyword in KEYWORDS] + [f"--flag={flag}" for flag in FLAGS]
    # Where the rules by which labels of kinds and flows are found lie.
    environment = {**os.environ, "GETTEXTDATADIRS": f"{ROOT}/data/kinds:{ROOT}/data/flows"}
    result = subprocess.run(command + list(listed), capture_output=True, text=True, check=False, env=environment)
    # A warning is a sentence glued from pieces that xgettext cannot see, such as "Line %" PRIu64.
    if result.returncode != 0 or "warning:" in result.stderr:
        complain(result.stderr.strip())
    return result.returncode == 0


def check_language(language, template):
    catalogue = ROOT / "po" / f"{language}.po"
    checked = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", catalogue], capture_output=True, text=True, check=False)
    if checked.returncode != 0:
        complain(f"{catalogue.name}: {checked.stderr.strip()}")
        return
    compared = subprocess.run(["msgcmp", catalogue, template], capture_output=True, text=True, check=False)
    if compared.returncode != 0:
        complain(f"{catalogue.name}: {compared.stderr.strip()}")


def main():
    listed = (ROOT / "po/POTFILES.in").read_text(encoding="utf-8").split()
    languages = (ROOT / "po/LINGUAS").read_text(encoding="utf-8").split()
    template = WORK / "fresh.pot"
    check_list(listed)
    if not problems and extract(listed, template):
        for language in languages:
            check_language(language, template)
    if not problems:
        print(f"ok - {len(listed)} files, {' '.join(languages)}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
