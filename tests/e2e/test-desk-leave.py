#!/usr/bin/python3
"""An agent asks for leave and gets it: she sees what it takes before she asks, who plans the team sees whom the floor lacks and grants it with one
figure, and the roster has it as a change. By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def publish(server, boss, person, day):
    server.ask("POST", "records/shift", token=boss, status=201,
               body={"id": f"e2e-{person}-{day}", "person": person, "day": str(day), "type": "work", "template": "early", "state": "published", "told": "early"})


def leave_of(server, token):
    return server.ask("GET", "own/leave", token=token)


def shifts_of(server, boss, person, first, last):
    found = server.ask("GET", f"records/shift?where.person={person}&from.day={first}&to.day={last}", token=boss)["records"]
    return {(each["day"], each["type"], each["state"], each["told"]) for each in found}


def ask_for(desk, server, agent, first, last):
    desk.wait("label", "paid", 30)
    desk.go("My leave")
    desk.wait("label", "12 of 12 left", 20)
    picture("leave-balance")
    desk.press("ctrl+n")
    desk.wait(None, "Ask for Leave", 10)
    for name, day in (("First day", first), ("Last day", last)):
        desk.tab_to("text", name, 10)
        desk.press("ctrl+a")
        desk.type(str(day))
    desk.tab_to("text", "Note", 10)
    desk.type("Wedding")
    desk.wait(None, "Annual leave of the year: 12 left → 10", 10)
    picture("leave-ask")
    desk.press("Return")
    wait_for(lambda: [each["state"] for each in leave_of(server, agent)["requests"]] == ["asked"], 10, "the request")
    desk.wait("label", "Waits for a decision", 20)
    desk.wait("label", "10 of 12 left", 20)
    picture("leave-asked")


def grant(desk, server, boss, name):
    desk.wait("table row", None, 30)
    desk.press("alt+0")
    wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
    desk.wait("list item", name, 20)

    def is_there():
        focused = desk.focused()
        if focused is not None and "Waits for a decision" in focused.name:
            return True
        desk.press("Down")
        return False

    desk.press("Home")
    wait_for(is_there, 30, "the keys on the request")
    desk.wait("label", f"{name} asks for Annual leave", 20)
    desk.wait("label", "10 of 12 left when it is granted", 10)
    picture("leave-inbox")
    desk.press("1")
    wait_for(lambda: [each["state"] for each in server.ask("GET", "records/leave-request", token=boss)["records"]] == ["granted"], 20, "that it is granted")
    wait_for(lambda: desk.find("list item", "Waits for a decision") is None, 20, "that it waits no more")
    desk.go("Leave")
    desk.wait(None, "Granted", 20)
    picture("leave-records")


def test_leave(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, agent = (server.sign_in(account) for account in ("administrator", "agent"))
        mine = server.ask("GET", "own/shifts", token=agent)
        person = mine["person"]
        # Two weeks on, of which the sample plans nothing.
        monday = datetime.date.fromisoformat(mine["from"]) + datetime.timedelta(days=14)
        for day in (0, 1, 4):
            publish(server, boss, person, monday + datetime.timedelta(days=day))
        server.ask("POST", "records/leave-entitlement", token=boss, status=201,
                   body={"id": "e2e", "name": "Annual leave of the year", "person": person, "leave_type": "annual", "days": 12,
                         "first": str(monday - datetime.timedelta(days=200)), "last": str(monday + datetime.timedelta(days=160))})
        last = monday + datetime.timedelta(days=2)
        desk_home = folder / "desk"
        for account in ("agent", "supervisor"):
            (desk_home / account).mkdir(parents=True)
        with Desk(desk_home / "agent", "--server", server.address) as desk:
            desk.sign_in("agent", PASSWORD)
            ask_for(desk, server, agent, monday, last)
        equal(shifts_of(server, boss, person, monday, last),
              {(str(monday + datetime.timedelta(days=each)), "work", "published", "early") for each in (0, 1)}, "her days until it is granted")
        with Desk(desk_home / "supervisor", "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            grant(desk, server, boss, mine["name"])
        # The Wednesday was off and takes no day; she is away on it all the same.
        equal(shifts_of(server, boss, person, monday, last),
              {(str(monday + datetime.timedelta(days=each)), "leave", "draft", told) for each, told in ((0, "early"), (1, "early"), (2, None))},
              "her days as they are planned now")
        equal([(each["granted"], each["asked"], each["left"]) for each in leave_of(server, agent)["rights"]], [(2, 0, 10)], "what is left")
    finally:
        server.stop()


main(test_leave)
