/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "client/fw-live-measure.h"
#include "core/cube/fw-cube.h"

G_BEGIN_DECLS

/** One tile as the wire tells it. */
typedef struct
{
  FwLiveMeasure measure;
  FwLiveValue value;
  double before; /* same time last week; NaN */
  guint n_trend;
  double *trend; /* per half hour of the day, NaN for none */
} FwLiveFrameTile;

typedef struct
{
  char *key;
  char *title;
  FwLiveValue values[FW_LIVE_N_MEASURES];
} FwLiveFrameGroup;

typedef struct
{
  char *agent;
  char *title;
  char *team;
  char *team_title;
  FwAgentState state;
  char *reason;
  gint64 since; /* µs UTC */
  double limit; /* seconds; NaN none */
  gboolean late;
  char *queue;
  guint contacts;
} FwLiveFramePerson;

typedef struct
{
  char *id;
  FwLiveMeasure measure;
  char *metric; /* also where it is none that we know */
  char *dimension;
  char *key;
  char *title;
  char *site;
  char *reason; /* of a pause: what it is for */
  double value;
  double limit;
  guint64 n;
  double low; /* the interval of the value */
  double high;
  gint64 from; /* µs UTC: the window of the value; 0 none */
  gint64 to;
  gint64 since;
  char *action;
  char *acknowledged_by; /* account; "" nobody */
  gint64 snoozed_until;  /* µs UTC; 0: it is not */
  char *given_to;        /* name of a person; "" nobody */
} FwLiveFrameAlert;

/** FwLiveWorst: of the queues in which somebody waits the one nearest to its own limits. */
typedef struct
{
  char *queue; /* NULL: nobody waits */
  char *title;
  guint count;
  double limit; /* NaN: none */
  double longest;
  double limit_s;
} FwLiveWorst;

typedef struct
{
  guint count;
  double longest; /* seconds; NaN */
  double before;  /* NaN */
  FwVerdict verdict;
  FwLiveWorst worst;
} FwLiveWaiting;

typedef struct
{
  guint signed_in;
  guint ready;
  guint talking;
  guint wrap_up;
  guint paused;
  guint late;
} FwLiveCounts;

/**
 * FwLiveFrame:
 * A LIVE frame (docs/api.md), read and checked; made in a worker thread, immutable after. What the
 * frame leaves out is NULL or FALSE here and stays as it was in the model.
 */
typedef struct
{
  guint64 number;    /* grows by one from frame to frame of a question */
  gboolean partial;  /* holds only what changed since the frame before */
  gint64 at;         /* µs UTC */
  gint64 last_event; /* 0 none */
  char *site;
  char *date;
  char *zone; /* (nullable): name of the site's time zone */
  gint64 day_from;
  gint64 day_to;
  guint days;         /* of GET floor: how many; 0: the moment that is */
  gboolean runs;      /* of GET floor: the last day is not over */
  gint64 before_from; /* of GET floor: the days that these are held against; 0 none */
  gint64 before_to;
  GPtrArray *tiles; /* (nullable) (element-type FwLiveFrameTile) */
  gboolean has_waiting;
  FwLiveWaiting waiting;
  GPtrArray *queues;       /* (nullable) (element-type FwLiveFrameGroup): who waits and is ready */
  char *by;                /* (nullable) */
  GPtrArray *groups;       /* (nullable) (element-type FwLiveFrameGroup) */
  FwLiveFrameGroup *total; /* (nullable) */
  gint64 curve_from;
  gint64 curve_step;       /* µs */
  guint curve_first;       /* slot that curve_now begins with */
  GPtrArray *curve_now;    /* (nullable) (element-type FwLiveFrameGroup): by slot */
  GPtrArray *curve_before; /* (nullable) */
  gboolean has_counts;
  FwLiveCounts counts;
  gboolean people_partial; /* people holds only who changed */
  GPtrArray *people;       /* (nullable) (element-type FwLiveFramePerson) */
  GPtrArray *alerts;       /* (nullable) (element-type FwLiveFrameAlert) */
} FwLiveFrame;

/** fw_live_frame_group_copy: Returns: (transfer full): its figures, without key and title. */
FwLiveFrameGroup *fw_live_frame_group_copy (const FwLiveFrameGroup *self);
void fw_live_frame_group_free (FwLiveFrameGroup *self);

/** fw_live_frame_alert_read: an alert alone, as GET inbox tells it. Returns: (transfer full). */
FwLiveFrameAlert *fw_live_frame_alert_read (JsonObject *object, GError **error);
void fw_live_frame_alert_free (gpointer data);

/** fw_live_frame_parse: Returns: (transfer full): NULL with FW_ERROR_INVALID naming the member that
 * is wrong. */
FwLiveFrame *fw_live_frame_parse (GBytes *json, GError **error);
/** fw_live_frame_parse_in_thread: the same as a GTaskThreadFunc; the task's data is the GBytes. */
void fw_live_frame_parse_in_thread (GTask *task,
                                    gpointer source,
                                    gpointer json,
                                    GCancellable *cancellable);
FwLiveFrame *fw_live_frame_ref (FwLiveFrame *self);
void fw_live_frame_unref (FwLiveFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveFrame, fw_live_frame_unref)

G_END_DECLS
