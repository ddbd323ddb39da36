#!/usr/bin/python3
"""Proposals of awards by keys: HR reads above whom nobody surely stands, grants one with a reason, and it stands in the list with who signed; a supervisor sees the
same of her own people; an agent has no such page and is refused."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_award_proposals(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("hr")

        def told():
            return server.ask("GET", "award-proposals", token=token)

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("hr", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Proposals")
            desk.wait("tree table", "Proposals of awards", 20)
            grant(desk, server, token, told)
        with Desk(folder, "--server", server.address) as desk:
            own_team(desk, server, told())
        answer = server.ask("GET", "award-proposals", token=server.sign_in("agent"), status=403)
        equal(answer["error"]["code"], "forbidden", "what an agent is told")
    finally:
        server.stop()


def find_row(desk, name):
    desk.tab_to("table row")
    desk.press("Home")
    for _ in range(400):
        if name in desk.focused_name():
            return
        desk.press("Down")
    raise AssertionError(f"{name} is not in the table")


def grant(desk, server, token, told):
    """The rule is said, one of the top group is chosen, and the form knows all but the reason."""
    answer = told()
    rows = answer["awards"][0]["rows"]
    top = [row for row in rows if row["standing"] == "top"]
    assert top and answer["over"], answer
    desk.wait_until_said(f"Service Star of {answer['month']}, by CSAT. Proposed are those above whom nobody’s whole interval lies")
    picture("award-proposals")
    chosen = top[0]
    find_row(desk, chosen["name"])
    desk.wait_until_said(f"{chosen['name']}: No interval begins above")
    desk.press("ctrl+Return")
    wait_for(lambda: desk.frame.get_name().startswith("Awards"), 20, "the page of awards")
    desk.tab_to("text", "Reason")
    desk.type("Calm with every caller")
    desk.press("ctrl+s")

    def awards():
        return [each for each in server.ask("GET", "records/award?limit=1000", token=token)["records"] if each["reason"] == "Calm with every caller"]

    wait_for(lambda: len(awards()) == 1, 20, "the award")
    award = awards()[0]
    equal([award[member] for member in ("person", "award", "month", "signed")], [chosen["id"], "service-star", answer["from"], "hr"], "what is granted")
    assert f"n {chosen['n']}" in award["evidence"], award["evidence"]
    wait_for(lambda: next(row for row in told()["awards"][0]["rows"] if row["id"] == chosen["id"])["given"], 20, "that she has it")
    desk.open_by_palette("Proposals")
    wait_for(lambda: any(chosen["name"] in cells and "Has it" in cells for cells in desk.list_rows()), 20, "the mark in her row")
    desk.press("2")
    desk.wait_until_said(f"Problem-Solver of {answer['month']}")
    picture("award-proposals-solver")


def own_team(desk, server, whole):
    mine = server.ask("GET", "award-proposals", token=server.sign_in("supervisor"))["awards"][0]["rows"]
    every = whole["awards"][0]["rows"]
    teams = {row["team"] for row in mine}
    equal([row["id"] for row in mine], [row["id"] for row in every if row["team"] in teams], "her own people alone")
    assert mine, every
    equal({row["id"]: row["standing"] for row in mine}, {row["id"]: row["standing"] for row in every if row["team"] in teams}, "one standing, whoever asks")
    desk.sign_in("supervisor", PASSWORD)
    desk.wait("list item", "Inbox", 30)
    desk.open_by_palette("Proposals")
    desk.wait("tree table", "Proposals of awards", 20)
    desk.wait("table row", mine[0]["name"], 20)


main(test_award_proposals)
