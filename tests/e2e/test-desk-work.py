#!/usr/bin/python3
"""Work that writes: files brought in through the Import page, and two people who change one record."""

import os
import time

from desk import Desk
from support import PASSWORD, SOURCE, Server, Skip, ctl, equal, free_port, main, wait_for

CALLS = SOURCE / "tests/data/calls-week.csv"
MONTH = "kpi?from=2026-09-01T00:00:00Z&to=2026-10-01T00:00:00Z"
HEADER = "call id;date;time;queue;agent;answered;speed of answer (s);talk time (s)\n"


def serve(folder):
    """An empty centre with one administrator."""
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    ctl("user", "add", "boss", "--role", "administrator", "--new-password-file", secret, "--create", "--data", folder / "centre")
    return Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")


def choose_file(desk, path, button="Choose a file"):
    desk.click("push button", button)
    desk.choose_file(path)


def count_offered(server, token):
    return server.ask("GET", MONTH, token=token)["total"]["offered"]


def write_todays_calls(path):
    """Four calls of the day that runs, one of them lost."""
    midnight = time.time() // 86400 * 86400
    lines = [HEADER]
    for i in range(4):
        at = time.gmtime(max(midnight, time.time() - 120 * (i + 1)))
        what = "N;;" if i == 3 else "Y;5;60"
        lines.append(f"T-{i};{time.strftime('%Y-%m-%d;%H:%M:%S', at)};sales;{'' if i == 3 else 'Anna'};{what}\n")
    path.write_text("".join(lines), encoding="utf-8")
    return path


def open_import(desk):
    desk.sign_in("boss", PASSWORD)
    desk.wait("list item", "Centre", 20)
    desk.go("Import")


def test_a_call_list_is_shown_before_it_is_written(folder):
    server = serve(folder)
    try:
        token = server.sign_in("boss")
        with Desk(folder, "--server", server.address) as desk:
            open_import(desk)
            choose_file(desk, CALLS)
            desk.wait("label", "nothing is written yet", 20)
            names = desk.names()
            for text in ("rows read", "what its columns hold", "speed of answer (s)", "from 14 Sep 2026"):
                assert any(text in name for name in names), f"the report does not say {text!r}: {names}"
            equal(count_offered(server, token), 0, "contacts before anybody agreed")
            desk.click("push button", "Import 10 rows")
            desk.wait("label", "is imported", 20)
            equal(count_offered(server, token), 10, "contacts")
            assert desk.find("push button", "Import 10 rows") is None, "the same file is offered again"
    finally:
        server.stop()


def test_what_came_in_stands_on_the_live_page(folder):
    server = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            open_import(desk)
            choose_file(desk, write_todays_calls(folder / "today.csv"))
            desk.click("push button", "Import 4 rows", 20)
            desk.wait("label", "is imported", 20)
            desk.go("Live")
            tile = desk.wait("push button", "n 4", 20).get_name()
            assert "Connection rate" in tile and "75" in tile, tile
    finally:
        server.stop()


def test_a_wrong_file_is_refused_with_a_reason(folder):
    picture, empty, torn = folder / "floor.png", folder / "empty.csv", folder / "torn.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    empty.write_text("", encoding="utf-8")
    torn.write_text(CALLS.read_text(encoding="utf-8").replace("15/09/2026", "09/15/2026"), encoding="utf-8")
    server = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            open_import(desk)
            button = "Choose a file"
            for path, told in ((picture, "is a picture"), (empty, "the file is empty"), (torn, "contradicts itself")):
                choose_file(desk, path, button)
                desk.wait("alert", told, 20)
                assert desk.find("label", path.name) is not None, "the file is not named"
                assert desk.find("push button", "Import 1") is None, "a file that was refused is offered"
                button = "Another file"
    finally:
        server.stop()


def test_two_people_change_one_record(folder):
    server = serve(folder)
    try:
        token = server.sign_in("boss")
        server.ask("POST", "records/site", {"id": "harbour", "name": "Harbour", "time_zone": "UTC"}, token=token, status=201)
        team = server.ask("POST", "records/team", {"id": "days", "name": "Days", "site": "harbour"}, token=token, status=201)
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("list item", "Centre", 20)
            desk.go("Teams")
            desk.wait("table row", "Days", 20)
            desk.tab_to("table row", "Days")
            desk.press("Return")
            desk.tab_to("text", "Name")
            desk.press("ctrl+a")
            desk.type("Early days")
            team = server.ask("PUT", "records/team/days", dict(team, name="Late days"), token=token)
            desk.wait("alert", "Somebody changed this in the meantime")
            desk.press("ctrl+s")
            dialog = desk.wait("frame", "Two versions")
            for text in ("changed “Late days”", "Yours: Early days", "Stored now: Late days"):
                assert any(text in name for name in desk.names(dialog)), f"the dialog does not say {text!r}: {desk.names(dialog)}"
            equal(server.ask("GET", "records/team/days", token=token)["name"], "Late days", "while nobody has decided")
            desk.click("push button", "Save the choice", node=dialog)
            wait_for(lambda: server.ask("GET", "records/team/days", token=token)["name"] == "Early days", 15, "the choice to be stored")
            changes = server.ask("GET", "records/team/days/log", token=token)["changes"]
            equal({(change["before"], change["after"]) for change in changes if change["revision"] > 1},
                  {("Days", "Late days"), ("Late days", "Early days")}, "who changed what")

            # The other way: what is stored stays, and the form shows it.
            desk.wait("label", "revision 3")
            desk.tab_to("text", "Name")
            desk.press("ctrl+a")
            desk.type("Mornings")
            team = server.ask("GET", "records/team/days", token=token)
            server.ask("PUT", "records/team/days", dict(team, name="Evenings"), token=token)
            desk.wait("alert", "Somebody changed this in the meantime")
            desk.press("ctrl+s")
            desk.click("push button", "Keep what is stored", node=desk.wait("frame", "Two versions"))
            desk.wait("label", "revision 4")
            equal(server.ask("GET", "records/team/days", token=token)["name"], "Evenings", "what was kept")
            desk.wait("table row", "Evenings")
    finally:
        server.stop()


def test_a_log_that_does_not_deliver_is_named(folder):
    log = folder / "queue_log"
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    for user, role in (("boss", "administrator"), ("coach", "trainer")):
        ctl("user", "add", user, "--role", role, "--new-password-file", secret, "--create", "--data", folder / "centre")
    server = Server(folder / "centre", "--queue-log", log, "--queue-log-source", "harbour-pbx", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("alert", "“harbour-pbx” is not there", 20)
            log.write_text("1763720000|NONE|NONE|NONE|QUEUESTART|\n", encoding="utf-8")
            wait_for(lambda: desk.find("alert", "harbour-pbx") is None, 20, "the notice to go")
            log.unlink()
            log.mkdir()
            desk.wait("alert", "“harbour-pbx” cannot be read", 20)
        (folder / "coach").mkdir()
        with Desk(folder / "coach", "--server", server.address) as desk:
            desk.sign_in("coach", PASSWORD)
            desk.wait("list item", "Live", 20)
            time.sleep(6)  # the window looks every five seconds
            assert desk.find("alert", "harbour-pbx") is None, "a trainer is told to mend the log"
    finally:
        server.stop()


def test_an_empty_centre_offers_three_ways(folder):
    server = serve(folder)
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("label", "No contacts yet", 20)
            desk.click("push button", "Follow a telephone system…")
            desk.wait("label", "floorwalkerd --data DIR --queue-log", 10)
            desk.click("push button", "Copy the command")
            desk.press("Escape")
            desk.click("push button", "Import a call list…")
            wait_for(lambda: desk.frame.get_name().startswith("Import"), 10, "the page Import")
            desk.go("Live")
            # One click alone exchanges no centre for the sample.
            desk.click("push button", "Open the sample centre")
            desk.wait("dialog", "Open the sample centre?", 10)
            desk.press("Escape")
            wait_for(lambda: desk.find("dialog", "Open the sample centre?") is None, 10, "the question to go")
            assert "sample" not in desk.frame.get_name(), desk.frame.get_name()
            desk.click("push button", "Open the sample centre")
            desk.click("push button", "Open the sample", 10, desk.wait("dialog", "Open the sample centre?", 10))
            wait_for(lambda: "sample" in desk.frame.get_name(), 90, "the sample centre")
            desk.wait("table row", "Night", 30)
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
