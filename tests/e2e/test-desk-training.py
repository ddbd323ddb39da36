#!/usr/bin/python3
"""A trainer's day by keys: a seat goes to who waits, those of a team with a gap are enrolled, attendance is taken, an exam becomes a certificate that
the person's page says, a session is cancelled and planned again."""

import datetime
import zoneinfo

from desk import Desk, picture
from support import PASSWORD, Server, equal, free_port, main, put_sample, wait_for

# As they stand by their days.
SESSIONS = ("Writing up a case", "Calming upset customers, group 1", "Order system in practice", "Calming upset customers, group 2", "The first team")


def test_training(folder):
    put_sample(folder / "centre")
    server = Server(folder / "centre", "--sample", listen=f"127.0.0.1:{free_port()}")
    try:
        token = server.sign_in("trainer")

        def ask(id):
            found = server.ask("GET", f"training?session={id}", token=token)
            return next(each for each in found["sessions"] if each["id"] == id), sorted(found["enrolments"], key=lambda each: each["name"])

        with Desk(folder, "--server", server.address) as desk:
            desk.sign_in("trainer", PASSWORD)
            desk.wait("list item", "Inbox", 30)
            desk.go("Training")
            desk.wait("tree table", "Training sessions", 20)
            picture("training")
            seat_for_who_waits(desk, ask)
            enrol_by_gap(desk, ask)
            bring_forward(server, token)
            attendance(desk, ask)
            exam(desk, server, token, ask)
            person(desk, server, token, ask)
            cancel(desk, ask)
    finally:
        server.stop()


def come_to(desk, row):
    desk.tab_to("table row")
    desk.press("Home", *["Down"] * row)


def enter(desk, name):
    desk.wait_until_said("sample · 5 sessions")
    come_to(desk, next(i for i, each in enumerate(SESSIONS) if name.startswith(each)))
    desk.press("Return")
    desk.wait_until_said("sample · " + name)


def seat_for_who_waits(desk, ask):
    """All seats are taken: nobody is moved up until somebody withdraws."""
    enter(desk, "Calming upset customers, group 1")
    desk.wait_until_said("8 of 8 seats taken, 2 wait")
    people = ask("calm-talks-1")[1]
    waits = next(i for i, each in enumerate(people) if each["state"] == "waiting")
    has = next(i for i, each in enumerate(people) if each["state"] == "enrolled")
    come_to(desk, waits)
    desk.press("s")
    desk.wait_until_said("No seat is free.")
    come_to(desk, has)
    desk.press("w")
    wait_for(lambda: ask("calm-talks-1")[0]["taken"] == 7, 20, "the seat given back")
    come_to(desk, waits)
    desk.press("s")
    wait_for(lambda: ask("calm-talks-1")[1][waits]["state"] == "enrolled", 20, "the seat of who waited")
    desk.wait_until_said("8 of 8 seats taken, 1 waits")
    picture("training-people")
    desk.press("Escape")


def enrol_by_gap(desk, ask):
    """A team, then those of it alone who are below what their position asks for."""
    enter(desk, "Calming upset customers, group 2")
    desk.wait_until_said("Nobody is enrolled.")
    desk.press("e")
    desk.window("Enrol", 20)
    desk.tab_to("push button", "Or a team")
    desk.press("space")
    desk.wait_for_field()
    desk.type("Care A")
    desk.press("Return")
    desk.wait_until_said("8 get seats. 1")
    desk.tab_to("check box", "Only those below")
    desk.press("space")
    wait_for(lambda: desk.says("get seats.") and not desk.says("8 get seats. 1"), 20,
             "what becomes of those")
    picture("training-enrol")
    desk.press("ctrl+s")
    wait_for(lambda: ask("calm-talks-2")[0]["taken"] > 0, 20, "the seats")
    assert len(ask("calm-talks-2")[1]) < 15, "those with a gap, not the whole team"


def bring_forward(server, token):
    """Nobody was there on a day to come: the session is held today."""
    zone = server.ask("GET", "records/site/harbour", token=token)["time_zone"]
    record = server.ask("GET", "records/training-session/calm-talks-2", token=token)
    record["day"] = record["last_day"] = datetime.datetime.now(zoneinfo.ZoneInfo(zone)).date().isoformat()
    server.ask("PUT", "records/training-session/calm-talks-2", record, token=token)


def attendance(desk, ask):
    """Single keys go down the list; one is taken back; then everybody else at once."""
    def found(row):
        one = ask("calm-talks-2")[1][row]
        return one["state"], one["result"]

    desk.wait_until_said("A attended, Shift+A all of them")
    come_to(desk, 0)
    desk.press("c")
    wait_for(lambda: found(0) == ("attended", "completed"), 20, "the first one")
    desk.press("n")
    wait_for(lambda: found(1) == ("attended", "not-completed"), 20, "the second one")
    desk.press("x")
    wait_for(lambda: found(2)[0] == "absent", 20, "the third one")
    desk.press("ctrl+z")
    wait_for(lambda: found(2)[0] == "enrolled", 20, "the third one taken back")
    desk.press("shift+a")
    wait_for(lambda: found(2)[0] == "attended", 20, "all others")
    equal(found(0), ("attended", "completed"), "what was noted before")
    picture("training-attendance")


def held_until(server, token, person, title):
    rows = server.ask("GET", f"certificates?person={person}", token=token)["rows"]
    return next((each.get("valid_until") for each in rows if each["scheme_title"] == title), None)


def exam(desk, server, token, ask):
    """A result becomes a certificate by rule."""
    person = ask("calm-talks-2")[1][0]
    before = held_until(server, token, person["person"], "Service basics")
    come_to(desk, 0)
    desk.press("r")
    wait_for(lambda: desk.frame.get_name().startswith("Exam results"), 20, "the page of results")
    desk.tab_to("push button", "Certificate")
    desk.press("space")
    desk.wait_for_field()
    desk.type("Service basics")
    desk.press("Return")
    desk.wait_for_no_field()
    desk.tab_to("text", "Day")
    desk.press("ctrl+a")
    zone = server.ask("GET", "records/site/harbour", token=token)["time_zone"]
    desk.type(datetime.datetime.now(zoneinfo.ZoneInfo(zone)).date().isoformat())
    desk.tab_to("text", "Theory")
    desk.type("91")
    picture("training-exam")
    desk.press("ctrl+s")

    def list_of(kind):
        return [each for each in server.ask("GET", f"records/{kind}?limit=1000", token=token)["records"] if each["person"] == person["person"]]

    told = wait_for(lambda: next((each for each in list_of("exam-result") if each["outcome"] == "pass"), None), 20, "what it came to")
    equal((told["scheme"], told["mark"], told["session"]), ("service-basics", 91, "calm-talks-2"), "the result")
    wait_for(lambda: any(each["event"] == "pass" and each["day"] == told["day"] for each in list_of("certificate-event")), 20,
             "the event of the certificate")
    # Who stands first among those with a gap is another person on another day: it is the certificate of everybody. Who passed it
    # lately is renewed before its time, which may move no end.
    wait_for(lambda: (held_until(server, token, person["person"], "Service basics") or "") >= max(before or "", told["day"]), 20,
             f"the end of the certificate, which was {before}")


def person(desk, server, token, ask):
    """Certificates, what the position asks for, and training."""
    desk.go("Training")
    desk.wait_until_said("A attended, Shift+A all of them")
    come_to(desk, 0)
    desk.press("Return")
    desk.wait("list item", "Calming upset customers, group 2: Completed", 20)
    until = held_until(server, token, ask("calm-talks-2")[1][0]["person"], "Service basics")
    desk.wait("list item", f"until {until}", 20)
    desk.wait("list item", "Calming: ", 20)
    picture("training-person")


def cancel(desk, ask):
    desk.go("Training")
    desk.wait_until_said("sample · Calming upset customers, group 2")
    desk.press("Escape")
    desk.wait_until_said("sample · 5 sessions")
    come_to(desk, 4)
    desk.press("x")
    wait_for(lambda: ask("first-team-1")[0]["state"] == "cancelled", 20, "that it is cancelled")
    desk.press("ctrl+z")
    wait_for(lambda: ask("first-team-1")[0]["state"] == "planned", 20, "that it is planned again")


main(test_training)
