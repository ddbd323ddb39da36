/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "console/person/fw-person-shown.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwPersonLines: a panel of one answer about the person, a line each; Enter on a line opens the
 * page that it belongs to. It is one stop of the Tab key. */
#define FW_TYPE_PERSON_LINES (fw_person_lines_get_type ())
G_DECLARE_FINAL_TYPE (FwPersonLines, fw_person_lines, FW, PERSON_LINES, AdwBin)

/** FwPersonQuestion: a room's own; literal. */
typedef struct
{
  const char *path;         /* that the person's id, escaped, is appended to */
  const char *label;        /* N_(): accessible name of the list */
  const char *empty;        /* N_(): where there is no line */
  const char *const *kinds; /* names of kinds that the answer follows from */
  void (*fill) (FwPersonLines *self, JsonObject *answer);
} FwPersonQuestion;

/** FwPersonLine: the texts are copied. */
typedef struct
{
  FwMarkShape shape;
  FwChartColor color;
  const char *title;
  const char *state;
  const char *detail;
  const char *page;   /* that Enter opens */
  const char *target; /* (nullable): what it comes to there */
} FwPersonLine;

GtkWidget *fw_person_lines_new (FwPersonShown *shown, const FwPersonQuestion *question);
/** fw_person_lines_add: while it is filled. */
void fw_person_lines_add (FwPersonLines *self, const FwPersonLine *line);

G_END_DECLS
