#!/usr/bin/python3
"""A served sample centre from outside: who sees what, what survives, and that both ends give the same figures."""

import atexit
import datetime
import json
import pathlib
import shutil
import tempfile
import threading
import time
import urllib.request

from support import PASSWORD, SOURCE, Server, ctl, equal, main, put_sample, wait_for

CALLS = SOURCE / "tests/data/calls-week.csv"
_served = []


def served():
    """One sample for all tests that only look: making it takes some seconds."""
    if not _served:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="floorwalker-"))
        atexit.register(shutil.rmtree, folder, True)
        put_sample(folder / "sample")
        _served.append(Server(folder / "sample", "--sample"))
        atexit.register(_served[0].stop)
    return _served[0]


def test_it_says_that_it_is_a_sample(_folder):
    server = served()
    equal(server.ask("GET", "health", token="")["sample"], True)
    session = server.ask("GET", "session")
    equal((session["sample"], session["centre"]), (True, "Harbour centre"))


def test_the_live_day_feeds_itself(_folder):
    server = served()
    before = server.ask("GET", "live?by=team")["last_event"]
    wait_for(lambda: server.ask("GET", "live?by=team")["last_event"] != before, 60, "an event")


def test_a_well_run_month(_folder):
    total = served().ask("GET", "kpi?from=2000-01-01T00:00:00Z&to=2099-01-01T00:00:00Z")["total"]
    assert 700000 < total["offered"] < 1000000, total["offered"]
    assert 0.95 < total["connection_rate"] < 0.985 and 0.88 < total["service_level"] < 0.96, total
    assert 235 < total["aht_s"] < 265 and 0.90 < total["csat"] < 0.93 and 0.84 < total["resolution_rate"] < 0.88, total
    assert 0.72 < total["occupancy"] < 0.84, total["occupancy"]


def test_nothing_without_signing_in(_folder):
    server = served()
    for path in ("kpi", "live?by=team", "contacts", "records/person", "verify", "names", "session"):
        server.ask("GET", path, token="", status=401)
        server.ask("GET", path, token="bm90LWEtdG9rZW4", status=401)
    server.ask("POST", "session", {"user": "supervisor", "password": "wrong-password"}, token="", status=401)
    server.ask("POST", "session", {"user": "nobody", "password": PASSWORD}, token="", status=401)


def sign_out(server, token):
    request = urllib.request.Request(f"{server.address}/api/v1/session", method="DELETE", headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status in (200, 204), answer.status


def test_each_role_sees_what_it_may(_folder):
    server = served()
    for role in ("supervisor", "trainer", "hr", "quality", "administrator"):
        token = server.sign_in(role)
        equal(server.ask("GET", "session", token=token)["role"], role)
        administrator = role == "administrator"
        server.ask("GET", "records/account", token=token, status=200 if administrator else 403)
        server.ask("POST", "events", b"{}", token=token, content_type="application/x-ndjson",
                   status=400 if administrator else 403)
        assert server.ask("GET", "kpi?by=team", token=token)["groups"], role
        people = server.ask("GET", "records/person", token=token)["records"]
        equal(len(people), 240, role)
        hired = [person.get("hired") for person in people if person.get("hired")]
        equal(len(hired), 0 if role == "quality" else 240, role + " and days of hiring")
        sign_out(server, token)
        server.ask("GET", "session", token=token, status=401)


def test_a_scope_of_two_teams(_folder):
    server = served()
    token = server.sign_in("night-lead")
    everything = server.ask("GET", "kpi?by=team")
    answer = server.ask("GET", "kpi?by=team", token=token)
    equal(sorted(group["key"]["team"] for group in answer["groups"]), ["night-a", "night-b"])
    for group in answer["groups"]:
        same = next(other for other in everything["groups"] if other["key"] == group["key"])
        equal(group["answered"], same["answered"], group["key"]["team"])
    equal(answer["total"]["answered"], sum(group["answered"] for group in answer["groups"]))
    contacts = server.ask("GET", "contacts?limit=200", token=token)
    assert {contact["team"] for contact in contacts["contacts"]} <= {"night-a", "night-b"}
    equal({person["team"] for person in server.ask("GET", "records/person", token=token)["records"]}, {"night-a", "night-b"})
    equal(sorted(team["id"] for team in server.ask("GET", "names", token=token)["team"]), ["night-a", "night-b"])
    equal(server.ask("GET", "kpi?by=team&team=sales-a", token=token)["groups"], [])
    rows = server.ask("GET", "live?by=team", token=token)["people"]["rows"]
    assert {row["team"] for row in rows} <= {"night-a", "night-b"}


def test_a_cell_opens_exactly_what_it_counts(_folder):
    server = served()
    groups = server.ask("GET", "kpi?by=channel,outcome&team=tech-a&from=2000-01-01T00:00:00Z&to=2099-01-01T00:00:00Z")["groups"]
    for group in groups:
        filters = "&".join(f"{name}={value}" for name, value in group["key"].items())
        for measure in ("offered", "answered", "abandoned"):
            listed = server.ask("GET", f"contacts?team=tech-a&{filters}&measure={measure}&limit=1&from=2000-01-01T00:00:00Z&to=2099-01-01T00:00:00Z")
            equal(listed["total"], group[measure], f"{filters} {measure}")


def test_two_edits_of_one_record(_folder):
    server = served()
    record = server.ask("GET", "records/team/sales-a")
    first = server.ask("PUT", "records/team/sales-a", {**record, "name": "Sales Alpha"})
    equal(first["revision"], record["revision"] + 1)
    refused = server.ask("PUT", "records/team/sales-a", {**record, "name": "Sales One"}, status=409)
    equal((refused["error"]["code"], refused["stored"]["name"]), ("conflict", "Sales Alpha"))
    server.ask("PUT", "records/team/sales-a", {**refused["stored"], "name": record["name"]})
    log = server.ask("GET", "records/team/sales-a/log")["changes"]
    equal([(change["field"], change["after"]) for change in log[:2]], [("name", record["name"]), ("name", "Sales Alpha")])


def test_both_ends_give_the_same(folder):
    server = served()
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    there = ["--server", server.address, "--user", "administrator", "--password-file", secret]
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 86400))
    asked = json.loads(ctl("kpi", *there, "--to", until, "--by", "team", "--format", "json").stdout)
    answered = server.ask("GET", f"kpi?by=team&from=1970-01-01T00:00:00Z&to={until}")
    for one, two in zip(asked["groups"], answered["groups"]):
        equal((one["key"], one["answered"], one["aht_s"]), (two["key"], two["answered"], two["aht_s"]))
    listed = json.loads(ctl("contacts", *there, "--only", "team=night-b", "--limit", "5", "--format", "json").stdout)
    equal(len(listed["contacts"]), 5)
    assert "identical" in ctl("verify", *there).stdout
    ctl("kpi", "--server", server.address, "--user", "administrator", "--password-file", "/dev/null", status=1)
    refused = ctl("import", "--format", "calls", "--data", server.data, CALLS, status=1)
    assert "serve" in refused.stderr or "open" in refused.stderr or "use" in refused.stderr, refused.stderr


def test_why_is_the_same_at_both_ends(folder):
    """The planted fault, asked of the store itself and of a server over it."""
    data = folder / "centre"
    put_sample(data)
    day = time.gmtime(time.time() - 6 * 3600)  # the site's day starts at six
    made = datetime.date(day.tm_year, day.tm_mon, day.tm_mday)
    first, end = (str(made + datetime.timedelta(days=days)) for days in (-18, -11))
    here = json.loads(ctl("why", "--data", data, "--metric", "csat", "--from", first, "--to", end, "--baseline", "previous", "--format", "json").stdout)
    before = [str(made + datetime.timedelta(days=days)) for days in (-25, -18)]
    last = str(made + datetime.timedelta(days=-19))
    asked = ["why", "--metric", "csat", "--from", first, "--to", end, "--baseline", "period", "--format", "json"]
    server = Server(data)
    try:
        there = server.ask("GET", f"why?metric=csat&from={first}&to={end}&baseline=previous")
        server.ask("POST", "records/period", {"id": "calm", "name": "Calm week", "from": before[0], "to": last}, status=201)
        token = folder / "token"
        token.write_text(server.token + "\n", encoding="utf-8")
        remote = ["--server", server.address, "--token-file", token]
        answers = [json.loads(ctl(*asked, *remote, *how).stdout) for how in (["--baseline-id", "calm"], ["--baseline-from", before[0], "--baseline-to", before[1]])]
        ctl(*asked, *remote, "--baseline-id", "storm", status=1)
    finally:
        server.stop()
    answers.append(json.loads(ctl(*asked, "--data", data, "--baseline-id", "calm").stdout))
    equal([answer.pop("baseline_title") for answer in answers], ["Calm week", None, "Calm week"], "titles")
    for answer in answers:
        del answer["took_ms"]
    equal(answers[0], answers[1], "a good period and its days")
    equal(answers[0], answers[2], "a good period at both ends")
    assert "baseline-id" in ctl(*asked, "--data", data, "--baseline-id", "storm", status=1).stderr
    ctl(*asked, "--data", data, "--baseline-id", "calm", "--baseline-from", first, status=2)
    for answer in (here, there):
        del answer["took_ms"]
    equal(here, there)
    equal([(part["attribute"], part["value"]) for part in here["causes"][0]["parts"]], [("product", "Handsets")])
    assert "product Handsets" in ctl("why", "--data", data, "--metric", "csat", "--from", first, "--to", end, "--baseline", "previous").stdout
    ctl("why", "--data", data, "--metric", "mood", "--from", first, "--to", end, status=2)


def test_import_through_the_server(folder):
    server = Server(folder / "centre")
    try:
        token = folder / "token"
        token.write_text(server.token + "\n", encoding="utf-8")
        there = ["--server", server.address, "--token-file", token]
        dry = ctl("import", "--format", "calls", "--dry-run", *there, CALLS).stdout
        assert "dry run" in dry, dry
        equal(server.ask("GET", "kpi")["total"]["offered"], 0)
        ctl("import", "--format", "calls", *there, CALLS)
        whole = "kpi?from=2026-09-01T00:00:00Z&to=2026-10-01T00:00:00Z"
        equal(server.ask("GET", whole)["total"]["offered"], 10)
        ctl("import", "--format", "calls", *there, CALLS)
        equal(server.ask("GET", whole)["total"]["offered"], 10)
    finally:
        server.stop()


def test_an_import_is_watched_and_stopped(folder):
    server = Server(folder / "centre")
    try:
        lines = ["call id;date;time;queue;agent;answered;speed of answer (s);talk time (s)\n"]
        lines += [f"L-{i};2026-09-{14 + i // 60000};{i // 2500 % 24:02}:{i % 60:02}:{i // 60 % 60:02};sales;Anna;Y;5;60\n" for i in range(600000)]
        body = "".join(lines).encode()
        answers = []
        send = threading.Thread(target=lambda: answers.append(
            server.ask("POST", "import?format=calls&ticket=stop-me-1", body, content_type="application/octet-stream")))
        send.start()
        seen = []

        def look():
            try:
                seen.append(server.ask("GET", "import/stop-me-1"))
            except AssertionError:  # not yet, or over already
                return bool(answers)
            return seen[-1]["rows"] > 0

        wait_for(look, 60, "the import to be under way")
        assert not answers and seen, "it was over before anybody could look"
        assert 0 < seen[-1]["done"] <= seen[-1]["size"] == len(body), seen[-1]
        server.ask("DELETE", "import/stop-me-1")
        send.join(60)
        report = answers[0]
        equal(report["cancelled"], True)
        stored = server.ask("GET", "kpi?from=2026-09-01T00:00:00Z&to=2026-10-01T00:00:00Z")["total"]["offered"]
        equal(stored, report["floor"]["events"] if report["floor"] else 0, "what the report says is in")
        assert stored < 600000, "nothing was stopped"
        equal(server.ask("POST", "import?format=calls", body, content_type="application/octet-stream")["cancelled"], False)
        equal(server.ask("GET", "kpi?from=2026-09-01T00:00:00Z&to=2026-10-01T00:00:00Z")["total"]["offered"], 600000)
    finally:
        server.stop()


def test_what_was_acknowledged_survives_a_kill(folder):
    server = Server(folder / "centre")
    try:
        for number in range(20):
            lines = b"".join(json.dumps({"source": "pbx", "id": f"{number}-{i}", "at": f"2026-11-20T10:{number:02}:{i % 60:02}Z",
                                         "type": "contact", "contact": f"c{number}-{i}", "queue": "sales",
                                         "reason": "answered", "agent": "Agent/1", "wait_s": 5, "talk_s": 60}).encode() + b"\n"
                             for i in range(50))
            equal(server.ask("POST", "events", lines, content_type="application/x-ndjson")["applied"], 50)
        server.kill()
        server.start()
        total = server.ask("GET", "kpi?from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z")["total"]
        equal((total["offered"], total["answered"]), (1000, 1000))
        equal(server.ask("GET", "verify")["identical"], True)
    finally:
        server.stop()


if __name__ == "__main__":
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
