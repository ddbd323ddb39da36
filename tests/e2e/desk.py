"""The console seen as an assistive technology sees it, driven by keys. Needs a display and a bus of its own."""

import os
import pathlib
import subprocess
import time

from support import CONSOLE, wait_for
from tree import ROOT, find_owner, read

# These are never inside the row of a table.
OUTSIDE_ROWS = ("dialog", "entry", "frame", "list item", "table row", "text")


def picture(name):
    """Where somebody wants to see it: set FW_SHOTS to a folder."""
    if "FW_SHOTS" in os.environ:
        subprocess.run(["import", "-window", "root", f"{os.environ['FW_SHOTS']}/{name}.png"], check=False)


class Desk:
    """A running console on data of its own."""

    def __init__(self, home, *arguments, locale=None, remembers=False):
        """@locale: of tests/locales; without one the desk speaks English. @remembers: what is remembered lies in @home for a later desk."""
        home = pathlib.Path(home)
        environment = dict(os.environ, XDG_DATA_HOME=str(home / "data"), XDG_CONFIG_HOME=str(home / "config"), XDG_STATE_HOME=str(home / "state"),
                           XDG_CACHE_HOME=str(home / "cache"), GDK_BACKEND="x11", GSK_RENDERER="cairo",
                           ADW_DISABLE_PORTAL="1", GSETTINGS_BACKEND="keyfile" if remembers else "memory",
                           LANGUAGE="en" if locale is None else "", LANG=locale or os.environ["LC_ALL"],
                           LC_NUMERIC="C.UTF-8")  # the tests write figures as C does
        environment.pop("LC_ALL")
        environment.pop("GTK_A11Y", None)
        # The pointer lies on nothing: a tooltip under it would be a window of its own, and be taken for the one with the keys.
        subprocess.run(["xdotool", "mousemove", "1599", "999"], check=False, timeout=10)
        self.log = open(home / "console.log", "w", encoding="utf-8")
        self.process = subprocess.Popen([str(CONSOLE), *arguments], env=environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)
        self.owner = wait_for(self._find_owner, 30, "the console on the accessibility bus")
        self.frame = wait_for(lambda: self.find("frame"), 15, "its window")

    def _find_owner(self):
        assert self.process.poll() is None, "the console has ended: " + pathlib.Path(self.log.name).read_text(encoding="utf-8")
        return find_owner(self.process.pid)

    def walk(self, node=None, rows_whole=False):
        """All nodes below, as they are now; nothing below one that has gone. @rows_whole: not into the rows of tables, which say much."""
        nodes = read(self.owner)
        first = nodes.get(ROOT if node is None else node.path)
        return self._list_below(first, rows_whole) if first is not None else ()

    @staticmethod
    def _list_below(first, rows_whole=False):
        """@first and all below it, as they were when the tree was read."""
        todo = [first]
        while todo:
            node = todo.pop()
            yield node
            if not (rows_whole and node.role == "table row"):
                todo.extend(reversed(node.children))

    def find(self, role=None, name=None, node=None):
        """The first node of this role whose name contains the text."""
        return next((found for found in self.walk(node, rows_whole=role in OUTSIDE_ROWS)
                     if (role is None or found.role == role) and (name is None or name in found.name)), None)

    def list_all(self, role, node=None, rows_whole=False):
        """All nodes of this role with their names."""
        return [(found, found.name) for found in self.walk(node, rows_whole=rows_whole) if found.role == role]

    def names_of(self, role, node=None):
        return [name for _, name in self.list_all(role, node)]

    def list_rows(self):
        """What stands in each row of the tables, by one look."""
        return [[below.name for below in self._list_below(row) if below.name] for row in self.walk(rows_whole=True) if row.role == "table row"]

    def rows_of(self, table):
        """The rows of the table of this name, without its head, which newer versions of GTK name after its columns."""
        found = self.find("tree table", table)
        heads = ("column header", "filler")
        return [row for row, name in self.list_all("table row", found) if name not in ("", "GtkListItemWidget") and
                not any(child.role in heads for child in row.children)] if found is not None else []

    def says(self, text):
        """Beside the rows of tables, which say the same of others."""
        return any(text in node.name for node in self.walk(rows_whole=True))

    def wait_until_said(self, text, seconds=20):
        wait_for(lambda: self.says(text), seconds, text)

    def names(self, node=None):
        return [found.name for found in self.walk(node) if found.name]

    def windows(self):
        """The names of the windows; a chooser of files has no role of its own in all versions of GTK."""
        return [window.name for window in self._list_windows()]

    def window(self, name, seconds=15):
        """The window of this name, to look in it alone."""
        return wait_for(lambda: next((window for window in self._list_windows() if window.name == name), None), seconds, f"the window {name!r}")

    def _list_windows(self):
        nodes = read(self.owner)
        return nodes[ROOT].children if ROOT in nodes else []

    def wait(self, role=None, name=None, seconds=15):
        return wait_for(lambda: self.find(role, name), seconds, f"{role or 'anything'} named {name!r}")

    def click(self, role, name, seconds=15, node=None):
        """Does what a click would on the first such thing that can be clicked; some stand twice in the tree, one of them dumb."""

        def act():
            return any(found.role == role and name in found.name and found.act() for found in self.walk(node))

        wait_for(act, seconds, f"a {role} named {name!r} to click")

    def sign_in(self, user, password):
        """The server is given, so the form begins with the name."""
        self.wait(None, "Sign in to your centre", 20)
        self.press()
        self.type(user)
        self.press("Tab")
        self.type(password)
        self.press("Return")

    def go(self, page):
        """By the palette, as one who knows the name of the page."""
        self.open_by_palette(page)
        # The floor of days that are over is not called "Live".
        titles = ("Live", "Floor · ") if page == "Live" else (page,)
        wait_for(lambda: self.frame.get_name().startswith(titles), 10, "the page " + page)

    def open_by_palette(self, name):
        """What is found comes a moment after the last letter, and what stands first is opened."""
        for _ in range(3):  # a key that comes while a page fills its rows anew may be lost
            self.press("ctrl+k")
            if self._is_there(lambda: len(self._list_windows()) > 1, 5):
                break
        wait_for(lambda: len(self._list_windows()) > 1, 10, "the palette")
        self.type(name)
        palette = self._list_windows()[-1]
        wait_for(lambda: (first := self.find("list item", node=palette)) is not None and first.name.lower().startswith(name.lower()), 10,
                 f"{name!r} first in the palette")
        self.press("Return")

    @staticmethod
    def _is_there(condition, seconds):
        until = time.monotonic() + seconds
        while not (there := condition()) and time.monotonic() < until:
            time.sleep(0.05)
        return there

    def type(self, text):
        """Types into what has the focus."""
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True, timeout=30)

    def choose_team(self, name):
        """In the bar above the page."""
        self.tab_to("push button", "All teams")
        self.press("space")
        self.wait_for_field()
        self.type(name)
        self.press("Return")
        self.wait_for_no_field()

    def choose_file(self, path, title="Choose a file to import"):
        """In the desktop's own dialog, which is about to open; a path that is typed goes to its line."""
        wait_for(lambda: any(title in name for name in self.names()), 15, "the file dialog")
        self.press()
        self.type(str(path))
        time.sleep(0.3)
        # What the dialog proposes to complete the path with may come late; then it stays behind the cursor.
        self.press("shift+End", "Delete", "Return")

    def tab_to(self, role, name=None, limit=60):
        """Presses Tab until something of this role has the focus, and in a table, which is one stop, Down; returns it."""
        focused = None
        for _ in range(limit):
            focused = self._next_focus(focused)
            there = focused is not None and focused.role == role
            if there and (name is None or name in focused.name):
                return focused
            self.press("Down" if there and role == "table row" else "Tab")
        raise AssertionError(f"no Tab leads to a {role}")

    def _next_focus(self, before):
        """What has the focus once it is another than @before, which a busy machine takes a moment for; a key that moves nothing is believed then."""
        until = time.monotonic() + 1
        while ((found := self.focused()) is None or found == before) and time.monotonic() < until:
            time.sleep(0.05)
        return found

    def press(self, *keys):
        """Keys go to the focused window of this display; there is no window manager to ask."""
        window = wait_for(self._find_shown, 10, "a window of the console")
        subprocess.run(["xdotool", "windowfocus", "--sync", window[-1]], capture_output=True, check=False, timeout=10)
        for key in keys:
            subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True, timeout=10)
            time.sleep(0.08)

    def _find_shown(self):
        """The windows as the display knows them, which may be some time after the bus does."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], capture_output=True, text=True, check=False)
        return found.stdout.split()

    def focused(self):
        """What has the keys; of a table it is a row."""
        found = self._find_focused()
        if found is None:
            # Where no window manager hands the keys on, no window may have them once another has closed (GTK 4.18).
            self.press()
            found = self._find_focused()
        return found

    def _find_focused(self):
        return next((node for node in self.walk(rows_whole=True) if node.has_focus()), None)

    def focused_name(self):
        """The name of what has the keys; empty while nothing has them, as when a page is being laid out."""
        node = self.focused()
        return node.name if node is not None else ""

    def wait_for_field(self, seconds=10):
        """Waits until a field to type in has the focus, which a popover gives it some time after it is seen."""
        return wait_for(lambda: (found := self.focused()) is not None and found.role in ("text", "entry") and found, seconds,
                        "a field that has the focus")

    def wait_for_no_field(self, seconds=10):
        """Waits until a popover with a field has gone, and with it its hold on the keys."""
        wait_for(lambda: (found := self.focused()) is None or found.role not in ("text", "entry"), seconds, "the field to go")

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            self.tell_of_failure()
        self.close()

    def tell_of_failure(self):
        """What was on the screen and what it says of itself, where somebody wants to see it."""
        picture(f"failed-{os.getpid()}")
        if "FW_SHOTS" in os.environ:
            lines = [f"{found.role}: {found.name}{' (has the keys)' if found.has_focus() else ''}" for found in self.walk()]
            pathlib.Path(os.environ["FW_SHOTS"], f"failed-{os.getpid()}.txt").write_text("\n".join(lines), encoding="utf-8")
