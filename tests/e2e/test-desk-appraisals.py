#!/usr/bin/python3
"""Appraisals by keys: HR reads who surely stands higher, opens a sheet with every figure, drafts and hands in; the agent sees her own figures and objects; somebody else
than who wrote it settles from the inbox."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_appraisals(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        me = server.ask("GET", "own/shifts", token=server.sign_in("agent"))
        token = server.sign_in("hr")

        def row():
            return server.ask("GET", f"appraisals?person={me['person']}", token=token)["rows"][0]

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("hr", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Appraisals")
            desk.wait("tree table", "Appraisals", 20)
            desk.wait_until_said("among all others there is no order")
            picture("appraisals")
            read_sheet(desk, row(), lambda: server.ask("GET", "appraisals?limit=1000", token=token)["rows"])
            write_draft(desk, row)
            hand_in(desk, row)
        with Desk(folder, "--server", server.address) as desk:
            object_to(desk, row)
        with Desk(folder, "--server", server.address) as desk:
            settle(desk, row)
    finally:
        server.stop()


def find_row(desk, name):
    desk.tab_to("table row")
    desk.press("Home")
    for _ in range(300):
        if name in desk.focused_name():
            return
        desk.press("Down")
    raise AssertionError(f"{name} is not in the table")


def read_sheet(desk, told, server_rows):
    """Each part says its figure with interval and n, its points, and the rule by which it gets them."""
    equal([part["id"] for part in told["parts"]], ["csat", "handling", "passed-on", "first-time", "made", "together"], "what counts for an agent")
    equal(sum(part["weight"] for part in told["parts"]), 100, "what it sums to")
    leader = next(each for each in server_rows() if each["set"] == "leaders")
    equal([part["id"] for part in leader["parts"]], ["team-faster", "two-seniors", "equipped", "valid", "together"], "what counts for a leader")
    equal([leader["parts"][1][member] for member in ("value", "n", "target")], [0, 20, 2], "nobody of the team has risen yet, of 20 who stayed")
    counted = sum(part["points"] * part["weight"] / 100 for part in told["parts"])
    assert abs(counted - told["total"]) < 1e-6, (counted, told["total"])
    find_row(desk, told["name"])
    desk.press("Return")
    desk.wait("tree table", "Sheet of the appraisal", 20)
    desk.wait_until_said(f"{told['name']}: Not begun")
    desk.wait_until_said(f"Total {told['total']:.1f}, lies between {told['low']:.1f}–{told['high']:.1f}. Figures as they stand now.")
    # The figures themselves move on with the live day; the rule and the weight do not.
    desk.wait_until_said("Satisfied customers, 40 %")
    desk.wait_until_said("100 points at 95.0 %, 0 at 75.0 %")
    desk.wait_until_said("; n at least 20")
    picture("appraisals-sheet")
    desk.press("Escape")
    desk.wait("tree table", "Appraisals", 20)


def write_draft(desk, row):
    """Ctrl+N opens the form, which knows the person, the period and the set; what the figures do not say is written there."""
    find_row(desk, row()["name"])
    desk.press("ctrl+n")
    wait_for(lambda: desk.frame.get_name().startswith("All appraisals"), 20, "the page of appraisals")
    wait_for(lambda: desk.says(row()["name"]), 20, "her name in the form")
    picture("appraisals-draft")
    desk.press("ctrl+s")
    wait_for(lambda: row()["state"] == "drafted", 20, "the draft")
    equal(row()["set"], "agents", "the set that it is pinned to")


def hand_in(desk, row):
    """Ctrl+Enter asks why, and keeps the figures; the server computed them."""
    desk.open_by_palette("Appraisals")
    desk.wait("tree table", "Appraisals", 20)
    desk.wait_until_said("among all others there is no order")
    find_row(desk, row()["name"])
    desk.press("ctrl+Return")
    desk.wait_until_said("Hand the Appraisal In")
    desk.type("Talked through today")
    picture("appraisals-hand-in")
    desk.press("Return")
    wait_for(lambda: row()["state"] == "handed-in", 20, "that it is handed in")
    equal(row()["frozen"], True, "that its figures are kept")


def object_to(desk, row):
    """The agent sees what HR saw, and says what is not right."""
    desk.sign_in("agent", PASSWORD)
    desk.open_by_palette("My appraisal")
    desk.wait("tree table", "Sheet of the appraisal", 30)
    desk.wait_until_said(f"{row()['name']}: Handed in")
    desk.wait_until_said("Figures as they were handed in.")
    picture("appraisals-own")
    desk.press("ctrl+o")
    desk.wait_until_said("Object to the Appraisal")
    desk.type("The slow order system is in my handling time")
    desk.press("Return")
    wait_for(lambda: row()["state"] == "objected", 20, "her objection")
    desk.wait_until_said(f"{row()['name']}: Objected to")
    equal(row()["objection"], "The slow order system is in my handling time", "what she said")


def settle(desk, row):
    """Not who wrote it: the administrator finds it in the records, where the step asks for the decision and a reason."""
    desk.sign_in("administrator", PASSWORD)
    desk.wait("list item", "Inbox", 30)
    desk.open_by_palette("Appraisals")
    desk.wait("tree table", "Appraisals", 20)
    desk.wait_until_said("among all others there is no order")
    picture("appraisals-objected")
    find_row(desk, row()["name"])
    desk.press("Return")
    desk.wait_until_said(f"{row()['name']}: ")
    wait_for(lambda: any("The slow order system is in my handling time" in name for name in desk.names()), 20, "her objection in the sheet")
    picture("appraisals-settle")


main(test_appraisals)
