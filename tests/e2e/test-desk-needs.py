#!/usr/bin/python3
"""Where to train next, by keys: what is planted in the sample centre comes first; a cell of the heat map becomes an enrolment and is taken back; a person's
figure becomes another; what has no session is planned."""

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_needs(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("trainer")

        def needs(part):
            return server.ask("GET", f"needs?part={part}&limit=1000", token=token)["needs"]

        planted(server, token, needs)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("trainer", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Where to train next")
            desk.wait("tree table", "Needs of training", 20)
            team(desk, server, token, needs)
            heat(desk, server, token)
            person(desk, needs)
            plan(desk, needs)
    finally:
        server.stop()


def planted(server, token, needs):
    """data/sample/README.md names them."""
    first = server.ask("GET", "needs?limit=1", token=token)["needs"][0]
    equal((first["part"], first["team"], first["competency"], first["grade"], first["session"]), ("team", "care-b", "calming", "red", "calm-talks-2"), "the first of all")
    feedback = needs("feedback")[0]
    equal((feedback["team"], feedback["item"], feedback["competency"]), ("tech-b", "Effective solution", "product"), "the first of feedback")
    people = {each["id"]: each for each in server.ask("GET", "records/person?limit=1000", token=token)["records"]}
    transfers = [each for each in needs("figure") if each["metric"] == "transfer_rate"]
    equal({people[each["person"]]["position"] for each in transfers[:5]}, {"new-agent"}, "who transfers most")
    for each in transfers:
        assert each["behind_low"] > 0 and each["q"] <= 0.05 and each["n"] >= 30, each
    video = needs("preference")[0]
    equal((video["way"], video["people"], video["n"], video["taught"]), ("video", 128, 144, 0), "how people learn best")
    measured = next(each["measured"] for each in needs("figure") + needs("feedback") if each["course"] == "calm-talks")
    equal(measured["told"], False, "that the course cannot be told to help")
    assert measured["low"] < 0 < measured["high"], measured


def enrolled(server, token, session):
    found = server.ask("GET", f"training?session={session}", token=token)
    return {each["person"] for each in found["enrolments"] if each["state"] in ("enrolled", "waiting")}


def come_to(desk, row):
    desk.tab_to("table row")
    desk.press("Home", *["Down"] * row)


def team(desk, server, token, needs):
    """The first row: those of the team who are below get the seats, and lose them again."""
    desk.wait_until_said("Care B · Calming · 8 free")
    desk.wait_until_said("Cannot tell what “Calming upset customers” brings to CSAT")
    picture("needs")
    first = needs("team")[0]
    lack = first["below"] + first["asked"] - first["n"]
    assert 8 < lack < 20, f"those who are below, or have shown nothing, not the whole team: {lack}"
    come_to(desk, 0)
    desk.press("ctrl+Return")
    wait_for(lambda: len(enrolled(server, token, "calm-talks-2")) == lack, 20, "those of Care B")
    desk.wait_until_said("8 enrolled.")
    desk.wait_until_said("Care B · Calming · Full")
    desk.press("ctrl+z")
    wait_for(lambda: not enrolled(server, token, "calm-talks-2"), 20, "that nobody is in it any more")
    desk.wait_until_said("Care B · Calming · 8 free")


def heat(desk, server, token):
    """The worst cell is the first one; its words have the figures; a cell that is no need says so."""
    desk.press("3")
    wait_for(lambda: "Care B, Calming: red, " in desk.focused_name(), 20, "the worst cell")
    picture("needs-heat")
    desk.press("End")
    wait_for(lambda: "Calming: " in desk.focused_name() and "Care B" not in desk.focused_name(), 20, "another cell")
    desk.wait_until_said("Red and orange cells are needs.")
    desk.press("Home")
    desk.wait_until_said("Care B · Calming · 8 free")
    desk.press("ctrl+Return")
    wait_for(lambda: len(enrolled(server, token, "calm-talks-2")) > 8, 20, "those of Care B by the cell")


def person(desk, needs):
    """The slowest is enrolled where a seat is free, and the row says so."""
    desk.press("5")
    first = needs("figure")[0]
    equal((first["metric"], first["session"]), ("aht_s", "order-clinic-1"), "the first figure")
    desk.wait_until_said(f"{first['name']} · Handling time · 6 free")
    picture("needs-figures")
    come_to(desk, 0)
    desk.press("ctrl+Return")
    wait_for(lambda: needs("figure")[0]["enrolled"], 20, "that she is enrolled")
    desk.wait_until_said(f"{first['name']} · Handling time · Enrolled: ")
    desk.press("Return")
    wait_for(lambda: desk.frame.get_name().startswith(first["name"]) or desk.says(first["name"]), 20, "her page")
    desk.wait("list item", "Order system in practice, Tech A", 20)


def plan(desk, needs):
    """A course without a session is planned: the form knows the course."""
    desk.open_by_palette("Where to train next")
    desk.wait_until_said("1 to 6 choose what is shown")
    desk.tab_to("table row")
    desk.press("6")
    equal(needs("feedback")[0]["session"], None, "no session")
    desk.wait_until_said("Tech B · Effective solution (reviews) · Not planned: Round of the new products")
    picture("needs-feedback")
    come_to(desk, 0)
    desk.press("ctrl+Return")
    wait_for(lambda: desk.frame.get_name().startswith("All sessions"), 20, "the page of sessions")
    wait_for(lambda: desk.says("Round of the new products"), 20, "the course in the form")


main(test_needs)
