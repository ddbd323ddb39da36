#!/usr/bin/python3
"""What the server refuses is said in Chinese at a Chinese desk: of a record, and of a file."""

import gettext
import os

from desk import Desk
from support import BUILD, PASSWORD, SOURCE, Server, Skip, ctl, free_port, main, wait_for

CALLS = SOURCE / "tests/data/calls-week.csv"
LOCALE = "zh_CN.UTF-8"


def words(english):
    """What a button or a field is called; the sentences that are tested stand in the tests."""
    found = gettext.translation("floorwalker", BUILD / "po", ["zh_CN"]).gettext(english)
    assert found != english, f"{english!r} has no translation"
    return found


def serve(folder):
    if not (BUILD / "tests/locales" / LOCALE).exists():
        raise Skip(f"the locale {LOCALE} is not here")
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    ctl("user", "add", "boss", "--role", "administrator", "--new-password-file", secret, "--create", "--data", folder / "centre")
    return Server(folder / "centre", listen=f"127.0.0.1:{free_port()}")


def open_desk(folder, server):
    desk = Desk(folder, "--server", server.address, locale=LOCALE)
    try:
        desk.wait(None, words("Sign in to your centre"), 20)
        desk.press()
        desk.type("boss")
        desk.press("Tab")
        desk.type(PASSWORD)
        desk.press("Return")
        desk.wait("list item", words("Centre"), 20)
        desk.wait("push button", words("Import a call list…"), 20)
    except BaseException:
        desk.close()
        raise
    return desk


def test_a_refused_record(folder):
    server = serve(folder)
    try:
        token = server.sign_in("boss")
        server.ask("POST", "records/site", {"id": "harbour", "name": "Harbour", "time_zone": "UTC"}, token=token, status=201)
        server.ask("DELETE", "records/site/harbour?revision=1", token=token)
        with open_desk(folder, server) as desk:
            desk.press("alt+6")  # the room of the centre begins with its sites
            wait_for(lambda: desk.frame.get_name().startswith(words("Sites")), 10, "the page of sites")
            desk.press("ctrl+n")
            for field, text in (("Id", "harbour"), ("Name", "Harbour"), ("Time zone", "Mars/Olympus")):
                desk.tab_to("text", words(field))
                desk.press("ctrl+a")
                desk.type(text)
            desk.press("ctrl+s")
            # What the desk itself checks, beside its field.
            desk.wait(None, "应为本系统认识的时区，例如 Asia/Shanghai，而不是“Mars/Olympus”", 20)
            desk.tab_to("text", words("Time zone"))
            desk.press("ctrl+a")
            desk.type("Asia/Shanghai")
            desk.press("ctrl+s")
            # What only the server knows.
            desk.wait("alert", "职场“harbour”曾经存在，已被删除：编号只用一次；请恢复该记录，或另选编号", 20)
    finally:
        server.stop()


def choose_file(desk, path):
    """From the page that says that nothing has come in yet."""
    desk.click("push button", words("Import a call list…"))
    desk.click("push button", words("Choose a file"))
    desk.choose_file(path, words("Choose a file to import"))


def test_a_refused_file(folder):
    torn = folder / "torn.csv"
    torn.write_text(CALLS.read_text(encoding="utf-8").replace("15/09/2026", "09/15/2026"), encoding="utf-8")
    server = serve(folder)
    try:
        with open_desk(folder, server) as desk:
            choose_file(desk, torn)
            told = desk.wait("alert", "日期：该列自相矛盾", 20).get_name()
            for text in ("日在前", "月在前", "请在列映射中写明日期写法（\"date_order\"）"):
                assert text in told, told
            assert "expected" not in told and "state" not in told, told
    finally:
        server.stop()


def test_rejected_rows(folder):
    lines = CALLS.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[3].split(";")
    broken = folder / "broken.csv"
    broken.write_text("".join([*lines[:3], lines[3].replace(cells[2], "25:99:99"), *lines[4:]]), encoding="utf-8")
    server = serve(folder)
    try:
        with open_desk(folder, server) as desk:
            choose_file(desk, broken)
            told = desk.wait("label", "第 4 行", 20)
            names = desk.names()
            assert any("没有这个时间" in name for name in names), names
            assert told is not None and not any("no such" in name or "expected" in name for name in names), names
    finally:
        server.stop()


if __name__ == "__main__":
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "DISPLAY" not in os.environ:
        raise Skip("needs a display and a bus")
    main(*[test for name, test in list(globals().items()) if name.startswith("test_")])
