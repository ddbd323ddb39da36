#!/usr/bin/python3
"""The table of docs/security.md has a row for each requirement of ASVS 5.0 level 2, that of docs/attacks.md one for each point, and the
tests that they name are there."""

import pathlib
import re
import sys

# Levels 1 and 2 of ASVS 5.0.0: how many of each section; they are numbered from 1 and stand before those of level 3.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 3, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}
WHOLE = ["6.5", "6.6", "6.8", "9", "10", "17"]  # nothing of them applies

ROOT = pathlib.Path(sys.argv[1])
text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
rows = re.findall(r"^\| ([0-9]+(?:\.[0-9]+)*) \| (.*?) \| (.*?) \|$", text, re.MULTILINE)
expected = WHOLE + [f"{section}.{number}" for section, last in SECTIONS.items() for number in range(1, last + 1)]
found = [number for number, _, _ in rows]
problems = [f"{number}: no row" for number in expected if number not in found]
problems += [f"{number}: no such requirement, or twice" for number in found if number not in expected or found.count(number) > 1]
for number, tests, reason in rows:
    names = re.findall(r"`([^`]+)`", tests)
    if not names and (tests != "—" or not reason):
        problems.append(f"{number}: neither a test nor a reason")
    problems += [f"{number}: there is no tests/{name}" for name in names if not list(ROOT.glob(f"tests/{name}.*"))]
for number in re.findall(r"\(([0-9.]+(?:, [0-9.]+)*)\)", text.split("## The table")[0]):
    for part in number.split(", "):
        if not any(row == part and "**open**" in reason for row, _, reason in rows):
            problems.append(f"{part}: said to be missing, and not open in the table")
if not (ROOT / "SECURITY.md").is_file():
    problems.append("SECURITY.md is not there")

POINTS = 22
attacks = dict(re.findall(r"^\| ([0-9]+) \| .*? \| (.*?) \|$", (ROOT / "docs/attacks.md").read_text(encoding="utf-8"), re.MULTILINE))
for point in range(1, POINTS + 1):
    held = attacks.get(str(point), "")
    programs = re.findall(r"`([^`]+)`(?: \(([^)]*)\))?", held)
    if not programs:
        problems.append(f"attacks.md: point {point}: no test")
    for name, parts in programs:
        sources = list(ROOT.glob(f"tests/{name}.*"))
        text = "".join(source.read_text(encoding="utf-8") for source in sources)
        if not sources:
            problems.append(f"attacks.md: point {point}: there is no tests/{name}")
        problems += [f"attacks.md: point {point}: {name} has no test {part}" for part in parts.split(", ") if part and part not in text]

print("1..1")
for problem in problems:
    print("#", problem)
print("not ok 1 - security" if problems else "ok 1 - security")
sys.exit(1 if problems else 0)
