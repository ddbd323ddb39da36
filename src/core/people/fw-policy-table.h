/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n-lib.h>

#include "core/people/fw-directory.h"

/*
 * Every policy: name, label, unit, the handbooks' figure, and what a centre may set. Shares are
 * fractions. In one place because both the list of policies and the values of a policy record's
 * subject are made of it.
 */
#define FW_POLICIES(P)                                                                             \
  P ("connection-rate", N_ ("Connection rate, target"), "ratio", 0.95, 0, 1)                       \
  P ("service-level", N_ ("Service level, target"), "ratio", 0.90, 0, 1)                           \
  P ("service-level-seconds", N_ ("Service level, answered within"), "s", 30, 1, 604800)           \
  P ("service-level-variant",                                                                      \
     N_ ("Service level, form: 0 offered, 1 positive, 2 ignored, 3 answered, 4 no short"), "", 0,  \
     0, 4)                                                                                         \
  P ("short-abandon-seconds", N_ ("Short abandon, up to"), "s", 5, 0, 600)                         \
  P ("first-response-seconds", N_ ("First response, within"), "s", 30, 1, 604800)                  \
  P ("connected-within-seconds", N_ ("Connected, within"), "s", 300, 1, 604800)                    \
  P ("csat", N_ ("Satisfaction, target"), "ratio", 0.90, 0, 1)                                     \
  P ("reopen-below", N_ ("Satisfaction below which a case is opened again"), "ratio", 0.80, 0, 1)  \
  P ("handling-time-limit", N_ ("Average handling time, limit"), "s", 270, 1, 86400)               \
  P ("talk-limit-seconds", N_ ("One conversation, limit"), "s", 900, 1, 86400)                     \
  P ("wrap-up-limit-seconds", N_ ("After-contact work, limit"), "s", 60, 1, 86400)                 \
  P ("resolution-rate", N_ ("Problem resolution, target"), "ratio", 0.85, 0, 1)                    \
  P ("first-contact-resolution", N_ ("First-contact resolution, target"), "ratio", 0.85, 0, 1)     \
  P ("repeat-window-days", N_ ("Repeat contact, within"), "days", 7, 1, 90)                        \
  P ("occupancy", N_ ("Occupancy, ceiling"), "ratio", 0.85, 0, 1)                                  \
  P ("waiting-limit", N_ ("People waiting, limit"), "", 5, 0, 100000)                              \
  P ("waiting-seconds-limit", N_ ("Longest wait, limit"), "s", 60, 1, 604800)                      \
  P ("break-limit-minutes", N_ ("A break, limit"), "minutes", 15, 1, 480)                          \
  P ("lunch-limit-minutes", N_ ("Lunch, limit"), "minutes", 45, 1, 480)                            \
  P ("pause-limit-minutes", N_ ("Any other pause, limit"), "minutes", 30, 1, 1440)                 \
  P ("watch-margin", N_ ("Within this of its target a figure is to be watched"), "", 0.02, 0, 0.5) \
  P ("benchmark-connection-rate", N_ ("Benchmark: connection rate"), "ratio", 0.95, 0, 0.99)       \
  P ("benchmark-service-level", N_ ("Benchmark: service level"), "ratio", 0.90, 0, 0.99)           \
  P ("benchmark-speed-of-answer", N_ ("Benchmark: speed of answer"), "s", 30, 1, 604800)           \
  P ("benchmark-handling-time", N_ ("Benchmark: handling time"), "s", 270, 1, 86400)               \
  P ("benchmark-csat", N_ ("Benchmark: satisfaction"), "ratio", 0.90, 0, 0.99)                     \
  P ("benchmark-resolution", N_ ("Benchmark: resolution"), "ratio", 0.85, 0, 0.99)                 \
  P ("benchmark-first-contact-resolution", N_ ("Benchmark: first-contact resolution"), "ratio",    \
     0.85, 0, 0.99)                                                                                \
  P ("benchmark-transfers", N_ ("Benchmark: transfers"), "ratio", 0.10, 0.01, 1)
