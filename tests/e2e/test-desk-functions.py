#!/usr/bin/python3
"""The leader of a team goes on leave: what waits for her comes to her deputy, who decides it with one figure; another supervisor reads who could.
By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def put_leader_on_leave(server, boss, person, today):
    body = {"id": "e2e-away", "name": "Sick leave", "person": person, "leave_type": "sick", "first": str(today - datetime.timedelta(days=1)),
            "last": str(today + datetime.timedelta(days=3)), "days": 0}
    server.ask("POST", "records/leave-request", token=boss, status=201, body=body)
    server.ask("POST", "records/leave-request/e2e-away/moves", token=boss, body={"move": "granted", "revision": 1})


def moves_of(server, token, request):
    return server.ask("GET", f"records/leave-request/{request}/moves", token=token)


def read_who(desk, leader, deputy, name):
    """Another supervisor has nothing to decide, and reads who does."""
    desk.wait("table row", None, 30)
    desk.go("Leave")
    desk.wait("table row", None, 30)
    desk.press("Home")
    desk.wait_until_said("This is for the function “Team leader”: ", 30)
    desk.wait_until_said(f"{leader} (away until ", 10)
    desk.wait_until_said(f"at present {deputy} for {leader}.", 10)
    picture("functions-refused")


def decide(desk, server, boss, request, leader):
    desk.wait("table row", None, 30)
    desk.press("alt+0")
    wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
    desk.wait_until_said(f"for {leader}, away until ", 30)

    def is_there():
        focused = desk.focused()
        if focused is not None and f"for {leader}, away until " in focused.name:
            return True
        desk.press("Down")
        return False

    desk.press("Home")
    wait_for(is_there, 30, "the keys on the request")
    desk.wait_until_said("asks for ", 20)
    picture("functions-inbox")
    desk.press("1")
    wait_for(lambda: moves_of(server, boss, request)["state"] == "granted", 20, "that it is granted")


def test_deputy(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, agent = (server.sign_in(account) for account in ("administrator", "agent"))
        held = server.ask("GET", "records/function-holder", token=boss)["records"]
        equal([(each["function"], each["id"]) for each in held], [("team-leader", "team-leader-1")], "the functions of the sample")
        names = {each: server.ask("GET", f"records/person/{held[0][each]}", token=boss)["name"] for each in ("person", "deputy")}
        mine = server.ask("GET", "own/shifts", token=agent)
        today = datetime.date.fromisoformat(mine["today"])
        ahead = today + datetime.timedelta(days=40)
        request = server.ask("POST", "own/leave", token=agent, status=201,
                             body={"type": "training", "first": str(ahead), "last": str(ahead + datetime.timedelta(days=1))})["id"]
        server.ask("POST", "records/account", token=boss, status=201,
                   body={"id": "third", "name": "Third", "role": "supervisor", "password": PASSWORD})
        leader, deputy = (server.sign_in(account) for account in ("supervisor", "deputy"))

        def may(token):
            return {each["move"]: each["allowed"] for each in moves_of(server, token, request)["moves"]}["granted"]

        equal([may(each) for each in (leader, deputy)], [True, False], "who may while the leader is there")
        put_leader_on_leave(server, boss, held[0]["person"], today)
        equal([may(each) for each in (leader, deputy)], [True, True], "who may while she is away")
        for account in ("third", "deputy"):
            (folder / "desk" / account).mkdir(parents=True)
        with Desk(folder / "desk" / "third", "--server", server.address) as desk:
            desk.sign_in("third", PASSWORD)
            read_who(desk, names["person"], names["deputy"], mine["name"])
        with Desk(folder / "desk" / "deputy", "--server", server.address) as desk:
            desk.sign_in("deputy", PASSWORD)
            decide(desk, server, boss, request, names["person"])
            desk.go("Functions")
            desk.wait(None, names["deputy"], 20)
            picture("functions-page")
    finally:
        server.stop()


main(test_deputy)
