/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"

/** Fixture: a cube of random contacts of two sites, and the same contacts as plain rows to count
 * them naively. */
typedef struct
{
  gint64 at;
  guint16 site;
  guint8 tenure;
  guint16 agent, team, shift;
  FwAgentState state;
  gint64 to;
} State;

typedef struct
{
  FwCube *cube;
  FwZone *zones[3]; /* by site code; 1 and 2 are in use */
  GArray *contacts; /* FwContact */
  GArray *sites;    /* guint16, of each contact */
  GArray *states;   /* State */
  guint n_teams;
  guint n_agents;
  gboolean unknown_waits; /* some of the contacts'; set where the test's data is not NULL */
} Fixture;

void fixture_set_up (Fixture *f, gconstpointer data);
void fixture_tear_down (Fixture *f, gconstpointer data);

/** fixture_fill: @n contacts and some states, arriving from @from to @to. */
void fixture_fill (Fixture *f, guint n, gint64 from, gint64 to);
void fixture_seal_all (Fixture *f);

void random_contact (Fixture *f, gint64 at, FwContact *contact);

/** ask_naively: what fw_cube_ask() must answer, by a loop over plain rows. */
FwCubeAnswer *ask_naively (Fixture *f, const FwCubeQuery *query);
void random_query (Fixture *f, gint64 from, gint64 to, FwCubeQuery *query);
void clear_query (FwCubeQuery *query);

void assert_same_sums (const FwSums *a, const FwSums *b);
void assert_same_answers (FwCubeAnswer *a, FwCubeAnswer *b);
/** ask_at_random: random questions, each against a loop over plain rows, with and without sums of
 * pairs. */
void ask_at_random (Fixture *f, gint64 from, gint64 to, guint times);
guint16 get_code (guint16 site, FwZone *zone, const FwContact *contact, FwDimension dimension);
gboolean is_wanted (const FwCubeQuery *query, FwDimension dimension, guint16 code);

gint64 parse_time (const char *text);
