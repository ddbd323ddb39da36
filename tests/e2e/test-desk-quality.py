#!/usr/bin/python3
"""The key quality figures stand together, each with what it rests on; from one of them a key leads to why. By keys."""


from desk import Desk, picture
from support import PASSWORD, Server, free_port, main, put_sample, wait_for

FIGURES = ["Response time", "First response in time", "Handling time", "First-contact resolution", "CSAT",
           "Complaint rate", "Time to close", "Service error rate"]


def row_of(desk, figure):
    """What a figure's row says, or nothing while it says nothing."""
    found = [name for name in desk.names() if name.startswith(figure + " ") and (" n " in name or "no data" in name)]
    return found[0] if found else None


def test_key_quality(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("supervisor", PASSWORD)
            desk.wait("table row", "Night", 30)
            desk.go("Key quality")
            rows = {figure: wait_for(lambda figure=figure: row_of(desk, figure), 30, f"the row of {figure}") for figure in FIGURES}
            for figure in ("Response time", "Handling time", "CSAT"):
                assert " n " in rows[figure], rows[figure]
            wait_for(lambda: row_of(desk, "E-mail: Response time"), 20, "the response by e-mail")
            wait_for(lambda: any(name.startswith("Cost per contact") for name in desk.names()), 20, "what a contact costs")
            picture("quality")

            # Down to the handling time, and from there to why it is what it is.
            desk.tab_to("list item")
            desk.press("Home")
            for _ in range(12):
                focused = desk.focused()
                if focused is not None and focused.name.startswith("Handling time"):
                    break
                desk.press("Down")
            desk.press("Return")
            wait_for(lambda: desk.frame.get_name().startswith("Why"), 10, "the page Why")
            desk.wait(None, "Watch this question", 30)
            picture("quality-why")
    finally:
        server.stop()


main(test_key_quality)
