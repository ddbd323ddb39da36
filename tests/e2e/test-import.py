#!/usr/bin/python3
"""One rule for every door: a file is taken whole or not at all, and looking at it changes nothing."""

import json

from support import Server, ctl, equal, kpi, main

CALLS = """Call ID,Date/Time,Agent,Status,Wait time,Talk time
1,2026-03-02 09:00:00,Ann,Answered,20,180
2,2026-03-02 25:05:00,Bob,Answered,40,90
3,2026-03-02 09:20:00,Bob,Answered,35,60
"""
LOG = """1772442000|c1|sales|NONE|ENTERQUEUE||123|1
1772442005|c1|sales|Agent/1|CONNECT|5|x|4
1772442065|c1|sales|Agent/1|COMPLETEAGENT|5|60|1
what is this
"""
EVENTS = """{"source":"crm","id":"1","at":"2026-03-02T09:00:00Z","type":"offered","contact":"a","queue":"sales"}
{"source":"crm","id":"2","at":"2026-03-02T09:00:05Z","type":"answered","contact":"a","agent":"ann"}
{"source":"crm","id":"3","at":"yesterday","type":"offered","contact":"b","queue":"sales"}
"""
FILES = {"calls": CALLS, "queue-log": LOG, "events": EVENTS}
GOOD = {"calls": 2, "queue-log": 1, "events": 1}  # contacts of the good lines
PERIOD = ("--from", "2026-03-02", "--to", "2026-03-03")


def put(folder, form):
    path = folder / f"{form}.txt"
    path.write_text(FILES[form])
    return path


def look(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_dry_run_writes_nothing_and_ends_as_the_import(folder):
    for form in FILES:
        path = put(folder, form)
        before = look(folder)
        told = ctl("import", "--create", "--format", form, "--data", folder / "centre", "--dry-run", path, status=1)
        assert "nothing was imported" in told.stderr, told.stderr
        assert "nothing is written" in told.stdout, told.stdout
        ctl("import", "--create", "--format", form, "--data", folder / "centre", "--dry-run", "--skip-rejected", path)
        equal(look(folder), before, form)
        ctl("import", "--create", "--format", form, "--data", folder / "centre", "--dry-run", "--rejects", folder / "kept", path, status=1)
        assert (folder / "kept").read_text().startswith("# line "), form
        (folder / "kept").unlink()


def test_what_is_refused_leaves_no_store(folder):
    for form in FILES:
        path = put(folder, form)
        ctl("import", "--create", "--format", form, "--data", folder / "deep" / "centre", path, status=1)
        assert not (folder / "deep").exists(), form
        path.write_text("nothing that anybody reads\nat all\n")
        ctl("import", "--create", "--format", form, "--data", folder / "deep" / "centre", "--skip-rejected", path, status=1)
        assert not (folder / "deep").exists(), form
    teams = folder / "teams.csv"
    teams.write_text("id,name,site\nnorth,North,nowhere\n")
    told = ctl("records", "import", "--create", "team", teams, "--data", folder / "centre", status=1)
    assert "line 2" in told.stderr, told.stderr
    ctl("records", "import", "--create", "team", teams, "--data", folder / "centre", "--dry-run", status=1)
    (folder / "word").write_text("harbour-sample\n")
    user = ("--create", "--new-password-file", folder / "word", "--data", folder / "centre")
    ctl("user", "add", "lin", "--role", "supervisor", "--teams", "nobody", *user, status=1)
    ctl("user", "add", "lin", "--role", "captain", *user, status=1)
    assert not (folder / "centre").exists()
    ctl("user", "add", "lin", "--role", "administrator", *user)
    assert (folder / "centre").exists()


def test_good_tables_make_the_store(folder):
    sites = folder / "sites.csv"
    sites.write_text("id,name,time_zone\nnorth,North,Europe/Berlin\n")
    told = ctl("records", "import", "--create", "site", sites, "--data", folder / "centre", "--dry-run")
    assert "nothing was written" in told.stdout, told.stdout
    assert not (folder / "centre").exists()
    told = ctl("records", "import", "--create", "site", sites, "--data", folder / "centre")
    equal(told.stdout.count("created"), 1, "said once")
    ctl("records", "import", "--create", "site", sites, "--data", folder / "centre", "--dry-run")
    sites.write_text("id,name,time_zone\nnorth,North,Europe/Berlin\nsouth,South,Mars/Base\neast,East,Europe/Riga\n")
    before = ctl("records", "list", "site", "--data", folder / "centre").stdout
    ctl("records", "import", "--create", "site", sites, "--data", folder / "centre", status=1)
    equal(ctl("records", "list", "site", "--data", folder / "centre").stdout, before)
    ctl("records", "import", "--create", "site", sites, "--data", folder / "centre", "--skip-rejected")
    assert "Riga" in ctl("records", "list", "site", "--data", folder / "centre").stdout


def read_all(folder):
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else None) for path in folder.rglob("*")}


def test_a_dry_run_of_a_table_changes_nothing_beside_a_server_too(folder):
    sites = folder / "sites.csv"
    sites.write_text("id,name,time_zone\nnorth,North,Europe/Berlin\n")
    where = ("--data", folder / "centre")
    ctl("records", "import", "--create", "site", sites, *where)
    sites.write_text("id,name,time_zone\nnorth,North,Europe/Riga\nsouth,South,Europe/Paris\n")
    teams = folder / "teams.csv"
    teams.write_text("id,name,site\none,One,nowhere\n")
    before = read_all(folder / "centre")
    told = ctl("records", "import", "site", sites, "--dry-run", *where)
    equal(told.stdout.split(), "created 1 changed 1 unchanged 0 dry run: nothing was written".split())
    assert "nowhere" in ctl("records", "import", "team", teams, "--dry-run", *where, status=1).stderr
    equal(read_all(folder / "centre"), before)
    server = Server(folder / "centre")
    try:
        refused = ctl("records", "import", "site", sites, *where, status=1)
        assert "centre" in refused.stderr, refused.stderr
        again = ctl("records", "import", "site", sites, "--dry-run", *where)
        equal(again.stdout, told.stdout)
        equal([x["time_zone"] for x in server.ask("GET", "records/site")["records"] if x["id"] == "north"], ["Europe/Berlin"])
    finally:
        server.stop()


def test_good_lines_are_taken_when_asked(folder):
    for form in FILES:
        path = put(folder, form)
        told = ctl("import", "--create", "--format", form, "--data", folder / form, "--skip-rejected", path)
        equal(kpi(folder / form, *PERIOD)["total"]["offered"], GOOD[form], form)
        assert f"{path}.rejected" in told.stdout, told.stdout
        equal((folder / f"{form}.txt.rejected").read_text().count("# line "), 1, form)
        # Mended: nothing of the earlier one stays beside it.
        path.write_text("".join(line for number, line in enumerate(FILES[form].splitlines(True))
                                if number != (2 if form == "calls" else 3 if form == "queue-log" else 2)))
        ctl("import", "--create", "--format", form, "--data", folder / form, path)
        assert not (folder / f"{form}.txt.rejected").exists(), form


def test_no_place_beside_the_file_is_no_hindrance(folder):
    path = put(folder, "calls")
    (folder / "calls.txt.rejected").mkdir()  # nothing can be written by this name, whoever asks
    told = ctl("import", "--create", "--format", "calls", "--data", folder / "centre", "--skip-rejected", path)
    assert "--rejects" in told.stderr, told.stderr
    equal(kpi(folder / "centre", *PERIOD)["total"]["offered"], 2)
    told = ctl("import", "--create", "--format", "calls", "--data", folder / "centre", path, status=1)
    assert "line 3" in told.stderr and "nothing was imported" in told.stderr, told.stderr
    ctl("import", "--create", "--format", "calls", "--data", folder / "centre", "--skip-rejected", "--rejects", folder, path, status=1)


def test_the_server_keeps_the_rule(folder):
    server = Server(folder / "centre")
    token = folder / "token"
    token.write_text(server.token + "\n")
    there = ("--server", server.address, "--token-file", token)
    try:
        for form in FILES:
            path = put(folder, form)
            question = f"import?format={form}&source={form}"
            body = FILES[form].encode()

            def count():
                return server.ask("GET", "kpi?from=2026-03-02&to=2026-03-03")["total"]["offered"]

            before = count()
            refusal = server.ask("POST", question, body, status=400)
            equal(refusal["error"]["code"], "invalid", form)
            equal((refusal["report"]["rejected"], refusal["report"]["floor"]), (1, None), form)
            equal(server.ask("POST", question + "&dry_run=1", body, status=400)["report"]["rejected"], 1, form)
            ctl("import", "--format", form, *there, path, status=1)
            assert (folder / f"{form}.txt.rejected").exists(), form
            (folder / f"{form}.txt.rejected").unlink()
            ctl("import", "--format", form, *there, "--dry-run", path, status=1)
            ctl("import", "--format", form, *there, "--dry-run", "--skip-rejected", path)
            assert not (folder / f"{form}.txt.rejected").exists(), form
            equal(count(), before, form)
            server.ask("POST", question + "&dry_run=1&skip_rejected=1", body)
            equal(count(), before, form)
            ctl("import", "--format", form, "--source", form, *there, "--skip-rejected", path)
            equal(count(), before + GOOD[form], form)
            equal(server.ask("POST", question + "&skip_rejected=1", body)["floor"]["applied"], 0, form)
        # The clock of a file can be said by this way too.
        server.ask("POST", "import?format=calls&source=far&zone=Mars/Base", CALLS.encode(), status=400)
        server.ask("POST", "import?format=calls&source=far&skip_rejected=1&zone=Asia/Tokyo", CALLS.encode())
        far = server.ask("GET", "kpi?from=2026-03-02T00:00:00Z&to=2026-03-02T01:00:00Z")["total"]["offered"]
        equal(far, 2)
    finally:
        server.stop()


FOREIGN = """Nummer;Tag;Wer;Ende;Dauer
1;2026-03-02 09:00:00;Ann;ok;180
2;2026-03-02 09:05:00;Bob;ok;90
"""
MAPPING = {"id": "Nummer", "date_time": "Tag", "agent": "Wer", "talk": "Dauer", "talk_unit": "s", "outcome": None}


def test_a_mapping_is_kept_and_used_by_name(folder):
    path, data = folder / "liste.csv", folder / "centre"
    path.write_text(FOREIGN)
    (folder / "map.json").write_text(json.dumps(MAPPING))
    ctl("import", "--create", "--format", "calls", "--source", "crm", "--map", folder / "map.json", "--data", data, path)
    table = folder / "mappings.csv"
    table.write_text('id,name,source,format,mapping\nweekly,Weekly list,crm,calls,"%s"\n' % json.dumps(MAPPING).replace('"', '""'))
    ctl("records", "import", "--create", "mapping", table, "--data", data)
    ctl("import", "--create", "--format", "calls", "--source", "second", "--map", "Weekly list", "--data", data, path)
    listed = json.loads(ctl("records", "list", "mapping", "--format", "json", "--data", data).stdout)["records"]
    assert listed[0]["used"], listed
    equal(kpi(data, *PERIOD)["total"]["answered"], 4)
    told = ctl("import", "--create", "--format", "calls", "--map", "monthly", "--data", data, path, status=1)
    assert "monthly" in told.stderr, told.stderr
    server = Server(data)
    token = folder / "token"
    token.write_text(server.token + "\n")
    there = ("--server", server.address, "--token-file", token)
    try:
        ctl("import", "--format", "calls", "--source", "third", "--map", "weekly", *there, path)
        equal(server.ask("GET", "kpi?from=2026-03-02&to=2026-03-03")["total"]["answered"], 6)
        server.ask("POST", "import?format=calls&mapping=monthly", FOREIGN.encode(), status=404)
        server.ask("POST", "import?format=calls&mapping=weekly&map=%7B%7D", FOREIGN.encode(), status=400)
        used = server.ask("GET", "records/mapping/weekly")
        assert used["used"] > listed[0]["used"], used
    finally:
        server.stop()


def test_an_inspection_tells_how_a_file_would_be_read(folder):
    path = put(folder, "calls")
    before = look(folder)
    told = ctl("import", "--create", "--format", "calls", "--data", folder / "centre", "--inspect", path, status=1)
    inspection = json.loads(told.stdout)
    assert "line 3" in inspection["refusal"] and inspection["refusal"] in told.stderr, told
    equal(inspection["report"]["rejected"], 1)
    equal([row["cells"][0] for row in inspection["rows"]], ["Call ID", "1", "2", "3"])
    assert "outcome" in inspection["roles"], inspection["roles"]
    equal(look(folder), before)
    ctl("import", "--create", "--format", "calls", "--data", folder / "centre", "--dry-run", "--skip-rejected", "--save-map", folder / "map.json", path)
    mapping = json.loads((folder / "map.json").read_text())
    equal((mapping["date_time"], mapping["outcome"]), ("Date/Time", "Status"))
    # What was saved reads the same file in the same way.
    again = ctl("import", "--create", "--format", "calls", "--data", folder / "centre", "--map", folder / "map.json", "--inspect", path, status=1)
    equal(json.loads(again.stdout)["report"]["mapping"], mapping)
    server = Server(folder / "centre")
    try:
        there = server.ask("POST", "import/inspect?format=calls", CALLS.encode())
        equal(there["report"], inspection["report"])
        equal(there["rows"], inspection["rows"])
        for form in ("queue-log", "events"):
            there = server.ask("POST", f"import/inspect?format={form}", FILES[form].encode())
            assert there["refusal"] and there["report"]["rejected"] == 1, there
        equal(server.ask("GET", "kpi?from=2026-03-02&to=2026-03-03")["total"]["offered"], 0)
    finally:
        server.stop()


def ask(target, *words):
    return json.loads(ctl("records", "query", *words, "--format", "json", *target).stdout)


def test_records_are_asked_for_and_one_is_written(folder):
    """Of a store here and of a server alike."""
    data = folder / "centre"
    sites, teams, one = folder / "sites.csv", folder / "teams.csv", folder / "one.json"
    sites.write_text("id,name,time_zone\nnorth,North,UTC\nsouth,South,UTC\n", encoding="utf-8")
    teams.write_text("id,name,site\na,Aurora,north\nb,Boreas,north\nc,Corona,south\n", encoding="utf-8")
    ctl("records", "import", "--create", "site", sites, "--data", data)
    ctl("records", "import", "team", teams, "--data", data)

    here = ("--data", data)
    equal([each["id"] for each in ask(here, "team", "where.site=north")["records"]], ["a", "b"])
    equal([each["id"] for each in ask(here, "team", "where.site=north;south", "--order", "-name", "--limit", "2")["records"]], ["c", "b"])
    page = ask(here, "team", "--order", "name", "--limit", "2")
    equal([each["id"] for each in ask(here, "team", "--order", "name", "--limit", "2", "--after", page["next"])["records"]], ["c"])
    told = ctl("records", "query", "team", "site", *here, status=2)
    assert "where." in told.stderr and "from." in told.stderr, told.stderr
    assert "leader" in ctl("records", "query", "team", "where.leader=x", *here, status=1).stderr

    one.write_text(json.dumps({"id": "d", "name": "Dune", "site": "south"}), encoding="utf-8")
    ctl("records", "put", "team", one, *here)
    server = Server(data)
    try:
        (folder / "token").write_text(server.token, encoding="utf-8")
        there = ("--server", server.address, "--token-file", folder / "token")
        found = ask(there, "team", "where.site=south", "--order", "name")
        equal([each["id"] for each in found["records"]], ["c", "d"])
        changed = dict(found["records"][1], name="Delta")
        one.write_text(json.dumps(changed), encoding="utf-8")
        ctl("records", "put", "team", one, *there)
        equal(ask(there, "team", "begins.name=del")["records"][0]["name"], "Delta")
        # On the revision of before nothing is written.
        ctl("records", "put", "team", one, *there, status=1)
    finally:
        server.stop()


main(test_a_dry_run_writes_nothing_and_ends_as_the_import, test_what_is_refused_leaves_no_store, test_good_tables_make_the_store,
     test_a_dry_run_of_a_table_changes_nothing_beside_a_server_too, test_good_lines_are_taken_when_asked, test_no_place_beside_the_file_is_no_hindrance, test_the_server_keeps_the_rule,
     test_a_mapping_is_kept_and_used_by_name, test_an_inspection_tells_how_a_file_would_be_read, test_records_are_asked_for_and_one_is_written)
