/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-programme.h"

G_BEGIN_DECLS

/** FwProgrammeDeed: something that somebody did on a day about a lesson, course or exam. */
typedef struct
{
  gint32 day;
  gboolean passed;
  gboolean planned; /* a seat in a session that is not over: no deed yet */
} FwProgrammeDeed;

struct _FwProgrammeBoard
{
  gatomicrefcount references;
  FwCertificateBoard *certificates;
  GPtrArray *kept;       /* FwRecord: what texts belong to */
  GPtrArray *programmes; /* FwRecord */
  GPtrArray *trainees;   /* FwRecord */
  GHashTable *steps;     /* programme to GPtrArray of FwRecord */
  GHashTable *lessons;   /* id to FwRecord */
  GHashTable *people;    /* id to FwRecord */
  GHashTable *keys;      /* id to a sort key of the name */
  GHashTable *deeds;     /* "what\nid\nperson" to GArray of FwProgrammeDeed, by day */
};

/** fw_programme_find_deeds: @what: "lesson", "course" or "exam". Returns: (nullable). */
const GArray *fw_programme_find_deeds (FwProgrammeBoard *self,
                                       const char *what,
                                       const char *id,
                                       const char *person);

G_END_DECLS
