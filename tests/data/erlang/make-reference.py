#!/usr/bin/python3
"""Writes reference.csv: Erlang C by its textbook sum, in exact fractions; only the last exponential is rounded."""

import fractions
import math
import sys

# calls an interval, handling time s, interval s, target s, agents
CASES = [
    (100, 180, 1800, 20, 14), (100, 180, 1800, 20, 11), (100, 180, 1800, 20, 20), (10, 180, 1800, 20, 3),
    (3, 240, 1800, 20, 1), (1, 300, 1800, 30, 1), (25, 247, 1800, 15, 6), (50, 300, 1800, 10, 10),
    (60, 420, 1800, 30, 16), (90, 275, 1800, 20, 17), (200, 180, 1800, 20, 24), (240, 150, 1800, 20, 23),
    (360, 240, 1800, 20, 52), (360, 240, 1800, 20, 49), (500, 333, 1800, 20, 100), (500, 333, 1800, 20, 93),
    (1000, 300, 1800, 20, 175), (1000, 300, 1800, 30, 168), (3000, 240, 1800, 20, 408), (5000, 360, 1800, 20, 1015),
    (12, 600, 1800, 60, 6), (7, 900, 1800, 120, 5), (150, 210, 1800, 5, 20), (100, 180, 1800, 20, 10),
]  # fmt: skip

print("id,calls,aht,interval,t,n,pw,sl,asa,occ")
for number, (calls, handling, interval, target, agents) in enumerate(CASES, 1):
    load = fractions.Fraction(calls * handling, interval)
    if load >= agents:
        wait, level, speed, occupancy = 1.0, 0.0, math.inf, 1.0
    else:
        term = total = fractions.Fraction(1)
        for k in range(1, agents):
            term = term * load / k
            total += term
        last = term * load / agents * agents / (agents - load)
        exact = last / (total + last)
        spare = (agents - load) / handling
        wait, occupancy = float(exact), float(load / agents)
        level = 1 - wait * math.exp(-float(spare * target))
        speed = float(exact / spare)
    print(f"C{number:02},{calls},{handling},{interval},{target},{agents},{wait!r},{level!r},{speed!r},{occupancy!r}")
sys.stdout.flush()
