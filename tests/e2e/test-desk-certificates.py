#!/usr/bin/python3
"""The certification board: who lapsed is found, a result is recorded, and the board says so. By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def test_board(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")

    def board(query=""):
        return server.ask("GET", "certificates?limit=1000" + query, token=token)

    try:
        token = server.sign_in("trainer")
        told = board("&state=expired")
        equal(told["total"], 1, "who lapsed in the sample")
        lapsed = told["rows"][0]
        states = told["summary"]["states"]
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("trainer", PASSWORD)
            desk.wait("table row", "Night", 30)
            arrange_a_renewal(desk, server, token)
            desk.go("Certificates")
            for word, state in (("Lapsed", "expired"), ("None yet", "none"), ("In grace", "grace"), ("To renew", "window"), ("Valid", "valid")):
                desk.wait("push button", f"{word}: {states[state]}", 20)
            wait_for(lambda: any("unless they pass before" in name and "The shift Night is hit hardest" in name for name in desk.names()), 10, "the forecast")
            picture("certificates")

            # The tile leaves those alone that it counts.
            go_to_tile(desk, "Lapsed: 1")
            desk.press("space")
            wait_for(lambda: [row.get_name() for row in desk.rows_of("Certificates")] == [lapsed["name"]], 10, "the one row")
            desk.tab_to("table row", lapsed["name"], 10)
            desk.press("Home")
            picture("certificates-lapsed")

            # A pass, of the row that is chosen; the day is the board's.
            desk.press("ctrl+n")
            wait_for(lambda: desk.frame.get_name().startswith("Results"), 10, "the page of results")
            wait_for(lambda: any(lapsed["name"] in name for name in desk.names()), 10, "the form for her")
            picture("certificates-result")
            desk.press("ctrl+s")
            wait_for(lambda: board(f"&person={lapsed['person']}&scheme={lapsed['scheme']}")["rows"][0]["state"] == "valid", 20, "her new certificate")

            desk.go("Certificates")
            desk.wait("push button", "Lapsed: 0", 20)
            go_to_tile(desk, "Lapsed: 0")
            desk.press("space")
            wait_for(lambda: len(desk.rows_of("Certificates")) > 1, 10, "all rows again")

            look_into_a_day(desk, board())

            # What is looked for by name, and the person behind it.
            desk.press("ctrl+f")
            desk.wait_for_field()
            desk.type(lapsed["name"])
            wait_for(lambda: {row.get_name() for row in desk.rows_of("Certificates")} == {lapsed["name"]}, 10, "her rows")
            desk.tab_to("table row", lapsed["name"], 10)
            desk.press("Return")
            wait_for(lambda: lapsed["name"] in desk.names() and not desk.frame.get_name().startswith("Certificates"), 15, "her page")
    finally:
        server.stop()


def arrange_a_renewal(desk, server, token):
    """A warning waits in the inbox until one figure says that somebody sees to it."""
    wait_for(lambda: warnings_of(server, token), 30, "the warnings that the server writes")
    desk.press("alt+0")
    wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
    desk.wait("list item", "Certificate warning · Lapses soon", 20)

    def choose():
        """What ends last stands last; alerts come above it."""
        desk.press("End")
        focused = desk.focused()
        return next((each for each in warnings_of(server, token) if focused is not None and focused.get_name().startswith(each["title"])), None)

    chosen = wait_for(choose, 10, "the keys on a warning")
    desk.wait("push button", "Renewal is arranged", 10)
    picture("certificates-warning")
    desk.press("1")
    wait_for(lambda: server.ask("GET", f"records/certificate-warning/{chosen['id']}", token=token)["state"] == "arranged", 20, "the renewal arranged")
    wait_for(lambda: desk.find("list item", chosen["title"]) is None, 20, "that it waits no more")


def look_into_a_day(desk, told):
    """The months show whose certificate ends when; a day that is pressed is shown in the table."""
    ends = [(row["by"] if row["state"] == "grace" else row["valid_until"], row["name"]) for row in told["rows"] if row["state"] in ("valid", "window", "grace")]
    today = datetime.date.fromisoformat(told["day"])
    month = (today.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)
    in_month = [day for day, _ in ends if day.startswith(month.strftime("%Y-%m"))]
    day = min(in_month)

    desk.press("ctrl+m")
    wait_for(lambda: any(name.startswith(today.strftime("%A, ")) for name in desk.names()), 10, "the month of today")
    wait_for(lambda: desk.focused_name().startswith(write(today)), 10, "the keys on today")
    picture("certificates-calendar")
    desk.press("Page_Down")
    wait_for(lambda: desk.find("label", f"{len(in_month)} in the month"), 10, "how many end in the next month")
    for _ in range(50):
        if desk.focused_name().startswith(write(datetime.date.fromisoformat(day))):
            break
        step(desk, datetime.date.fromisoformat(day))
    desk.press("Return")
    wait_for(lambda: sorted(row.get_name() for row in desk.rows_of("Certificates")) == sorted(name for each, name in ends if each == day), 10, "those of the day")

    # Back at the months all of them are there; then the table, with nothing looked for.
    desk.press("ctrl+m")
    wait_for(lambda: desk.find("label", f"{len(in_month)} in the month"), 10, "the months again")
    desk.press("ctrl+m")
    wait_for(lambda: len(desk.rows_of("Certificates")) > 1, 10, "all rows again")


def write(day):
    return f"{day:%A}, {day.day} {day:%B} {day:%Y}"


def step(desk, wanted):
    """One arrow nearer: a week, else a day."""
    words = desk.focused_name().split("\n")[0].split(", ")[1]
    shown = datetime.datetime.strptime(words, "%d %B %Y").date()
    if abs((wanted - shown).days) >= 7:
        desk.press("Down" if wanted > shown else "Up")
    else:
        desk.press("Right" if wanted > shown else "Left")


def warnings_of(server, token):
    return server.ask("GET", "records/certificate-warning?limit=1000", token=token)["records"]


def go_to_tile(desk, name):
    """Back from the field; the tiles are one stop, and the arrows go from one to the other."""
    desk.press("ctrl+f")
    desk.wait_for_field()
    desk.press("shift+Tab")
    for _ in range(8):
        focused = desk.focused()
        if focused is not None and name in focused.name:
            return
        desk.press("Left")
    raise AssertionError("no arrow leads to the tile " + name)


main(test_board)
