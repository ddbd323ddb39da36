#!/usr/bin/python3
"""What the commands about files of people print, column for column, and that they print nothing of a file that is wrong."""

import base64
import csv
import gzip
import json

from support import SOURCE, ctl, equal, main

DATA = SOURCE / "tests/data/people"


def rows(text):
    return list(csv.DictReader(text.splitlines()))


def test_certificates_stand_as_expected(folder):
    expected = rows((DATA / "certificates/expected-states.csv").read_text())
    days = ",".join(sorted({row["as_of"] for row in expected}, reverse=True))
    found = ctl("people", "certificates", "--schemes", DATA / "certificates/schemes.json", "--events", DATA / "certificates/events.csv", "--as-of", days)
    table = rows(found.stdout)
    missing = [row for row in expected if row not in table]
    equal(missing, [])
    keys = [(row["person"], row["scheme"], row["as_of"]) for row in table]
    equal(keys, sorted(set(keys)))


def test_wrong_events_print_nothing(folder):
    events = folder / "events.csv"
    events.write_text("person,scheme,event,date\na,safety,pass,2026-01-31\nb,safety,pass,2026-01-32\n")
    told = ctl("people", "certificates", "--schemes", DATA / "certificates/schemes.json", "--events", events, "--as-of", "2026-12-31", status=1)
    equal(told.stdout, "")
    assert f"{events}: line 3: date: expected a day that exists" in told.stderr, told.stderr
    ctl("people", "certificates", "--schemes", folder / "none.json", "--events", events, "--as-of", "2026-12-31", status=1)
    ctl("people", "certificates", "--schemes", DATA / "certificates/schemes.json", "--events", events, "--as-of", "31.12.2026", status=2)
    ctl("people", "certificates", "--events", events, "--as-of", "2026-12-31", status=2)
    ctl("people", "--data", folder, status=2)


def readiness(*arguments, status=0):
    files = [word for name in ("requirements", "evidence", "people") for word in (f"--{name}", DATA / f"competencies/{name}.csv")]
    return ctl("people", "readiness", *files, "--as-of", "2026-11-30", *arguments, status=status)


def test_readiness_is_as_expected(folder):
    expected = rows((DATA / "competencies/readiness-reference.csv").read_text())
    found = [row for policy in ("none", "expire-24", "step-12-12", "half-life-36") for row in rows(readiness("--policy", policy).stdout)]
    equal(len(found), len(expected))
    for row, other in zip(found, expected):
        equal(list(row), list(other))
        equal(row, other)
    gaps = rows(readiness("--gaps").stdout)
    total = sum(float(row["weighted_gap"]) for row in gaps if (row["person"], row["position"]) == ("001001", "agent"))
    equal(round(total, 4), 41.1513)
    equal(sum(row["narrows_most"] == "1" for row in gaps if (row["person"], row["position"]) == ("001001", "agent")), 1)
    assert "from 0 to 3" in readiness("--scale", "3", status=1).stderr
    readiness("--policy", "expire", status=2)


def test_questions_and_raters_are_json(folder):
    answers, key = folder / "answers.csv", folder / "key.csv"
    answers.write_text("person,team,q1,q2,q3\na,x,A,B,C\nb,x,A,B,D\nc,y,A,D,C\nd,y,B,,D\n")
    key.write_text("item,key\nq3,D\nq1,A\nq2,B\n")
    told = json.loads(ctl("people", "items", "--answers", answers, "--key", key, "--pass", "2").stdout)
    equal((told["n"], told["items"], told["mean_total"], told["not_items"]), (4, 3, 1.75, ["person", "team"]))
    equal([item["correct"] for item in told["item"]], [3, 2, 2])
    flagged = {item["item"]: item for item in told["flagged"]}
    equal(flagged["q3"]["better_option"], "C")
    equal([person["person"] for person in flagged["q3"]["pass_would_change"]], ["c"])
    answers.write_text("person,attempt,x,y\na,1,1,1\nb,2,1,1\nc,1,0,1\nd,10,0,1\n")
    told = json.loads(ctl("people", "items", "--answers", answers, "--pass", "2").stdout)["by_attempt"]
    equal(list(told), ["1", "2", "10"])
    equal((told["1"]["n"], told["1"]["mean"], told["1"]["pass_at_2_of_2"], told["1"]["pass_rate"]), (2, 1.5, 1, 0.5))
    told = json.loads(ctl("people", "raters", DATA / "raters/practical-exam.csv", "--pass", "80").stdout)["least_squares"]
    equal(round(told["rater_effect_sum_zero_positive_is_lenient"]["B"], 6), -4.92549)
    equal([person for person, verdict in told["pass_raw_and_fair"].items() if verdict == "cannot tell"], ["002005", "002014"])
    apart = folder / "apart.csv"
    apart.write_text("person,rater,score\na,R,80\na,S,70\nb,T,60\nb,U,50\n")
    told = json.loads(ctl("people", "raters", apart).stdout)["least_squares"]
    assert not told["connected"] and "fair" not in told and len(told["components"]) == 2, told


def test_agreement_is_told_with_its_n(folder):
    table = folder / "codes.csv"
    table.write_text("unit,r1,r2,r3,r4\n1,1,1,,1\n2,2,2,3,2\n3,3,3,3,3\n4,3,3,3,3\n5,2,2,2,2\n6,1,2,3,4\n7,4,4,4,4\n8,1,1,2,1\n9,2,2,2,2\n10,,5,5,5\n"
                     "11,,,1,1\n12,,3,,\n")
    for level, alpha in (("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)):
        told = json.loads(ctl("quality", "alpha", table, "--level", level).stdout)
        equal((round(told["alpha"], 3), told["pairable_values"], told["units"], told["raters"]), (alpha, 40, 11, 4))
    table.write_text("r1,r2\nyes,yes\nyes,yes\n")
    told = json.loads(ctl("quality", "alpha", table, "--level", "nominal").stdout)
    equal((told["alpha"], told["note"]), (None, "no variation"))
    assert "line 2: r1: expected a number" in ctl("quality", "alpha", table, "--level", "ordinal", status=1).stderr
    ctl("quality", "alpha", table, status=2)


def test_badges_have_five_answers(folder):
    expected = rows((DATA / "badges/expected.csv").read_text())
    for row in (row for row in expected if (DATA / "badges" / row["file"]).exists()):
        told = json.loads(ctl("badge", "verify", DATA / "badges" / row["file"], "--at", "2026-11-30T04:00:00Z", "--format", "json").stdout)
        equal({key: told[key] or "" for key in row}, row)
        equal((told["readable"], told["issuer_known"]), (row["parse"] == "ok", None))
    trust = folder / "trust.json"
    trust.write_text('["did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"]')
    asked = ("badge", "verify", DATA / "badges/01-jcs.json", "--trust", trust, "--recipient", "lin.qiao@example.org", "--format", "json")
    told = json.loads(ctl(*asked, "--at", "2026-03-01").stdout)
    equal((told["issuer_known"], told["recipient"], told["verdict"]), (True, "theirs", "not yet valid"))
    assert "signature    valid" in ctl("badge", "verify", DATA / "badges/01-jcs.json").stdout
    bits = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(16384))).decode().rstrip("=")
    status = folder / "status.json"
    status.write_text(json.dumps({"issuer": "did:x", "credentialSubject": {"statusPurpose": "revocation", "encodedList": bits}}))
    equal(json.loads(ctl(*asked, "--status", status).stdout)["status"], "none")
    status.write_text("{}")
    assert "expected a status list of bits" in ctl(*asked, "--status", status, status=1).stderr
    trust.write_text('[7]')
    assert "issuer 1" in ctl(*asked, status=1).stderr
    ctl("badge", "verify", DATA / "badges/01-jcs.json", "--at", "soon", status=2)
    ctl("badge", "verify", folder / "none.json", status=1)


main(test_certificates_stand_as_expected, test_wrong_events_print_nothing, test_readiness_is_as_expected, test_questions_and_raters_are_json,
     test_agreement_is_told_with_its_n,
     test_badges_have_five_answers)
