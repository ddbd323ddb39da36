#!/usr/bin/python3
"""make-long.py CATALOGUE OUTPUT: a catalogue whose every sentence is the English one, longer by a third.

German takes about so much more room than English. What a format holds stays in its place, as letters are added at the end."""

import ast
import pathlib
import re
import subprocess
import sys


def unquote(text):
    return ast.literal_eval(text)


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def lengthen(text):
    plain = re.sub(r"<[^>]*>|%[0-9$.]*[a-zA-Z%]|\{[^}]*\}", "", text)
    more = " " + "äußerstlänger "[: max(2, len(plain) // 3)].strip() if plain.strip() else ""
    end = "\n" if text.endswith("\n") else ""
    return text.removesuffix("\n") + more + end


def main():
    source, output = map(pathlib.Path, sys.argv[1:3])
    blocks = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"']
    for block in re.split(r"\n\n+", source.read_text(encoding="utf-8")):
        fields, current = {}, None
        for line in block.split("\n"):
            match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr\S*) (".*")$', line)
            if match:
                current = match[1]
                fields[current] = unquote(match[2])
            elif line.startswith('"') and current:
                fields[current] += unquote(line)
        # What strftime reads is no sentence.
        if not fields.get("msgid") or re.search(r"%-?[A-Zabdeknpr]\b", fields["msgid"]):
            continue
        lines = [f"msgctxt {quote(fields['msgctxt'])}"] if "msgctxt" in fields else []
        lines.append("msgid " + quote(fields["msgid"]))
        if "msgid_plural" in fields:
            lines += ["msgid_plural " + quote(fields["msgid_plural"]), "msgstr[0] " + quote(lengthen(fields["msgid"])),
                      "msgstr[1] " + quote(lengthen(fields["msgid_plural"]))]
        else:
            lines.append("msgstr " + quote(lengthen(fields["msgid"])))
        blocks.append("\n".join(lines))
    output.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["msgfmt", "-o", str(output), "-"], input="\n\n".join(blocks) + "\n", text=True, check=True)


main()
