/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"
#include "client/fw-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwWhyPane:
 * One picture that stands beside the answer to why: asks the server when it is first seen after a
 * new question, one question at a time, and shows picture, nothing to show, or what went wrong.
 */
#define FW_TYPE_WHY_PANE (fw_why_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (FwWhyPane, fw_why_pane, FW, WHY_PANE, AdwBin)

struct _FwWhyPaneClass
{
  AdwBinClass parent_class;

  /* Shows @answer. Returns: FALSE with @error where it is malformed; FALSE without: it is empty. */
  gboolean (*show) (FwWhyPane *self, JsonObject *answer, GError **error);
};

/** FwWhyPeriod: what is asked about; moments in µs UTC. */
typedef struct
{
  const char *filters; /* "team=night-b&queue=sales", escaped; "" for all */
  gint64 from;
  gint64 to;
} FwWhyPeriod;

/** fw_why_pane_setup: once, by the subclass. @body: (transfer floating): holds @chart. @empty: what
 * is said where there is nothing to show. */
void fw_why_pane_setup (
    FwWhyPane *self, FwClient *client, GtkWidget *body, FwChart *chart, const char *empty);

/** fw_why_pane_set_tools: choices above, which stay whatever is shown. */
void fw_why_pane_set_tools (FwWhyPane *self, GtkWidget *tools);

/** fw_why_pane_ask: @path: what is asked below /api/v1; the same again is asked again. */
void fw_why_pane_ask (FwWhyPane *self, const char *path);
/** fw_why_pane_make_path: Returns: (transfer full): @route, the period and @more (nullable). */
char *fw_why_pane_make_path (const char *route, const FwWhyPeriod *period, const char *more);

FwClient *fw_why_pane_get_client (FwWhyPane *self);
/** fw_why_pane_get_chart: for copying it as picture or table. */
FwChart *fw_why_pane_get_chart (FwWhyPane *self);
/** fw_why_pane_get_state: "asking", "picture", "nothing", "problem". */
const char *fw_why_pane_get_state (FwWhyPane *self);

/** fw_why_pane_get_number: a member that may be null, which is NaN. */
gboolean
fw_why_pane_get_number (JsonObject *object, const char *member, double *value, GError **error);

G_END_DECLS
