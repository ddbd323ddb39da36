#!/usr/bin/python3
"""What the command line tells people is in their language; what programs read is not."""

import json
import os
import subprocess

from support import BUILD, CTL, Skip, ctl, equal, main

LOCALE = "zh_CN.UTF-8"
LIST = """Call ID,Start Time,Queue,Agent,Direction,Status,Wait,Talk,Colour
1,2026-03-13 09:00:00,Sales,Ann Lee,Inbound,Answered,12,200,red
2,2026-03-13 09:10:00,sales,ANN LEE,Inbound,Gone fishing,40,0,red
4,2026-03-13 09:30:00,Sales,ANN LEE,Inbound,Answered,12,200,red
3,2026-03-13 09:20:00,Sales,Ann Lee,Outbound,Answered,3,60,red
"""


def chinese(*words, status=0):
    if not (BUILD / "tests/locales" / LOCALE).exists():
        raise Skip(f"the locale {LOCALE} is not here")
    done = subprocess.run([str(CTL), *map(str, words)], env=dict(os.environ, LC_ALL=LOCALE, LANGUAGE=""), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, check=False)
    equal(done.returncode, status, done.stderr)
    return done


def test_a_report_is_told_in_the_language(folder):
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    told = chinese("import", "--data", folder / "centre", "--format", "calls", "--dry-run", folder / "list.csv", status=1)
    for words in ("试运行：不写入任何内容", "已读行数", "不是呼入", "“Colour”", "未使用", "“Gone fishing”（“Status”列）：无法识别，首见于第 3 行",
                  "按多个人员统计；如为同一人，请在列映射中说明，例如 {\"people\": {\"Ann Lee\": [\"ANN LEE\"]}}", "逗号"):
        assert words in told.stdout, (words, told.stdout)
    assert "4 行中有 1 行被拒绝，因此没有导入任何内容" in told.stderr, told.stderr
    # Figures stand below each other: a sign of Chinese takes two columns.
    counts = [line for line in told.stdout.splitlines() if line.startswith(("已读行数", "接受", "拒绝"))]
    equal(len({len(line.encode("gb18030")) for line in counts}), 1, counts)


def test_what_programs_read_is_the_same(folder):
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    taken = {"words": {"outcome": {"Gone fishing": "abandoned"}}}
    (folder / "map.json").write_text(json.dumps(taken), encoding="utf-8")
    words = ["--data", folder / "centre", "--format", "calls", "--map", folder / "map.json", folder / "list.csv"]
    equal(chinese("import", "--inspect", *words).stdout, ctl("import", "--inspect", *words).stdout)
    chinese("import", *words)
    asked = ["kpi", "--data", folder / "centre", "--from", "2026-03-13", "--to", "2026-03-14", "--format"]
    equal(chinese(*asked, "csv").stdout, ctl(*asked, "csv").stdout)
    told, known = json.loads(chinese(*asked, "json").stdout), json.loads(ctl(*asked, "json").stdout)
    assert told.pop("age_s") <= known.pop("age_s")
    equal(told, known)


def test_english_without_a_catalogue_of_the_language(folder):
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    told = ctl("import", "--data", folder / "centre", "--format", "calls", "--dry-run", folder / "list.csv", status=1)
    assert "rows read                   4" in told.stdout, told.stdout
    assert "did not come in" in told.stdout, told.stdout


if __name__ == "__main__":
    main(test_a_report_is_told_in_the_language, test_what_programs_read_is_the_same, test_english_without_a_catalogue_of_the_language)
