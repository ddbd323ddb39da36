#!/usr/bin/python3
"""As somebody new would: from the files she has to the figures of her centre, by the command line alone."""

import csv
import gzip
import io
import json
import re
import sqlite3

from support import SOURCE, ctl, equal, kpi, main, near, shared

CALLS = SOURCE / "tests/data/calls-week.csv"
NO_WAITS = SOURCE / "tests/data/calls-no-waits.csv"


def test_dry_run_tells_and_writes_nothing(folder):
    data = folder / "centre"
    said = ctl("import", "--create", "--format", "calls", "--dry-run", "--data", data, CALLS).stdout
    assert re.search(r"rows read\s+10\b", said) and re.search(r"accepted\s+10\b", said), said
    assert re.search(r"rejected\s+0\b", said) and "dry run" in said, said
    assert "2026-09-14" in said and "2026-09-17" in said, said
    assert not data.exists(), "a dry run made a store"


def test_import_and_figures(folder):
    data = folder / "centre"
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, CALLS)
    total = kpi(data)["total"]
    equal((total["offered"], total["answered"]), (10, 8), "offered, answered")
    equal(total["abandoned"] + total["left"], 2, "lost")
    near(total["connection_rate"], 0.8, 1e-9, "connection")
    near(total["asa_s"], 156 / 8, 1e-6, "ASA")
    near(total["aht_s"], 1890 / 8, 1e-6, "AHT")
    equal(total["csat_n"], 7, "ratings")
    near(total["csat"], 4 / 7, 1e-9, "CSAT")
    equal(total["resolved"], 6, "resolved")
    groups = {group["key"]["queue"]: group for group in kpi(data, "--by", "queue")["groups"]}
    equal(sorted(groups), ["sales", "support"])
    equal((groups["sales"]["offered"], groups["support"]["offered"]), (5, 5))


def test_a_list_without_waits_has_no_speed_of_answer(folder):
    data = folder / "centre"
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, NO_WAITS)
    total = kpi(data)["total"]
    equal((total["offered"], total["answered"], total["abandoned"]), (5, 3, 2), "offered, answered, abandoned")
    near(total["aht_s"], 190, 1e-6, "AHT")
    for metric in ("asa_s", "service_level", "service_level_offered", "service_level_positive",
                   "service_level_ignored", "service_level_answered", "service_level_no_short"):
        equal(total[metric], None, metric)
    near(total["connection_rate"], 0.6, 1e-9, "connection")
    near(total["connection_rate_no_short"], 0.6, 1e-9, "connection without shorts")
    listed = json.loads(ctl("contacts", "--data", data, "--format", "json").stdout)["contacts"]
    equal([(contact["wait_s"], contact["in_target"], contact["short"]) for contact in listed], [(None, None, False)] * 5)
    rows = list(csv.DictReader(io.StringIO(ctl("contacts", "--data", data, "--format", "csv").stdout)))
    equal([row["wait_s"] for row in rows], [""] * 5)
    assert "identical" in ctl("verify", "--data", data).stdout


def test_import_twice_is_import_once(folder):
    data = folder / "centre"
    first = ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, CALLS).stdout
    again = ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, CALLS).stdout
    assert re.search(r"applied\s+10\b", first), first
    assert re.search(r"already known\s+10\b", again), again
    equal(kpi(data)["total"]["offered"], 10)


def test_days_queues_and_csv(folder):
    data = folder / "centre"
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, CALLS)
    answer = kpi(data, "--from", "2026-09-15", "--to", "2026-09-16", "--only", "queue=sales")
    equal(answer["total"]["offered"], 2)
    text = ctl("kpi", "--data", data, "--by", "queue", "--bucket", "day", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    equal(sum(int(row["offered"]) for row in rows), 10)
    assert {"bucket", "queue", "offered", "connection_rate"} <= set(rows[0]), rows[0]
    table = ctl("kpi", "--data", data, "--by", "queue").stdout
    assert "total" in table and "80.0 %" in table, table


def test_contacts_are_what_the_figure_counts(folder):
    data = folder / "centre"
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, CALLS)
    for measure, n in (("offered", 10), ("answered", 8), ("satisfied", 4), ("resolved", 6)):
        found = json.loads(ctl("contacts", "--data", data, "--measure", measure, "--format", "json").stdout)
        equal((found["total"], len(found["contacts"])), (n, n), measure)
    listed = ctl("contacts", "--data", data, "--only", "queue=support", "--format", "csv").stdout
    equal(sorted(row["id"] for row in csv.DictReader(io.StringIO(listed))), ["W-3", "W-4", "W-7", "W-8", "W-9"])


def test_a_bad_line_changes_nothing_unless_asked(folder):
    data, bad = folder / "centre", folder / "bad.csv"
    lines = CALLS.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("14/09/2026", "31/02/2026")
    bad.write_text("\n".join(lines) + "\n", encoding="utf-8")
    refused = ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, bad, status=1)
    assert "nothing was imported" in refused.stderr and "line 4" in refused.stdout, refused
    rejected = (folder / "bad.csv.rejected").read_text(encoding="utf-8")
    assert "31/02/2026" in rejected and "line 4" in rejected, rejected
    assert not data.exists(), "a refused first import left a store"
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--skip-rejected", "--data", data, bad)
    equal(kpi(data)["total"]["offered"], 9)


def test_wrong_use_is_told_apart(folder):
    ctl(status=2)
    ctl("dance", status=2)
    ctl("kpi", status=2)
    ctl("kpi", "--data", folder, "--server", "http://127.0.0.1:1", status=2)
    ctl("import", "--create", "--format", "calls", "--data", folder / "centre", status=2)
    ctl("import", "--create", "--format", "tarot", "--data", folder / "centre", CALLS, status=2)
    ctl("kpi", "--data", folder / "nowhere", status=1)
    ctl("import", "--create", "--format", "calls", "--data", folder / "centre", folder / "nowhere.csv", status=1)
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", folder / "centre", CALLS)
    ctl("kpi", "--data", folder / "centre", "--by", "mood", status=2)
    ctl("kpi", "--data", folder / "centre", "--from", "yesterday", status=2)
    equal(ctl("--version").stdout.split()[0], "floorwalkerctl")


def test_verify_backup_restore(folder):
    data = folder / "centre"
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, CALLS)
    assert "identical" in ctl("verify", "--data", data).stdout
    ctl("backup", "--data", data, folder / "copy")
    refused = ctl("restore", "--data", folder / "again", folder / "copy", status=1)
    assert "--key-file" in refused.stderr, refused.stderr
    ctl("restore", "--data", folder / "again", "--key-file", data / "store.key", folder / "copy")
    equal(kpi(folder / "again")["total"], kpi(data)["total"])
    ctl("restore", "--data", data, folder / "copy", status=1)


def test_a_centre_is_begun_where_nothing_is(folder):
    """A database that is missing or empty where something lies may be one that was lost."""
    data, lost, secret = folder / "centre", folder / "lost", folder / "secret"
    secret.write_text("a-long-enough-secret\n", encoding="utf-8")
    user = ("user", "add", "ana", "--role", "administrator", "--new-password-file", secret)
    ctl(*user, "--data", data)
    lost.mkdir()
    for name in [path.name for path in data.iterdir() if path.is_file() and path.stat().st_size > 0]:
        (lost / name).write_bytes(b"")
        assert "--create" in ctl(*user, "--data", lost, status=1).stderr
        (lost / name).unlink()
    ctl(*user, "--data", lost)


def test_accounts_and_records(folder):
    data, secret = folder / "centre", folder / "secret"
    secret.write_text("a-long-enough-secret\n", encoding="utf-8")
    first = ctl("user", "add", "lin", "--role", "supervisor", "--new-password-file", secret, "--create", "--data", data, status=1)
    assert "administrator" in first.stderr, first.stderr
    ctl("user", "add", "ana", "--role", "administrator", "--new-password-file", secret, "--create", "--data", data)
    ctl("user", "add", "lin", "--role", "supervisor", "--new-password-file", secret, "--data", data)
    ctl("user", "disable", "ana", "--data", data, status=1)
    ctl("user", "add", "lin", "--role", "supervisor", "--new-password-file", secret, "--data", data, status=1)
    ctl("user", "add", "bo", "--role", "king", "--new-password-file", secret, "--data", data, status=1)
    listed = ctl("user", "list", "--data", data).stdout
    assert "lin" in listed and "a-long-enough-secret" not in listed, listed
    sites = folder / "sites.csv"
    sites.write_text("id,name,time_zone,day_start\nmain,Main hall,Asia/Shanghai,06:00\n", encoding="utf-8")
    assert "created        1" in ctl("records", "import", "site", sites, "--data", data).stdout
    assert "unchanged      1" in ctl("records", "import", "site", sites, "--data", data).stdout
    exported = ctl("records", "export", "site", "--data", data).stdout
    assert "Main hall" in exported and "id,name," in exported, exported
    sites.write_text("id,name,time_zone\nmain,Main hall,Atlantis/Harbour\n", encoding="utf-8")
    assert "line 2" in ctl("records", "import", "site", sites, "--data", data, status=1).stderr


def test_move_along(folder):
    """A finding is judged and closed at the command line, as its flow lets it be."""
    data, findings = folder / "centre", folder / "findings.csv"
    findings.write_text("id,title,watch,day,metric\nf1,Nights fell,nights,2026-03-02,csat\n", encoding="utf-8")
    ctl("records", "import", "finding", findings, "--create", "--data", data)

    def state():
        return json.loads(ctl("records", "list", "finding", "--format", "json", "--data", data).stdout)["records"][0]["state"]

    equal(state(), "new", "state of a new finding")
    assert "nothing leads there" in ctl("records", "move", "finding", "f1", "closed", "--reason", "x", "--data", data, status=1).stderr
    assert "is “real” now" in ctl("records", "move", "finding", "f1", "real", "--data", data).stdout
    assert "reason" in ctl("records", "move", "finding", "f1", "closed", "--data", data, status=1).stderr
    equal(state(), "real", "state while no reason was given")
    ctl("records", "move", "finding", "f1", "closed", "--reason", "The router is mended", "--data", data)
    equal(state(), "closed", "state at the end")
    assert "there is no finding" in ctl("records", "move", "finding", "f2", "real", "--data", data, status=1).stderr
    assert "has no flow" in ctl("records", "move", "team", "a", "real", "--data", data, status=2).stderr
    ctl("records", "move", "finding", "f1", "--data", data, status=2)


def test_call_list_of_2021_in_three_forms(folder):
    totals = []
    for name in ("calls-a.csv", "calls-c.csv", "calls.xlsx"):
        data = folder / name
        ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, "--rejects", folder / "rejected", shared("calls-2021/" + name))
        total = kpi(data)["total"]
        equal((total["offered"], total["answered"], total["resolved"], total["csat_n"]), (5000, 4054, 3646, 4054), name)
        near(total["asa_s"], 67.5207, 5e-5, name)
        near(total["aht_s"], 224.9228, 5e-5, name)
        near(total["rating_mean"], 3.4036, 5e-5, name)
        near(total["csat"], 0.499013, 5e-7, name)
        near(total["connection_rate_no_short"], total["connection_rate"], 1e-12, name)  # unanswered ones have no wait
        within = json.loads(ctl("contacts", "--data", data, "--measure", "answered_in_target", "--limit", "1", "--format", "json").stdout)["total"]
        near(total["service_level"], within / (total["answered"] + total["abandoned"]), 1e-12, name)
        near(total["service_level_positive"], total["service_level"], 1e-12, name)
        totals.append(total)
    equal(totals[0], totals[1])


def read_queue_show(text):
    """Per queue C, A, SL and SL2, and calls taken per member, as Asterisk printed them."""
    queues, members = {}, {}
    name = None
    for line in text.splitlines():
        head = re.match(r"(\S+)\s+has .*, C:(\d+), A:(\d+), SL:([\d.]+)%, SL2:([\d.]+)%", line)
        if head:
            name = head[1]
            queues[name] = (int(head[2]), int(head[3]), float(head[4]), float(head[5]))
        taken = re.search(r"^\s+(\S+).* has taken (\d+) calls", line)
        if taken and name:
            members[(name, taken[1])] = int(taken[2])
    return queues, members


def test_queue_log_equals_asterisk(folder):
    log, shown = SOURCE / "tests/data/asterisk/queue_log.gz", SOURCE / "tests/data/asterisk/queue_show.txt"
    data = folder / "centre"
    queues, members = read_queue_show(shown.read_text(encoding="utf-8"))
    assert queues, "queue_show.txt is not as expected"
    policy = folder / "policy.csv"
    policy.write_text("id,subject,value,since\nsl,service-level-seconds,5,2000-01-01\n", encoding="utf-8")
    ctl("records", "import", "policy", policy, "--create", "--data", data)
    ctl("import", "--create", "--format", "queue-log", "--data", data, log)
    groups = {group["key"]["queue"]: group for group in kpi(data, "--by", "queue")["groups"]}
    for name, (completed, abandoned, within, lost_within) in queues.items():
        equal(groups[name]["answered"], completed, name + " C")
        equal(groups[name]["abandoned"] + groups[name]["left"], abandoned, name + " A")
        near(groups[name]["service_level_answered"] * 100, within, 0.0501, name + " SL")
        # Asterisk's SL2 divides by all calls, ours by answered and abandoned: those sent on by timeout stand between.
        decided = groups[name]["answered"] + groups[name]["abandoned"]
        near(groups[name]["service_level_positive"] * 100 * decided / (completed + abandoned), lost_within, 0.0501, name + " SL2")
    taken = {group["key"]["agent"]: group["answered"] for group in kpi(data, "--by", "agent")["groups"]}
    for (_, agent), calls in members.items():
        equal(taken.get(agent, 0), calls, agent)


def test_store_is_private(folder):
    data = folder / "centre"
    ctl("import", "--create", "--format", "calls", "--zone", "UTC", "--data", data, CALLS)
    equal(data.stat().st_mode & 0o777, 0o700, "folder")
    for path in data.iterdir():
        equal(path.stat().st_mode & 0o077, 0, path.name)
    with sqlite3.connect(f"file:{data / 'floorwalker.db'}?mode=ro", uri=True) as store:
        equal(store.execute("PRAGMA integrity_check").fetchone()[0], "ok")


def test_cells_need_no_centre(folder):
    """Read by the small program in front; said in any other form the whole one answers, and alike."""
    cells = folder / "cells.csv"
    cells.write_text("team,product,real_a,real_b,predict_a,predict_b\n" + "".join(
        f"t{team},p{product},{300 if team == 2 else 450},500,450,500\n" for team in range(6) for product in range(5)), encoding="utf-8")
    gzipped = folder / "cells.csv.gz"
    gzipped.write_bytes(gzip.compress(cells.read_bytes()))
    equal(ctl("why", "--cells", cells).stdout, "team=t2\n", "causes")
    equal(ctl("why", "--cells", gzipped).stdout, "team=t2\n", "gzipped")
    equal(ctl("why", f"--cells={cells}").stdout, "team=t2\n", "by the whole program")
    equal(ctl("why", "--cells", cells, "--direction", "rose").stdout, "\n", "the other direction")
    cells.write_text("team,real,predict\na,1,NaN\n", encoding="utf-8")
    assert "line 2" in ctl("why", "--cells", cells, status=1).stderr
    assert "nosuch" in ctl("why", "--cells", folder / "nosuch", status=1).stderr
    ctl("why", "--cells", cells, "--direction", "up", status=2)
    ctl("why", "--cells", status=2)


if __name__ == "__main__":
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
