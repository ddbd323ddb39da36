#!/usr/bin/python3
"""Holds packaging files against the tree: names, modules, packages, icons."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

ID = "org.floorwalker.Floorwalker"
failures = []


def check(condition, text):
    print("ok -" if condition else "not ok -", text)
    if not condition:
        failures.append(text)


def check_flatpak(root):
    manifest = json.loads((root / "flatpak" / f"{ID}.json").read_text(encoding="utf-8"))
    check(manifest["id"] == ID, "the manifest carries the application's id")
    check((manifest["runtime"], manifest["runtime-version"]) == ("org.gnome.Platform", "50"), "it names its runtime")
    for module in manifest["modules"]:
        for source in module["sources"]:
            fixed = source["type"] == "dir" or "tag" in source or "commit" in source or "sha256" in source
            check(fixed, f"{module['name']}: its source is fixed")
    check(manifest["modules"][-1]["name"] == "floorwalker", "the program comes last")


def check_icons(root):
    for path in ("scalable/apps/" + ID + ".svg", "symbolic/apps/" + ID + "-symbolic.svg"):
        svg = ElementTree.parse(root / "data/icons/hicolor" / path).getroot()
        check(svg.tag == "{http://www.w3.org/2000/svg}svg", f"{path} is an SVG")
        check(svg.get("width") == svg.get("height"), f"{path} is square")


def check_packages(root):
    for name in ("packages", "packages-debian", "packages-test"):
        lines = (root / "build-aux" / name).read_text(encoding="utf-8").split("\n")
        check(lines[-1] == "" and lines[:-1] == sorted(set(lines[:-1])), f"{name}: one a line, sorted, each once")
        check(all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", line) for line in lines[:-1]), f"{name}: names alone")


def check_versions(root):
    version = re.search(r"version: '([^']+)'", (root / "meson.build").read_text(encoding="utf-8")).group(1)
    metainfo = ElementTree.parse(root / "data" / f"{ID}.metainfo.xml.in").getroot()
    check(metainfo.find("releases/release").get("version") == version, "the newest release is this version")
    check(metainfo.findtext("id") == ID, "the metainfo carries the application's id")


def main():
    root = pathlib.Path(sys.argv[1])
    check_flatpak(root)
    check_icons(root)
    check_packages(root)
    check_versions(root)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
