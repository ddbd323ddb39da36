#!/usr/bin/python3
"""A supervisor tries a shorter limit on the cases of the last quarter before anybody publishes it, from the keyboard: which cases would have been
late, worked out a second way from the history of every case, stand there one by one, and nothing was written."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

POLICY = "case-plan-seconds"
IN_FORCE = 24 * 3600
PLANNED = ("planned", "solved", "closed")


def parse(moment):
    return datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))


def list_runs(history, now):
    """Seconds that each run of the clock of planning took, without what the customer was waited for."""
    runs, runs_on, spent, since, waits = [], False, 0.0, None, False
    for entry in history:
        at = parse(entry["made_at"])
        if runs_on and not waits:
            spent += (at - since).total_seconds()
        since = at
        if runs_on and entry["to"] in PLANNED:
            runs.append(spent)
            runs_on = False
        elif not runs_on and (not runs and entry["to"] == "new" or runs and entry["to"] == "reopened"):
            runs_on, spent = True, 0.0
        waits = entry["to"] == "waiting"
    if runs_on:
        runs.append(spent + (0 if waits else (now - since).total_seconds()))
    return runs


def test_case_replay(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, lead = server.sign_in("administrator"), server.sign_in("supervisor")
        ask = lambda path, token=boss: server.ask("GET", path, None, token=token, status=200)
        policies = ask("records/policy?limit=1000")["records"]
        cases = ask("records/case?limit=1000", lead)["records"]
        now = datetime.datetime.now(datetime.timezone.utc)
        runs = {case["id"]: list_runs(list(reversed(ask(f"records/case/{case['id']}/moves")["history"])), now) for case in cases}
        for hours in (12, 8, 4, 2, 1):
            broken = {case for case, spent in runs.items() if max(spent) > hours * 3600 and max(spent) <= IN_FORCE}
            answer = ask(f"cases/replay?policy={POLICY}&value={hours * 3600}", lead)
            plan = next(row for row in answer["rows"] if row["id"] == "plan")
            equal(plan["newly_broken"], len(broken), f"newly broken by {hours} h")
            equal(plan["in_force"]["broken"], sum(max(spent) > IN_FORCE for spent in runs.values()), "broken as it is")
            equal(plan["newly_kept"], 0, "a shorter limit keeps nothing")
            listed = ask(f"cases/replay?policy={POLICY}&value={hours * 3600}&clock=plan&limit=1000", lead)["rows"]
            equal({row["id"] for row in listed}, broken, f"the cases that {hours} h break")
            if broken:
                break
        equal(bool(broken), True, "a limit that breaks some")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Case figures")
            wait_for(lambda: desk.says("Time to close: "), 30, "the figures")
            desk.tab_to("table row")
            desk.press("t")
            wait_for(lambda: desk.frame.get_name().startswith("Try a limit on cases"), 20, "the page")
            desk.wait_until_said("In force: ")
            desk.press(*["ctrl+m"] * 4)
            desk.wait_until_said("Cases, planned within")
            desk.press("ctrl+f", "ctrl+a")
            desk.type("tea")
            desk.press("Return")
            wait_for(lambda: not desk.says("In force: "), 20, "what may be typed")
            desk.press("ctrl+a")
            desk.type(f"{hours} h")
            desk.press("Return")
            wait_for(lambda: any(row[0] == "Planning" and str(len(broken)) in " ".join(row) for row in desk.list_rows()), 20, "what would have broken")
            picture("case-replay")
            desk.tab_to("table row")
            desk.press("Home", *["Down"] * [row["id"] for row in answer["rows"]].index("plan"), "Return")
            desk.wait_until_said("would have come out otherwise")
            titles = sorted(case["title"] for case in cases if case["id"] in broken)
            wait_for(lambda: sorted(row[0] for row in desk.list_rows() if "would have broken" in row) == titles, 20, "the very cases")
            picture("case-replay-cases")
            desk.press("Escape")
            wait_for(lambda: any(row[0] == "Planning" for row in desk.list_rows()), 20, "back among the clocks")
            desk.press("Return")
            desk.wait_until_said("would have come out otherwise")
            desk.press("Home", "Return")
            wait_for(lambda: desk.frame.get_name().startswith("All cases"), 20, "the case itself")
        equal(ask("records/policy?limit=1000")["records"], policies, "nothing was written")
    finally:
        server.stop()


main(test_case_replay)
