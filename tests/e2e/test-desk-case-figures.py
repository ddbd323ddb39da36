#!/usr/bin/python3
"""Figures of cases from the keyboard: each is worked out a second way from the history of every case, a group is opened to the very cases behind
it, and one of these is opened; a note with its next step and a promise are written down from the queue of clocks."""

import datetime
import statistics

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, near, put_sample, wait_for

NAMES = ("close", "spread", "response", "kept", "repeated", "departments", "promises", "checklists")


def parse(moment):
    return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))


def read_case(ask, record):
    """What is known of a case, from its history and its promises."""
    history = list(reversed(ask("GET", f"records/case/{record['id']}/moves")["history"]))
    came = parse(history[0]["made_at"])
    states = [entry["to"] for entry in history]
    at = lambda i: (parse(history[i]["made_at"]) - came).total_seconds()
    planned = next((at(i) for i, state in enumerate(states) if state in ("planned", "solved")), None)
    handed = [at(i + 1) - at(i) for i, state in enumerate(states) if state == "department" and i + 1 < len(states)]
    # What a rule hands on is with the department, and no answer yet.
    departments = sum(state == "department" and states[i - 1] != "dispatched" or state == "dispatched" for i, state in enumerate(states))
    answered = next((at(i) for i, state in enumerate(states) if i > 0 and state != "dispatched"), None)
    return {"record": record, "came": came, "complaint": record["class"] == "complaint",
            "close": at(len(states) - 1) if states[-1] == "closed" else None,
            "response": answered,
            "late": (planned is not None and planned > 24 * 3600) or any(stay > 24 * 3600 for stay in handed),
            "departments": 1 + departments}


def count_steps(cases, lists, steps, ticks):
    """What each case owed of its checklists, and whether all of it was ticked."""
    for case in cases:
        mine = {tick["step"] for tick in ticks if tick["case"] == case["record"]["id"]}
        owed = [step["id"] for step in steps for each in lists if step["checklist"] == each["id"] and each["applies"] == "every"
                and each["class"] in (None, case["record"]["class"])]
        case["complete"] = set(owed) <= mine if owed else None


def find_repeats(cases):
    """Every pair: the same customer with the same up to thirty days before."""
    for case in cases:
        case["repeated"] = bool(case["record"]["repeated"]) or any(
            case["record"]["customer"] and other["complaint"] and other["record"]["customer"] == case["record"]["customer"]
            and other["record"]["cause"] == case["record"]["cause"]
            and datetime.timedelta(0) < case["came"] - other["came"] <= datetime.timedelta(days=30) for other in cases)


def check(figures, cases, promises):
    """Each figure a second way."""
    closed = [case for case in cases if case["close"] is not None]
    complaints = [case for case in cases if case["complaint"]]
    answered = [case["response"] for case in cases if case["response"] is not None]
    spread = [case["close"] for case in closed if case["complaint"]]
    mine = {case["record"]["id"] for case in cases}
    due = [promise["state"] == "kept" for promise in promises if promise["case"] in mine and promise["state"] in ("kept", "broken")]
    expected = {
        "close": [case["close"] for case in closed], "response": answered,
        "kept": [not case["late"] for case in closed], "repeated": [case["repeated"] for case in complaints],
        "departments": [case["departments"] for case in cases], "promises": due,
        "checklists": [case["complete"] for case in closed if case["complete"] is not None],
    }
    for name, values in expected.items():
        equal(figures[name]["n"], len(values), f"n of {name}")
        if values:
            near(figures[name]["value"], statistics.fmean(values), 1e-6, name)
    equal(figures["spread"]["n"], len(spread), "n of spread")
    if len(spread) > 1:
        near(figures["spread"]["value"], statistics.stdev(spread), 1e-5, "spread")


def test_case_figures(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss = server.sign_in("administrator")
        ask = lambda method, path, body=None, status=200: server.ask(method, path, body, token=boss, status=status)
        cases = [read_case(ask, record) for record in ask("GET", "records/case?limit=1000")["records"]]
        find_repeats(cases)
        count_steps(cases, *(ask("GET", f"records/{kind}?limit=1000")["records"] for kind in ("checklist", "checklist-step", "case-check")))
        promises = ask("GET", "records/promise?limit=1000")["records"]
        answer = ask("GET", "cases/figures?by=device&days=91")
        equal(answer["cases"], len(cases), "cases")
        check(answer["figures"], cases, promises)
        for row in answer["rows"]:
            check(row["figures"], [case for case in cases if (case["record"]["device"] or "") == row["id"]], promises)
        equal(sum(week["cases"] for week in answer["weeks"]), len(cases), "cases of all weeks")
        for name in NAMES:
            rows = ask("GET", f"cases/figures?by=device&figure={name}&limit=1000")["rows"]
            counted = sum(row["promises"] for row in rows) if name == "promises" else len(rows)
            equal(counted, answer["figures"][name]["n"], f"cases behind {name}")
        # What is planted: a third of all complaints are about the sign-in of the app, and that is a matter of its own.
        app = answer["rows"][[row["share_verdict"] for row in answer["rows"]].index("reached")]
        wanted = ask("GET", "cases/figures?by=device&figure=repeated&value=" + app["id"].replace(" ", "%20").replace(",", "%2C"))

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("quality", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Case figures")
            wait_for(lambda: desk.says("Time to close: "), 30, "the figures")
            picture("case-figures")
            desk.tab_to("table row")
            desk.press(*["ctrl+m"] * 5)  # by system or device
            wait_for(lambda: any("a matter of its own" in names for names in [desk.names()]), 30, "the type that is a matter of its own")
            desk.press("5")
            wait_for(lambda: any(name.startswith("Complaints whose customer raised the same before") for name in desk.names()), 20, "repeats")
            picture("case-figures-repeats")
            at = [row["id"] for row in answer["rows"]].index(app["id"])
            desk.press("Home", *["Down"] * at, "Return")
            wait_for(lambda: desk.says(f": the {len(wanted['rows'])} cases that it is of"), 20, "the cases behind it")
            wait_for(lambda: any("raised before" in names for names in [desk.names()]), 20, "which were raised before")
            picture("case-figures-behind")
            desk.press("Escape")
            wait_for(lambda: any("a matter of its own" in names for names in [desk.names()]), 20, "back among the figures")
            desk.press("Return")
            wait_for(lambda: desk.says("cases that it is of"), 20, "the cases again")
            desk.press("Home", "Return")
            wait_for(lambda: desk.frame.get_name().startswith("All cases"), 20, "the case itself")

            # A note needs its next step; a promise is one for tomorrow unless one says otherwise.
            ask("POST", "records/case", {"id": "x-note", "title": "Xylophone out of tune", "class": "complaint", "impact": "low", "urgency": "low",
                                         "source": "survey", "refund": 0, "site": "harbour", "team": "sales-a"}, 201)
            desk.open_by_palette("Cases")
            wait_for(lambda: desk.frame.get_name().startswith("Cases"), 20, "the queue")
            desk.wait_until_said("Take")
            wait_for(lambda: desk.says("cases, "), 20, "the queue of clocks")
            desk.press("ctrl+f")
            desk.type("xylophone")
            desk.wait_until_said("1 case, 0 overdue")
            desk.press("Tab", "Tab", "Tab", "Home")
            desk.wait_until_said("Note…")
            desk.press("n")
            desk.window("Note on the Case", 20)
            desk.type("Heard it on the phone")
            desk.press("Tab")
            desk.type("Wei sends a tuner")
            picture("case-note")
            desk.press("ctrl+Return")
            note = wait_for(lambda: ask("GET", "records/case-note?where.case=x-note")["records"], 20, "the note")
            equal([(each["note"], each["next"], each["owner"], each["team"]) for each in note],
                  [("Heard it on the phone", "Wei sends a tuner", "quality", "sales-a")], "the note")
            desk.wait_until_said("Heard it on the phone → Wei sends a tuner")
            desk.press("p")
            desk.window("Promise to the Customer", 20)
            desk.type("A tuner in the post")
            desk.press("ctrl+Return")
            promise = wait_for(lambda: ask("GET", "records/promise?where.case=x-note")["records"], 20, "the promise")
            equal([(each["what"], each["state"]) for each in promise], [("A tuner in the post", "open")], "the promise")
            wait_for(lambda: desk.says("A tuner in the post · Still to keep"), 20, "the promise beside the case")
            picture("case-note-promise")
    finally:
        server.stop()


main(test_case_figures)
