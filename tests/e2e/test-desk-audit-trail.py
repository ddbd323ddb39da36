#!/usr/bin/python3
"""The audit trail by keys: who looked at what stands there, narrowed by account and outcome; looking is told itself; every line is checked, and what somebody
changed on the disk shows."""

import re

from desk import Desk, picture
from support import PASSWORD, SOURCE, Server, equal, free_port, main, put_sample, wait_for


def test_trail(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        lead = server.sign_in("supervisor")
        server.ask("GET", "cases?words=13800138000", token=lead)
        token = server.sign_in("administrator")
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("administrator", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.open_by_palette("Audit trail")
            desk.wait("tree table", "The audit trail, the newest first", 20)
            wait_for(lambda: desk.says("lines"), 20, "the lines")
            picture("audit-trail")
            narrow(desk)
            told(server, token)
            check(desk)
            touch(folder, desk)
    finally:
        server.stop()


def narrow(desk):
    """What the supervisor did, without the words that were looked for."""
    desk.press("ctrl+f")
    desk.type("supervisor")
    wait_for(lambda: desk.says("2 lines"), 20, "what the supervisor did")
    lines = desk.list_rows()
    assert any("Read cases" in line and "?words=…" in line for line in lines), lines
    assert not any("13800138000" in name for line in lines for name in line), lines
    picture("audit-trail-narrow")


def told(server, token):
    """Reading the trail stands in the trail."""
    lines = server.ask("GET", "audit?what=audit-read&limit=10", token=token)["lines"]
    assert any(line["on"].startswith("?limit=200&who=supervisor") for line in lines), lines


def check(desk):
    desk.press("ctrl+t")
    wait_for(lambda: desk.says("are whole"), 30, "that the lines are whole")
    picture("audit-trail-checked")


def touch(folder, desk):
    """Another name in a line of long ago: the chain no longer fits."""
    file = folder / "centre/audit/audit-000001.jsonl"
    text = file.read_bytes()
    file.write_bytes(text.replace(b'"who":"supervisor"', b'"who":"supervisos"', 1))
    desk.press("ctrl+t")
    wait_for(lambda: desk.says("Somebody touched the trail"), 30, "that it was touched")
    picture("audit-trail-touched")


def test_words(_folder):
    """Every act that the server tells has words at the desk."""
    words = (SOURCE / "src/console/audit/fw-audit-words.c").read_text(encoding="utf-8")
    acts = set(re.findall(r'"(?:GET|POST|PUT|DELETE)", "[^"]*", "([a-z-]+)", FW_TRAIL', (SOURCE / "src/server/fw-seen.c").read_text(encoding="utf-8")))
    assert len(acts) >= 40, acts
    equal({act for act in acts if f'"{act}"' not in words}, set(), "acts without words")


main(test_words, test_trail)
