#!/usr/bin/python3
"""What waits for somebody is answered, put off and handed on at the desk, by keys."""


from desk import Desk, picture
from support import PASSWORD, Server, ctl, equal, free_port, main, put_sample, wait_for


def test_inbox(folder):
    """Three findings: one is judged, one put off and taken back, one handed on; then one is opened where it belongs."""
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")

    def waiting(token, everything=False):
        answer = server.ask("GET", "inbox?limit=200" + ("&all=1" if everything else ""), token=token)
        return {entry["id"]: entry for entry in answer["entries"] if entry["kind"] == "finding"}

    try:
        boss = server.sign_in("administrator")
        mine = server.sign_in("supervisor")
        for name, title in (("f1", "CSAT of the nights fell"), ("f2", "Handling time of sales rose"), ("f3", "Connection rate of Harbour fell")):
            server.ask("POST", "records/finding", {"id": name, "title": title, "watch": "nights", "day": "2026-03-02", "metric": "csat"}, token=boss, status=201)
        with Desk(folder, "--server", server.address) as desk:

            def come_to(name, title):
                """By Home and arrows. Alerts come and go above it, so that its place is looked up again where it was missed."""
                for _ in range(10):
                    entries = [entry["id"] for entry in server.ask("GET", "inbox?limit=200", token=mine)["entries"]]
                    desk.press("Home", *["Down"] * entries.index(name))
                    focused = desk.focused()
                    if focused is not None and title in focused.name:
                        return
                raise AssertionError("no arrow leads to " + title)

            desk.sign_in("supervisor", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.press("alt+0")
            wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
            desk.wait("list item", "CSAT of the nights fell", 20)
            wait_for(lambda: desk.find(None, "things that wait for you"), 20, "the count in the sidebar")
            picture("inbox")

            # Judged by the figure of the move.
            come_to("f1", "CSAT of the nights fell")
            desk.wait("push button", "It is real", 20)
            desk.press("1")
            wait_for(lambda: server.ask("GET", "records/finding/f1/moves", token=boss)["state"] == "real", 20, "the finding judged real")
            desk.wait("list item", "CSAT of the nights fell, Finding · Real", 20)

            # Put off, and back by Ctrl+Z.
            come_to("f2", "Handling time of sales rose")
            desk.press("s")
            wait_for(lambda: "f2" not in waiting(mine), 20, "the finding put off")
            wait_for(lambda: desk.find("list item", "Handling time of sales rose") is None, 20, "its row to go")
            assert "f2" in waiting(boss), "put off for others too"
            desk.press("ctrl+h")
            desk.wait("list item", "put off until", 20)
            picture("inbox-all")
            desk.press("ctrl+h", "ctrl+z")
            wait_for(lambda: "f2" in waiting(mine), 20, "the finding back")
            desk.wait("list item", "Handling time of sales rose", 20)

            # Handed on to whoever stands first.
            come_to("f3", "Connection rate of Harbour fell")
            desk.press("g")
            desk.wait("dialog", "Hand It On", 20)
            picture("inbox-give")
            desk.wait("push button", "Hand On", 10)
            desk.press("Tab", "Tab", "space")  # past the account that is proposed, and Cancel
            wait_for(lambda: "f3" not in waiting(mine), 20, "the finding handed on")
            given = waiting(mine, True)["f3"]
            equal(given["given_by"], "supervisor", "by whom it was handed on")
            taker = server.sign_in(given["given_to"])
            wait_for(lambda: "f3" in waiting(taker), 20, "the finding with whom it was handed to")
            wait_for(lambda: desk.find("list item", "Connection rate of Harbour fell") is None, 20, "its row to go")

            # Opened where it belongs.
            come_to("f2", "Handling time of sales rose")
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("Findings"), 20, "the page of findings")
            desk.wait("push button", "It is chance", 20)

        # And at the command line, over the same server.
        (folder / "token").write_text(boss, encoding="utf-8")
        ctl("records", "move", "finding", "f1", "closed", "--reason", "The router is mended", "--server", server.address, "--token-file", folder / "token")
        assert "f1" not in waiting(mine), "what is closed waits"
    finally:
        server.stop()


main(test_inbox)
