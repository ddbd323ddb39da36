#!/usr/bin/python3
"""An agent asks for a swap and gets it: she offers a day, a colleague of her team takes it for one of his, who plans the team approves it with one
figure, and both are told. By keys."""

import datetime

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for


def publish(server, boss, person, day):
    server.ask("POST", "records/shift", token=boss, status=201,
               body={"id": f"e2e-{person}-{day}", "person": person, "day": day, "type": "work", "template": "early", "state": "published", "told": "early"})


def week_of(server, token, monday):
    sunday = monday + datetime.timedelta(days=6)
    told = server.ask("GET", f"own/shifts?from={monday}&to={sunday}", token=token)["shifts"]
    return {datetime.date.fromisoformat(each["day"]).strftime("%a") for each in told}


def swaps_of(server, token):
    return server.ask("GET", "own/swaps", token=token)["swaps"]


def open_desk(folder, server, account):
    home = folder / account
    known = home.exists()
    home.mkdir(exist_ok=True)
    desk = Desk(home, "--server", server.address, remembers=True)
    if known:
        # The form knows who was here last, and begins with the password.
        desk.wait(None, "Sign in to your centre", 20)
        desk.press()
        desk.type(PASSWORD)
        desk.press("Return")
    else:
        desk.sign_in(account, PASSWORD)
    return desk


def come_to(desk, label):
    """Down the table until the keys are on the row of that name."""

    def is_there():
        focused = desk.focused()
        if focused is not None and focused.role == "table row" and focused.get_name().startswith(label):
            return True
        desk.press("Down")
        return False

    wait_for(is_there, 60, f"the keys on {label}")


def offer(desk, server, label):
    desk.wait("label", label, 30)
    come_to(desk, label)
    desk.press("Return")
    desk.wait(None, "Offer a Shift", 10)
    picture("swap-offer")
    desk.tab_to("text", "Note for colleagues", 10)
    desk.type("Dentist")
    desk.press("Return")
    wait_for(lambda: [each["state"] for each in swaps_of(server, server.sign_in("agent"))] == ["offered"], 10, "the offer")
    desk.go("My requests")
    desk.wait("label", "A colleague may take it", 20)
    picture("swap-offered")


def take(desk, server, colleague):
    desk.wait("label", "paid", 30)
    desk.go("My requests")
    desk.wait("label", "You may take it", 20)
    desk.wait("label", "No rule stands against it", 20)
    desk.tab_to("push button", "Give for it", 20)
    desk.press("space")
    wait_for(lambda: (found := desk.focused()) is not None and found.role == "list item", 10, "its choices")
    # The days before are of the sample; of his in that week the Thursday is the last.
    desk.press("End", "Return")
    wait_for(lambda: (found := desk.focused()) is not None and found.role == "push button" and "Thu" in found.get_name(), 10, "the Thursday chosen")
    desk.wait("label", "No rule stands against it", 10)
    picture("swap-take")
    desk.press("ctrl+Return")
    wait_for(lambda: [each["state"] for each in swaps_of(server, colleague)] == ["claimed"], 10, "the claim")
    desk.wait("label", "Waits for approval", 20)
    picture("swap-taken")


def approve(desk, server, boss, names):
    desk.wait("table row", None, 30)
    desk.press("alt+0")
    wait_for(lambda: desk.frame.get_name().startswith("Inbox"), 10, "the inbox")
    desk.wait("list item", names[0], 20)

    def is_there():
        focused = desk.focused()
        if focused is not None and "Waits for approval" in focused.name:
            return True
        desk.press("Down")
        return False

    desk.press("Home")
    wait_for(is_there, 30, "the keys on the swap")
    desk.wait("label", f"{names[1]} takes from {names[0]}", 20)
    desk.wait("label", "No rule stands against it", 10)
    picture("swap-inbox")
    desk.press("1")
    wait_for(lambda: [each["state"] for each in server.ask("GET", "records/swap", token=boss)["records"]] == ["approved"], 20, "the approval")
    wait_for(lambda: desk.find("list item", "Waits for approval") is None, 20, "that it waits no more")


def see(desk, account):
    """Her desk knows what she saw of her days before."""
    desk.wait(None, "2 days have changed since you looked.", 30)
    desk.wait("label", "was Early", 10)
    desk.wait("label", "was Day off", 10)
    picture(f"swap-{account}-told")
    desk.go("My requests")
    desk.wait("label", "Approved", 20)


def test_swap(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        boss, agent, colleague = (server.sign_in(account) for account in ("supervisor", "agent", "colleague"))
        mine, his = (server.ask("GET", "own/shifts", token=token) for token in (agent, colleague))
        # Two weeks on, of which the sample plans nothing.
        monday = datetime.date.fromisoformat(mine["from"]) + datetime.timedelta(days=14)
        for person, days in ((mine["person"], (0, 1, 2)), (his["person"], (1, 3))):
            for day in days:
                publish(server, boss, person, str(monday + datetime.timedelta(days=day)))
        equal(swaps_of(server, agent), [], "before")

        with open_desk(folder, server, "agent") as desk:
            offer(desk, server, f"{monday:%a} {monday.day} {monday:%b}")
        equal([each["moves"] for each in swaps_of(server, colleague)], [["claimed"]], "what the colleague may do")
        server.ask("GET", "records/shift", token=colleague, status=403)
        with open_desk(folder, server, "colleague") as desk:
            take(desk, server, colleague)
        equal(week_of(server, agent, monday), {"Mon", "Tue", "Wed"}, "her week until it is approved")
        with open_desk(folder, server, "supervisor") as desk:
            approve(desk, server, boss, (mine["name"], his["name"]))
        equal(week_of(server, agent, monday), {"Tue", "Wed", "Thu"}, "her week")
        equal(week_of(server, colleague, monday), {"Mon", "Tue"}, "his week")
        for account in ("agent", "colleague"):
            with open_desk(folder, server, account) as desk:
                see(desk, account)
    finally:
        server.stop()


main(test_swap)
