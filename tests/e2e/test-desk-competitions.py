#!/usr/bin/python3
"""A post is called: HR writes the call and opens it, an agent applies, HR screens and hands to the panel, and who is of it scores blind from the
inbox. By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def list_records(server, token, kind):
    return server.ask("GET", f"records/{kind}", token=token)["records"]


def come_to(desk, role, part):
    """Down until the keys are on what is called so."""

    def is_there():
        focused = desk.focused()
        if focused is not None and focused.role == role and part in focused.get_name():
            return True
        desk.press("Down")
        return False

    wait_for(is_there, 60, f"the keys on {part}")


def choose(desk, label, *texts):
    """In a field that opens a list; of a list of several the choice stays open."""
    desk.tab_to("push button", label, 60)
    desk.press("space")
    desk.wait_for_field()
    for text in texts:
        desk.press("ctrl+a")
        desk.type(text)
        desk.press("Return")
    if len(texts) > 1:
        desk.press("Escape")
    desk.wait_for_no_field()


def write_call(desk, server, token, people, site, until):
    desk.wait("list item", "Inbox", 30)
    desk.open_by_palette("Competitions")
    desk.wait("label", "No post is called", 20)
    picture("competitions-none")
    desk.press("ctrl+n")
    wait_for(lambda: desk.frame.get_name().startswith("Calls for posts"), 20, "the form of a call")
    choose(desk, "Post", "Team leader")
    choose(desk, "Site", site)
    desk.tab_to("text", "Apply until", 40)
    desk.type(str(until))
    choose(desk, "Panel", *people)
    desk.tab_to("text", "Reason", 40)
    desk.type("A team more from January on")
    desk.press("ctrl+s")
    wait_for(lambda: [(each["post"], each["until"], len(each["panel"] or [])) for each in list_records(server, token, "competition")]
             == [("team-leader", str(until), 2)], 20, "the call stored")
    desk.open_by_palette("Competitions")
    desk.wait("tree table", "Calls for posts", 20)
    desk.wait_until_said("A team more from January on")
    desk.press("1")
    wait_for(lambda: list_records(server, token, "competition")[0]["state"] == "open", 20, "the call open")


def apply(desk, server, agent):
    desk.wait("label", "paid", 30)
    desk.open_by_palette("Competitions")
    desk.wait("tree table", "Calls for posts", 20)
    desk.wait_until_said("You may apply")
    picture("competitions-open")
    desk.press("ctrl+Return")
    desk.wait_for_field()
    desk.type("I lead the morning already")
    desk.press("Return")
    wait_for(lambda: (server.ask("GET", "own/competitions", token=agent)["calls"][0]["application"] or {}).get("state") == "applied", 20, "the application")
    desk.wait_until_said("“I lead the morning already”")
    picture("competitions-applied")


def screen(desk, server, token, names):
    """Each is screened in with a figure; then the call goes to the panel."""
    desk.wait("list item", "Inbox", 30)
    desk.open_by_palette("Competitions")
    desk.wait("tree table", "Applicants", 20)
    desk.wait_until_said("Applications wait to be screened.")
    desk.press("Return")
    for name in names:
        desk.press("Home")
        come_to(desk, "table row", name)
        desk.wait_until_said(f"{name} · Applied")
        desk.wait("push button", "Screen in", 10)
        desk.press("1")
        wait_for(lambda: [each["state"] for each in list_records(server, token, "application") if name in each["name"]] == ["screened-in"], 20, f"{name} screened in")
        desk.wait_until_said(f"{name} · Screened in")
    picture("competitions-screened")
    desk.press("Escape")
    desk.wait_until_said("· Being screened")
    desk.wait("push button", "Hand to the panel", 10)
    desk.press("1")
    wait_for(lambda: list_records(server, token, "competition")[0]["state"] == "panel", 20, "the call with the panel")


def give(desk, mark, note):
    desk.wait_for_field()
    desk.type(mark)
    desk.tab_to("text", "Note", 10)
    desk.type(note)
    desk.press("Return")


def score(desk, server, boss, person, names):
    """A mark, from the inbox."""

    def given():
        return len([each for each in list_records(server, boss, "panel-score") if each["state"] == "handed-in" and each["member"] == person])

    desk.wait("table row", None, 30)
    desk.press("alt+0")
    wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
    desk.press("Home")
    come_to(desk, "list item", names[0])
    desk.wait("push button", "Hand in the mark", 15)
    desk.press("1")
    give(desk, "70", "Clear, and calm")
    wait_for(lambda: given() == 1, 20, "the first mark")


def give_by_wire(server, account, marks):
    """What an account of the panel has left to give, without a desk."""
    token = server.sign_in(account)
    for each in [each for each in list_records(server, token, "panel-score") if each["state"] == "asked"]:
        mark = next(mark for name, mark in marks.items() if name in each["name"])
        server.ask("POST", f"records/panel-score/{each['id']}/moves", token=token,
                   body={"move": "handed-in", "revision": each["revision"], "fields": {"mark": mark, "note": "seen"}})


def test_competitions(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, hr, agent = (server.sign_in(account) for account in ("administrator", "hr", "agent"))
        accounts = {each["id"]: each for each in list_records(server, boss, "account")}
        people = {account: server.ask("GET", f"records/person/{accounts[account]['person']}", token=boss) for account in ("supervisor", "deputy", "agent", "colleague")}
        site = server.ask("GET", f"records/site/{people['agent']['site']}", token=boss)["name"]
        names = (people["agent"]["name"], people["colleague"]["name"])
        until = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=14)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("hr", PASSWORD)
            write_call(desk, server, hr, (people["supervisor"]["name"], people["deputy"]["name"]), site, until)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("agent", PASSWORD)
            apply(desk, server, agent)
        call = list_records(server, hr, "competition")[0]
        other = server.sign_in("colleague")
        server.ask("POST", f"own/competitions/{call['id']}", token=other, body={"move": "applied", "text": "I teach"})
        server.ask("PUT", f"records/competition/{call['id']}", token=hr, body={**call, "until": str(datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=2))})
        wait_for(lambda: list_records(server, hr, "competition")[0]["state"] == "screening", 20, "the end of applications")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("hr", PASSWORD)
            screen(desk, server, hr, names)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            score(desk, server, boss, accounts["supervisor"]["person"], names)
        told = server.ask("GET", f"competitions/{call['id']}", token=hr)
        equal([each["marks"] for each in told["applicants"]], [[], []], "marks before all have scored")
        equal([each["state"] for each in list_records(server, hr, "panel-score")], [], "what HR reads of marks")
        give_by_wire(server, "supervisor", {names[1]: 88})
        give_by_wire(server, "deputy", {names[0]: 60, names[1]: 82})
        told = server.ask("GET", f"competitions/{call['id']}", token=hr)
        equal(sorted(each["raw"] for each in told["applicants"]), [65, 85], "raw marks when all have scored")
        equal(server.ask("GET", "own/competitions", token=agent)["calls"][0]["application"]["state"], "scored", "what the agent reads")
    finally:
        server.stop()


main(test_competitions)
