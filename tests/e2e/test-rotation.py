#!/usr/bin/python3
"""A followed log is put away in the ways of the world, while the server runs and while it does not: no call is missing or double."""

import gzip
import lzma
import os
import shutil

from support import Server, equal, main, wait_for

START = 1772442000
PERIOD = "kpi?from=2026-03-02&to=2026-03-03"


class Log:
    """A PBX that writes calls of a minute each to queue_log."""

    def __init__(self, folder):
        self.path = folder / "queue_log"
        self.calls = 0

    def write(self, calls, path=None):
        with open(path or self.path, "a", encoding="utf-8") as log:
            for _ in range(calls):
                at, call = START + 100 * self.calls, f"c{self.calls}"
                log.write(f"{at}|{call}|help|NONE|ENTERQUEUE||+1555{self.calls:05}|1\n"
                          f"{at + 10}|{call}|help|Ann|CONNECT|10|x|4\n"
                          f"{at + 70}|{call}|help|Ann|COMPLETECALLER|10|60|1\n")
                self.calls += 1


def begin(folder):
    log = Log(folder)
    log.write(3)
    server = follow(folder, log)
    wait_for(lambda: count(server) == log.calls, 20, "the first calls")
    return log, server


def follow(folder, log):
    return Server(folder / "centre", "--queue-log", str(log.path))


def count(server):
    return server.ask("GET", PERIOD)["total"]["offered"]


def check(server, log):
    wait_for(lambda: count(server) == log.calls, 20, f"{log.calls} calls")
    total = server.ask("GET", PERIOD)["total"]
    equal((total["answered"], total["aht_s"]), (log.calls, 60.0))
    equal(server.ask("GET", "health", token="")["sources"][0]["gaps"], 0)


def rename(name):
    def put_away(log):
        (log.path.parent / name).parent.mkdir(exist_ok=True)
        os.rename(log.path, log.path.parent / name)
    return put_away


def copy_and_empty(log):
    shutil.copy2(log.path, str(log.path) + ".1")
    os.truncate(log.path, 0)


def pack(opener, name):
    def put_away(log):
        with open(log.path, "rb") as text, opener(log.path.parent / name, "wb") as packed:
            shutil.copyfileobj(text, packed)
        os.unlink(log.path)
    return put_away


MANNERS = [rename("queue_log.1"), rename("queue_log-20260302"), rename("old/queue_log.1"), copy_and_empty,
           pack(gzip.open, "queue_log.1.gz"), pack(lzma.open, "queue_log-20260302.xz")]


def test_put_away_while_the_server_runs(folder):
    for number, put_away in enumerate(MANNERS):
        place = folder / str(number)
        place.mkdir()
        log, server = begin(place)
        log.write(2)
        put_away(log)
        log.write(2)
        check(server, log)
        log.write(1)
        check(server, log)
        server.stop()


def test_put_away_while_it_does_not(folder):
    for number, put_away in enumerate(MANNERS):
        place = folder / str(number)
        place.mkdir()
        log, server = begin(place)
        server.stop()
        log.write(2)
        put_away(log)
        log.write(2)
        server = follow(place, log)
        check(server, log)
        server.kill()
        log.write(1)
        server = follow(place, log)
        check(server, log)
        server.stop()


def test_what_is_lost_is_told(folder):
    log, server = begin(folder)
    server.stop()
    os.unlink(log.path)
    log.write(2)
    server = follow(folder, log)
    source = wait_for(lambda: [s for s in server.ask("GET", "health", token="")["sources"] if s["gaps"] > 0], 20, "the gap")[0]
    equal((source["status"], source["gaps"]), ("gap", 1))
    server.stop()


def test_lines_that_are_none_of_a_log_are_told(folder):
    log = Log(folder)
    log.path.write_text("[Mar  2 09:00:00] NOTICE[1] chan_sip.c: no line of this log\nfoo|bar\n", encoding="utf-8")
    server = follow(folder, log)
    source = wait_for(lambda: [s for s in server.ask("GET", "health", token="")["sources"] if s["rejected"] > 0], 20, "the lines")[0]
    equal((source["status"], source["accepted"], source["rejected"]), ("not-understood", 0, 2))
    equal(source["first_rejected"]["line"], 1)
    log.write(2)
    wait_for(lambda: server.ask("GET", "health", token="")["sources"][0]["status"] == "some-rejected", 20, "good lines")
    equal(count(server), 2)
    server.stop()


main(test_put_away_while_the_server_runs, test_put_away_while_it_does_not, test_what_is_lost_is_told,
     test_lines_that_are_none_of_a_log_are_told)
