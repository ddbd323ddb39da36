#!/usr/bin/python3
"""A call list that a western spreadsheet wrote is brought in at the desk by keys alone, and mended where it is shown."""

import os
import time

from desk import Desk, picture
from support import PASSWORD, Server, Skip, ctl, equal, free_port, main, near, wait_for

# Seconds a hand takes for a key, beside what the desk takes.
PER_KEY = 0.25
MOST_SECONDS = 120

TITLES = ["Anrufliste Kundendienst", "erstellt am 14.03.2026 von Jürgen Groß", ""]
HEADER = "Anruf-ID;Datum;Richtung;Sparte;Mitarbeiter;Ergebnis;Wartezeit (s);Gesprächszeit (min);Rufnummer"
# id, day and time, direction, department, person, how it ended, wait in s, talk in min
CALLS = [
    ("1", "02/03/2026 09:00", "Eingehend", "Küche", "Jürgen Groß", "Angenommen", 12.5, 3.5),
    ("2", "02/03/2026 09:10", "Ausgehend", "Küche", "Jürgen Groß", "Angenommen", 0, 2.25),
    ("3", "02/03/2026 09:20", "Eingehend", "Bad", "Änne Müller", "Angenommen", 8.0, 4.75),
    ("4", "13/03/2026 09:40", "Eingehend", "Bad", "", "Zurückgestellt", 41.0, None),
    ("5", "13/03/2026 09:52", "Eingehend", "Küche", "Änne Müller", "Angenommen", 9.5, 12.0),
    ("6", "13/03/2026 10:05", "Eingehend", "Küche", "", "Aufgelegt", 25.0, None),
]


def write_number(value):
    return "" if value is None else str(value).replace(".", ",")


def write_list(path):
    rows = [";".join((*call[:6], write_number(call[6]), write_number(call[7]), f"0171 555 010{call[0]}")) for call in CALLS]
    total = f"Summe;;;;;;{write_number(sum(call[6] for call in CALLS))};{write_number(sum(call[7] or 0 for call in CALLS))};"
    path.write_bytes("\r\n".join([*TITLES, HEADER, *rows, total, ""]).encode("windows-1252"))
    return path


class Hands:
    """Keys and nothing else; what they would take a person is added up."""

    def __init__(self, desk):
        self.desk = desk
        self.keys = 0
        self.began = time.monotonic()

    def find_focus(self):
        """What has the focus after the last key."""
        time.sleep(0.1)
        return self.desk.focused()

    def has_focus(self, name):
        focus = self.find_focus()
        return focus is not None and name in focus.name

    def press(self, *keys):
        self.keys += len(keys)
        self.desk.press(*keys)

    def type(self, text):
        self.keys += len(text)
        self.desk.type(text)

    def choose_file(self, path):
        self.keys += len(str(path)) + 1
        self.desk.choose_file(path)

    def tab_to(self, name, key="Tab"):
        """Tab, as often as it takes."""
        for _ in range(80):
            if self.has_focus(name):
                return
            self.press(key)
        raise AssertionError(f"no {key} leads to {name!r}")

    def choose(self, name):
        """In the list that drops down: down to the choice, and taken."""

        def find_item():
            focused = self.find_focus()
            return focused if focused is not None and focused.role == "list item" else None

        self.press("Return")
        for _ in range(40):
            if name in self.desk.names(wait_for(find_item, 10, "the list of choices")):
                break
            self.press("Down")
        else:
            raise AssertionError(f"no Down leads to {name!r}")
        self.press("Return")

    def seconds(self):
        return self.keys * PER_KEY


def test_a_western_call_list_is_mended_by_keys(folder):
    (folder / "word").write_text(PASSWORD + "\n")
    ctl("user", "add", "boss", "--create", "--role", "administrator", "--new-password-file", folder / "word", "--data", folder / "centre")
    server = Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")
    token = server.sign_in("boss")
    server.token = token
    path = write_list(folder / "Anrufliste.csv")
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("list item", "Centre", 20)
            desk.go("Import")
            hands = Hands(desk)
            hands.tab_to("Choose a file")
            hands.press("Return")
            hands.choose_file(path)

            # What was understood: titles above, a total below, one call that went out, one word that nobody knows.
            desk.wait("alert", "1 row cannot be read", 20)
            picture("import-western")
            names = desk.names()
            for text in (TITLES[1], "Zurückgestellt", "1 outgoing or internal", "1 of totals or notes", "Not used: “Sparte”"):
                assert any(text in name for name in names), f"the page does not say {text!r}: {names}"
            equal(server.ask("GET", "kpi?from=2026-03-01&to=2026-04-01")["total"]["offered"], 0, "before anybody agreed")

            # The word: the focus stands on the way to it.
            desk.press()  # the window, which no window manager gives the keys back after the dialog
            wait_for(lambda: hands.has_focus("Go to the first"), 10, "the focus on the way")
            hands.press("Return")
            wait_for(lambda: hands.has_focus("Zurückgestellt"), 10, "the focus on the word")
            hands.choose("customer gave up")
            wait_for(lambda: desk.find("alert", "cannot be read") is None, 20, "no row that cannot be read")
            desk.wait("push button", "Import 5 rows", 10)

            # The column: back to it, and it is the queue.
            hands.tab_to("What “Sparte” holds", "shift+Tab")
            hands.choose("Queue")
            wait_for(lambda: not any("Not used: “Sparte”" in name for name in desk.names()), 20, "the column to be used")
            picture("import-western-mended")

            hands.tab_to("Import 5 rows")
            hands.press("Return")
            desk.wait("label", "is imported", 20)
            wait_for(lambda: hands.has_focus("Show these days"), 10, "the focus on the days that came in")
            picture("import-western-done")
            assert not any("date_time" in name or "{" in name for name in desk.names()), "the mapping is shown as it is stored"
            hands.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith(("Live", "Floor · ")), 10, "the floor")
            desk.wait("push button", "Resolution rate", 20)
            picture("import-western-floor")
            hands.press("alt+1")
            desk.go("Contacts")
            desk.wait("label", "5 contacts offered", 20)
            picture("import-western-contacts")
            taken = time.monotonic() - hands.began
            assert hands.seconds() < MOST_SECONDS, f"{hands.keys} keys take {hands.seconds():.0f} s"
            print(f"# {hands.keys} keys, {hands.seconds():.0f} s of typing; {taken:.0f} s here", flush=True)

        # The same by hand: what came in, and of it what was answered.
        came_in = [call for call in CALLS if call[2] == "Eingehend"]
        answered = [call for call in came_in if call[5] == "Angenommen"]
        kpi = server.ask("GET", "kpi?from=2026-03-01&to=2026-04-01&by=queue")
        total = kpi["total"]
        equal((total["offered"], total["answered"], total["abandoned"]), (len(came_in), len(answered), len(came_in) - len(answered)))
        near(total["asa_s"], sum(call[6] for call in answered) / len(answered), 0.01, "speed of answer")
        near(total["aht_s"], sum(call[7] * 60 for call in answered) / len(answered), 0.01, "handling time")
        by_queue = {group["key"]["queue"]: group["offered"] for group in kpi["groups"]}
        equal(by_queue, {"Küche": 3, "Bad": 2}, "by queue")

        # It is kept: the next list of the source is read so without a word, also by name at the command line.
        kept = wait_for(lambda: server.ask("GET", "records/mapping")["records"], 10, "the mapping to be kept")
        equal([record["source"] for record in kept], ["calls"])
        (folder / "token").write_text(token + "\n")
        ctl("import", "--format", "calls", "--source", "again", "--map", kept[0]["name"], "--server", server.address,
            "--token-file", folder / "token", path)
        equal(server.ask("GET", "kpi?from=2026-03-01&to=2026-04-01")["total"]["offered"], 2 * len(came_in))
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("boss", PASSWORD)
            desk.wait("list item", "Centre", 20)
            desk.go("Import")
            desk.wait("combo box", "Mapping", 10)
            hands = Hands(desk)
            hands.tab_to("Choose a file")
            hands.press("Return")
            hands.choose_file(path)
            desk.wait("push button", "Import 5 rows", 20)
            assert desk.find("alert", "cannot be read") is None, "the kept mapping is not used"
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(test_a_western_call_list_is_mended_by_keys)
