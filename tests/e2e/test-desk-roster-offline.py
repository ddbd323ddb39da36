#!/usr/bin/python3
"""The roster goes on while the server is away: what is written, pasted and taken back waits on the desk, and goes up as one step when the server is back;
what somebody else was faster with waits for a decision and holds nothing else up. By keys."""

import csv
import datetime
import io

from desk import Desk, picture
from support import PASSWORD, Server, ctl, equal, free_port, main, put_sample, wait_for


def wait_for_edits(desk, n):
    """What the header says of those that wait."""
    text = "1 edit waits" if n == 1 else f"{n} edits wait"
    wait_for(lambda: text in desk.names(), 30, text)


def reach(desk, name):
    """The row of somebody, on its first day."""
    wait_for(lambda: (found := desk.focused()) is not None and ":" in found.name, 30, "the cell with the cursor")
    desk.press("ctrl+Home")
    for _ in range(60):
        if name in desk.focused_name():
            return
        desk.press("Down")
    raise AssertionError(f"no row of {name}")


def change_elsewhere(data, folder, shift):
    """As by somebody at another desk; the server is away, so it is done to its store."""
    rows = list(csv.DictReader(io.StringIO(ctl("records", "export", "shift", "--data", data).stdout.lstrip("\ufeff"))))
    row = next(each for each in rows if each["id"] == shift)
    row["note"] = "Asked for by the family"
    path = folder / "changed.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(row))
        writer.writeheader()
        writer.writerow(row)
    ctl("records", "import", "shift", path, "--data", data)


def test_offline(folder):
    data = folder / "centre"
    put_sample(data)
    server = Server(data, "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("administrator")
        # The team that stands first.
        team = min(server.ask("GET", "records/team", token=token)["records"], key=lambda each: each["name"])["id"]
        shifts = server.ask("GET", f"records/shift?where.team={team}", token=token)["records"]
        monday = datetime.date.fromisoformat(min(each["day"] for each in shifts)) + datetime.timedelta(days=14)

        def of(person):
            records = server.ask("GET", f"records/shift?where.person={person}&from.day={monday}", token=token)["records"]
            return {(datetime.date.fromisoformat(each["day"]) - monday).days: each for each in records}

        people = server.ask("GET", f"records/person?where.team={team}", token=token)["records"]
        # Somebody who works on the Monday, and is free on some day of the week after.
        person, was = next((each, week) for each in people if (week := of(each["id"])).get(0, {}).get("type") == "work" and
                           any(day not in week for day in range(7, 14)))
        free = next(day for day in range(7, 14) if day not in was)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Roster")
            reach(desk, person["name"])
            server.stop()
            wait_for(lambda: desk.find("label", "live · ") is None, 30, "the page to say that it is not live")

            # Leave on the Monday, a new shift on a free day; a third is taken back before it was ever sent.
            desk.press("Home", "slash")
            wait_for_edits(desk, 1)
            desk.press(*["Right"] * free, "e")
            wait_for_edits(desk, 2)
            wait_for(lambda: "Early" in desk.focused_name(), 10, "the new shift, at its cell")
            # What waits stays what is shown, also when the page was left.
            desk.go("Live")
            desk.go("Roster")
            reach(desk, person["name"])
            wait_for(lambda: "eave" in desk.focused_name(), 20, "the leave that waits: " + desk.focused_name())
            # A block is pasted and taken back in one step; what is taken back was never anybody's.
            desk.press("shift+Right", "shift+Right", "ctrl+c", *["Right"] * 7, "ctrl+v")
            pasted = desk.focused_name()
            desk.press("ctrl+z")
            wait_for(lambda: desk.focused_name() != pasted or was.get(7, {}).get("type") == "leave", 10, "that the block is taken back")
            picture("roster-offline")

            change_elsewhere(data, folder, was[0]["id"])
            server.start()
            token = server.sign_in("administrator")
            wait_for(lambda: of(person["id"]).get(free, {}).get("template") == "early", 60, "the new shift, at the server")
            wait_for_edits(desk, 1)
            found = of(person["id"])
            equal((found[0]["type"], found[0]["note"]), ("work", "Asked for by the family"), "what somebody else has changed")
            for day in set(range(7, 14)) - {free}:
                equal(found.get(day, {}).get("template"), was.get(day, {}).get("template"), f"day {day}, which was taken back")

            # Mine and theirs together: the leave, with the note.
            desk.tab_to("push button", "1 edit waits")
            desk.press("space")
            desk.wait("push button", "Look at both", 20)
            picture("roster-conflict")
    finally:
        server.stop()


main(test_offline)
