#!/usr/bin/python3
"""A contact gone over in three levels, by keys: quality begins it from a review, the agent writes her view, her leader writes his, quality concludes into
the handbook, and another agent finds it there by a word, without a name or a number."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

MATTER = "A refund was promised that nobody could keep"
TITLE = "Promise the next word"


def come_to(desk, role, part):
    """Down until the keys are on what is called so."""

    def is_there():
        focused = desk.focused()
        if focused is not None and focused.role == role and part in focused.get_name():
            return True
        desk.press("Down")
        return False

    wait_for(is_there, 60, f"the keys on {part}")


def fill(desk, *texts):
    """One field after the other, from the one that has the keys on; the last one answers."""
    for place, text in enumerate(texts):
        desk.wait_for_field()
        desk.type(text)
        desk.press("Tab" if place + 1 < len(texts) else "Return")


def begin(desk, plan, row):
    desk.wait("list item", "Inbox", 30)
    desk.go("Reviews")
    desk.wait("push button", f"Waiting {plan['waiting']}", 30)
    desk.click("toggle button" if desk.find("toggle button") else "push button", f"Waiting {plan['waiting']}")
    desk.wait("push button", "Begin a Debrief…", 20)
    desk.tab_to("table row")
    desk.press("Home", *["Down"] * plan["rows"].index(row))
    wait_for(lambda: any(row["name"] == name for name in desk.names()), 20, "the contact")
    picture("debriefs-review")
    desk.press("ctrl+b")
    desk.window("Begin a Debrief", 20)
    desk.wait_for_field()
    desk.type(MATTER)
    picture("debriefs-begin")
    desk.press("ctrl+Return")


def write_own(desk, own):
    desk.wait("label", "paid", 30)
    desk.go("My debriefs")
    desk.wait("tree table", "My debriefs", 20)
    desk.wait("label", "Your turn", 20)
    desk.tab_to("table row")
    desk.press("Return")
    desk.tab_to("text", "What happened", 10)
    desk.type("I promised it to 13800138000 myself")
    desk.press("ctrl+s")
    wait_for(lambda: own()["happened"] == "I promised it to 138****8000 myself", 20, "the draft, masked")
    equal(own()["state"], "own", "where it is as a draft")
    desk.press("Return")
    desk.type("I ask first")
    picture("debriefs-own")
    desk.press("ctrl+Return")
    wait_for(lambda: own()["state"] == "leader", 20, "it handed on")
    desk.wait_until_said("With the leader")
    picture("debriefs-handed-on")
    # What she wrote is there to be read and no more to be changed.
    wait_for(lambda: desk.find("text", "What happened") is None, 20, "the form gone")


def decide(desk, label, *texts, word):
    """From the inbox, with the first figure."""
    desk.wait("list item", "Inbox", 30)
    desk.press("alt+0")
    wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
    desk.wait("list item", MATTER, 20)
    desk.press("Home")
    come_to(desk, "list item", MATTER)
    desk.wait_until_said("I promised it to 138****8000 myself")
    desk.wait("push button", label, 20)
    picture(f"debriefs-inbox-{word}")
    desk.press("1")
    desk.window(label, 20)
    fill(desk, *texts)


def find(desk, name):
    desk.wait("label", "paid", 30)
    desk.go("Case handbook")
    desk.wait("tree table", "Cases of the handbook", 20)
    desk.press("ctrl+f")
    desk.type("parcel teapot")
    desk.wait_until_said("0 cases")
    desk.press("ctrl+a")
    desk.type("parcel PROMISE")
    desk.wait_until_said("1 case")
    desk.press("Escape")
    come_to(desk, "table row", TITLE)
    desk.wait_until_said("What is right")
    wait_for(lambda: desk.says("*** promised it to 138****8000") or desk.says("promised it to 138****8000"), 20, "the number masked")
    equal(desk.says(name), False, "her name in the case")
    equal(desk.find("push button", "Its Debrief") is None, True, "no way to the debrief")
    desk.press("Return")
    wait_for(lambda: desk.focused_name().startswith("The case"), 10, "the keys in the case")
    picture("debriefs-handbook")


def test_debriefs(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, quality, reader = (server.sign_in(account) for account in ("administrator", "quality", "agent"))
        plan = server.ask("GET", "reviews?part=waiting&limit=1000", token=quality)
        other = server.ask("GET", "own/shifts", token=reader)["person"]
        row = next(row for row in plan["rows"] if row["person"] != other)
        name = row["name"]
        server.ask("POST", "records/account", token=boss, status=201,
                   body={"id": "hers", "name": "Hers", "role": "agent", "person": row["person"], "password": PASSWORD})
        hers = server.sign_in("hers")
        own = lambda: server.ask("GET", "own/debriefs", token=hers)["debriefs"][0]
        debrief = lambda: server.ask("GET", "records/debrief", token=boss)["records"][0]

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("quality", PASSWORD)
            begin(desk, plan, row)
            wait_for(lambda: len(server.ask("GET", "records/debrief", token=boss)["records"]) == 1, 20, "the debrief")
        begun = debrief()
        equal((begun["contact"], begun["person"], begun["review"], begun["begun"]), (row["id"], row["person"], row["review"]["id"], "quality"), "what it is about")

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("hers", PASSWORD)
            write_own(desk, own)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            decide(desk, "Hand on to the quality group", "She was alone at the desk", "We practise it on Monday", word="leader")
            wait_for(lambda: debrief()["state"] == "group", 20, "the leader's view")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("quality", PASSWORD)
            decide(desk, "Into the handbook", f"{name} meant well", TITLE, "A late parcel", f"{name} promised it to 13800138000", "Promise the next word alone",
                   "Ask first", "promise, refund", word="group")
            wait_for(lambda: debrief()["state"] == "handbook", 20, "the conclusion")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("agent", PASSWORD)
            find(desk, name)
        found = server.ask("GET", "handbook?words=parcel", token=reader)["cases"]
        equal([(each["title"], each["debrief"], name in str(each)) for each in found], [(TITLE, None, False)], "what another agent is told")
        equal([each["review"] for each in server.ask("GET", "handbook?words=parcel", token=quality)["cases"]], [begun["review"]], "what quality is told")
        equal(own()["conclusion"], f"{name} meant well", "what she is told")
    finally:
        server.stop()


main(test_debriefs)
