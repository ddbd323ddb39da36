#!/usr/bin/python3
"""A shift that nobody has: a supervisor offers it with the form, an agent reads what stands against two of them and claims the third, the supervisor approves with
one figure, and the roster has it. By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def list_offers(server, token):
    return server.ask("GET", "records/open-shift", token=token)["records"]


def see(server, token):
    return {each["id"]: each for each in server.ask("GET", "own/open-shifts", token=token)["offers"]}


def come_to(desk, role, part):
    """Down until the keys are on what is called so."""

    def is_there():
        focused = desk.focused()
        if focused is not None and focused.role == role and part in focused.get_name():
            return True
        desk.press("Down")
        return False

    wait_for(is_there, 60, f"the keys on {part}")


def choose(desk, label, text):
    """In a field that opens a list."""
    desk.tab_to("push button", label, 60)
    desk.press("space")
    desk.wait_for_field()
    desk.type(text)
    desk.press("Return")
    desk.wait_for_no_field()


def write_offer(desk, day, note):
    desk.wait("table row", None, 30)
    desk.go("Open shifts")
    desk.wait(None, "Open shifts: none yet", 20)
    desk.press("ctrl+n")
    desk.tab_to("text", "Day", 40)
    desk.type(str(day))
    choose(desk, "Shift", "Early")
    desk.tab_to("text", "People wanted", 20)
    desk.press("ctrl+a")
    desk.type("2")
    # A day after the shift is no day to claim it on: nothing is stored, and the form says why.
    desk.tab_to("text", "Claimed until", 20)
    desk.type(str(day + datetime.timedelta(days=1)))
    desk.tab_to("text", "Note", 40)
    desk.type(note)
    desk.press("ctrl+s")
    desk.wait_until_said("expected a day that is not after the shift")
    picture("open-shifts-refused")
    desk.tab_to("text", "Claimed until", 60)
    desk.press("ctrl+a")
    desk.type(str(day - datetime.timedelta(days=1)))
    desk.press("ctrl+s")


def claim(desk, server, agent, monday):
    desk.wait("label", "paid", 30)
    desk.go("Open shifts")
    desk.wait("tree table", "Open shifts", 20)
    desk.wait("label", "You may claim it", 20)
    tuesday = monday + datetime.timedelta(days=1)
    come_to(desk, "table row", f"{monday:%a} {monday.day} {monday:%b}")
    desk.wait_until_said("The day is not free.")
    picture("open-shifts-not-free")
    come_to(desk, "table row", f"{tuesday:%a} {tuesday.day} {tuesday:%b}")
    desk.wait_until_said("No rule stands against it.")
    desk.wait_until_said("2 of 2 places are free.")
    desk.wait_until_said("“Launch day”")
    picture("open-shifts-claim")
    desk.press("ctrl+Return")
    wait_for(lambda: any(each.get("claim", {}).get("state") == "claimed" for each in see(server, agent).values()), 20, "the claim")
    desk.wait_until_said("Waits for approval")
    desk.wait_until_said("1 of 2 places are free.")
    # She thinks better of it, and again.
    desk.press("Delete")
    desk.wait_until_said("2 of 2 places are free.")
    desk.press("ctrl+Return")
    desk.wait_until_said("1 of 2 places are free.")
    picture("open-shifts-claimed")


def approve(desk, server, boss, name):
    desk.wait("table row", None, 30)
    desk.press("alt+0")
    wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
    desk.wait("list item", name, 20)
    desk.press("Home")
    come_to(desk, "list item", "Waits for approval")
    desk.wait_until_said(f"{name} claims: ")
    desk.wait_until_said("2 of 2 places are left.")
    desk.wait_until_said("No rule stands against it.")
    picture("open-shifts-inbox")
    desk.press("1")
    wait_for(lambda: [each["state"] for each in server.ask("GET", "records/shift-claim", token=boss)["records"] if each["state"] != "withdrawn"] == ["approved"], 20,
             "the approval")
    desk.go("Open shifts")
    desk.wait("table row", "Early", 20)
    picture("open-shifts-counted")


def test_open_shifts(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, agent = (server.sign_in(account) for account in ("supervisor", "agent"))
        mine = server.ask("GET", "own/shifts", token=agent)
        # Two weeks on, of which the sample plans nothing.
        monday = datetime.date.fromisoformat(mine["from"]) + datetime.timedelta(days=14)
        tuesday = monday + datetime.timedelta(days=1)
        server.ask("POST", "records/shift", token=boss, status=201,
                   body={"id": "e2e", "person": mine["person"], "day": str(monday), "type": "work", "template": "early", "state": "published", "told": "early"})
        site = server.ask("GET", f"records/person/{mine['person']}", token=boss)["site"]
        equal(list_offers(server, boss), [], "before")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            write_offer(desk, tuesday, "Launch day")
            wait_for(lambda: [(each["day"], each["template"], each["people"], each["left"], each["state"]) for each in list_offers(server, boss)]
                     == [(str(tuesday), "early", 2, 2, "open")], 20, "the offer stored")
            picture("open-shifts-offered")
        server.ask("POST", "records/open-shift", token=boss, status=201, body={"id": "busy", "site": site, "day": str(monday), "template": "early", "people": 1})
        server.ask("GET", "records/open-shift", token=agent, status=403)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("agent", PASSWORD)
            claim(desk, server, agent, monday)
        worked = lambda: {each["day"] for each in server.ask("GET", f"own/shifts?from={monday}&to={tuesday}", token=agent)["shifts"]}
        equal(worked(), {str(monday)}, "her days until it is approved")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            approve(desk, server, boss, mine["name"])
        equal(worked(), {str(monday), str(tuesday)}, "her days")
        equal([each["left"] for each in list_offers(server, boss) if each["day"] == str(tuesday)], [1], "places left")
    finally:
        server.stop()


main(test_open_shifts)
