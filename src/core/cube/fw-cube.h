/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/calendar/fw-zone.h"
#include "core/cube/fw-dimension.h"
#include "core/metric/fw-rated.h"
#include "core/metric/fw-sums.h"

G_BEGIN_DECLS

/**
 * FwCube:
 * All contacts of a centre as packed columns, one segment for each site and day (cube.md). The one
 * place that answers "how many": KPI, live page, drill-down and export all come through
 * fw_cube_ask() and fw_cube_list(), so they agree.
 *
 * Threads: one writer (append, patch, agent time) at a time; readers take fw_cube_read_lock(). A
 * pass over today takes microseconds, a year of ten million contacts some milliseconds, so the lock
 * is a reader-writer lock, in which a writer who waits comes before readers who come later. A
 * thread may take the read lock again while it holds it; nobody waits for another thread while
 * reading.
 */
typedef struct _FwCube FwCube;

FwCube *fw_cube_new (void);
void fw_cube_free (FwCube *self);

/** fw_cube_add_site: registers a site's clock; its code is that of the SITE dictionary. Called
 * again, it changes the clock of days not yet begun. */
void fw_cube_add_site (FwCube *self, guint16 site, FwZone *zone);
FwZone *fw_cube_get_zone (FwCube *self,
                          guint16 site); /* (transfer none); NULL for an unknown site */

/** fw_cube_get_dictionary: (transfer none): NULL for TENURE, HALF_HOUR, OUTCOME and TRANSFER, whose
 * codes are fixed. */
FwDictionary *fw_cube_get_dictionary (FwCube *self, FwDimension dimension);

/**
 * fw_cube_set_dictionary:
 * @dictionary: (transfer full): a stored one, from fw_dictionary_decode()
 * Returns: FALSE when the cube holds segments already, whose codes mean the present one.
 */
gboolean fw_cube_set_dictionary (FwCube *self, FwDimension dimension, FwDictionary *dictionary);

typedef enum
{
  FW_RESOLUTION_UNKNOWN,
  FW_RESOLUTION_NO,
  FW_RESOLUTION_YES
} FwResolution;

typedef enum
{
  FW_REPEAT_UNKNOWN, /* customer not known */
  FW_REPEAT_FIRST,   /* no repeat so far; counts once it is mature */
  FW_REPEAT_REPEATED /* the same customer came again on the same product within the window */
} FwRepeat;

/** FwFirstReply: when a person answered for the first time. */
typedef enum
{
  FW_REPLY_CONNECTION, /* with the connection: of what is spoken, and of what a list tells as a
                          whole, whose one wait is that for the answer */
  FW_REPLY_UNKNOWN,    /* of what is written nobody told it (yet) */
  FW_REPLY_STATED      /* reply_ms after the arrival */
} FwFirstReply;

/** FwContact: one contact as the cube keeps it. What is not known yet is 0. */
typedef struct
{
  gint64 at;      /* arrival, µs UTC (kept to the millisecond) */
  guint64 key;    /* 64-bit keyed hash of (source, contact): finds the row again for late facts */
  guint64 ledger; /* where its first event stands: batch << 24 | index in batch */
  guint16 team;
  guint16 shift;
  guint16 queue;
  guint16 channel;
  guint16 product;
  guint16 agent;
  guint8 tenure;
  FwOutcome outcome;
  FwTransfer transfer;
  gboolean in_target;    /* waited no longer than the service level's T */
  gboolean short_wait;   /* abandoned within the short-abandon limit */
  gboolean handled;      /* handling has ended and is known */
  gboolean wait_unknown; /* nobody stated it: then wait_ms is 0 and it is neither in target nor
                            short, whatever else is written */
  guint32 wait_ms;
  guint32 handling_ms; /* talk + hold + wrap-up */
  guint32 hold_ms;     /* parts of handling_ms */
  guint32 wrap_ms;
  guint8 rating; /* 0 none, 1-5 */
  gint8 nps;     /* -1 none, 0-10 */
  FwResolution resolution;
  FwRepeat repeat;
  gboolean
      channel_stated; /* the source said it: what the queue's record says must not overwrite it */
  gboolean product_stated;
  gboolean whole;         /* a list told it as a whole */
  FwFirstReply reply;     /* FW_REPLY_CONNECTION of one that nobody answered */
  gboolean reply_in_time; /* where it is stated: within the limit of its channel */
  guint32 reply_ms;       /* at most FW_REPLY_MOST_MS */
  gboolean closed;        /* closed_ms after its arrival */
  guint32 closed_ms;      /* less than G_MAXUINT32 */
  gboolean complaint;
  gboolean service_error;
  guint32 scores; /* of single sides (fw-rated.h); 0 none */
} FwContact;

#define FW_REPLY_MOST_MS (24u * 24 * 3600 * 1000) /* 24 days: a bit of 32 is left */

/** A contact of which nothing is known: nps is not 0. */
#define FW_CONTACT_INIT                                                                            \
  {                                                                                                \
    .nps = -1                                                                                      \
  }

/** FwContactRef: names a row for ever (sealing sorts a segment by arrival and tells through
 * fw_cube_find()). */
typedef struct
{
  guint16 site;
  gint32 day;
  guint32 row;
} FwContactRef;

/** fw_cube_append: adds a contact to the segment of its site and day, which is made when missing.
 */
void fw_cube_append (FwCube *self, guint16 site, const FwContact *contact, FwContactRef *ref);

/** fw_cube_patch: replaces a row whose arrival time is unchanged: handling became known, a survey
 * came late. */
void fw_cube_patch (FwCube *self, const FwContactRef *ref, const FwContact *contact);

void fw_cube_get (FwCube *self, const FwContactRef *ref, FwContact *contact);

/**
 * fw_cube_find: looks a contact up by key on @day and, failing that, up to @days_before days
 * earlier. Of several rows of a key on one day it is the one that arrived last (of those, an
 * answered one, and the one with the last ledger position).
 */
gboolean fw_cube_find (
    FwCube *self, guint16 site, gint32 day, guint days_before, guint64 key, FwContactRef *ref);

/**
 * fw_cube_find_at: looks a contact of @day up by key and the second of its arrival, @at. Needs no
 * index of the day's keys, which is larger than what the rows themselves take. Of several such rows
 * it is the one that fw_cube_find() would take.
 */
gboolean
fw_cube_find_at (FwCube *self, guint16 site, gint32 day, gint64 at, guint64 key, FwContactRef *ref);

/** FwAgentState: what a person on the floor does. */
typedef enum
{
  FW_AGENT_SIGNED_OUT,
  FW_AGENT_READY,
  FW_AGENT_RINGING,
  FW_AGENT_TALKING,
  FW_AGENT_WRAP_UP,
  FW_AGENT_PAUSED,
  FW_N_AGENT_STATES
} FwAgentState;

const char *fw_agent_state_to_name (
    FwAgentState state); /* "signed-out", "ready", "ringing", "talking", "wrap-up", "paused" */

/** fw_cube_add_agent_time: @agent was in @state from @from to @to; split over half hours and days
 * here, to the millisecond. @to before @from takes what was added for @to to @from away again. */
void fw_cube_add_agent_time (FwCube *self,
                             guint16 site,
                             guint16 agent,
                             guint16 team,
                             guint16 shift,
                             guint8 tenure,
                             FwAgentState state,
                             gint64 from,
                             gint64 to);

/** FwAgentTime: what an agent did in one half hour. */
typedef struct
{
  guint16 agent;
  guint16 team;
  guint16 shift;
  guint8 tenure;
  guint8 half_hour; /* of the site's day, as FW_DIMENSION_HALF_HOUR */
  guint32 busy_ms;  /* talking, wrap-up */
  guint32 ready_ms; /* ready, ringing */
  guint32 paused_ms;
} FwAgentTime;

/**
 * fw_cube_add_response: @system took @ms to answer at @at.
 * @general: at every site; the segment of @site keeps it
 * @product: for contacts about it alone; 0: any
 */
void fw_cube_add_response (FwCube *self,
                           guint16 site,
                           gboolean general,
                           FwText system,
                           guint16 product,
                           gint64 at,
                           gint64 ms);

/**
 * fw_cube_reassign:
 * Walks over all of the days from @from_day on (of every site) and lets the callbacks, each of
 * which may be NULL, write team, shift, tenure, channel, product, in_target, short_wait, reply and
 * reply_in_time anew; whatever else they change is not taken. @at of agent time is the start of its
 * half hour. Codes must be interned before. The callbacks return whether they changed anything.
 * Returns: how many rows were changed.
 */
typedef gboolean (*FwCubeReassignContact) (guint16 site, FwContact *contact, gpointer user_data);
typedef gboolean (*FwCubeReassignTime) (guint16 site,
                                        gint64 at,
                                        FwAgentTime *time,
                                        gpointer user_data);
guint64 fw_cube_reassign (FwCube *self,
                          gint32 from_day,
                          FwCubeReassignContact contact_cb,
                          FwCubeReassignTime time_cb,
                          gpointer user_data);

/* ---- asking ---- */

typedef enum
{
  FW_BUCKET_NONE,
  FW_BUCKET_HALF_HOUR, /* moments, not half hours of the day: use FW_DIMENSION_HALF_HOUR for those
                        */
  FW_BUCKET_DAY,
  FW_BUCKET_WEEK,
  FW_BUCKET_MONTH
} FwBucket;

#define FW_CUBE_MAX_BY 4

/** FwCubeLevel: which members of FwSums are wanted; fewer cost less. */
typedef enum
{
  FW_CUBE_ALL,
  /* offered, answered, answered_in_target, wait_unknown, handled, handling_ms, rated, satisfied,
     resolution_known, resolved; the others are 0 */
  FW_CUBE_CORE
} FwCubeLevel;

#define FW_CUBE_MAX_FILTERS 16

/** FwCubeFilter: by what no column holds (fw-derived.h): a row counts where its level l has
 * allow[l]; levels beyond its end are not wanted. */
typedef struct _FwDerived FwDerived;
typedef struct
{
  const FwDerived *derived;
  GBytes *allow;
} FwCubeFilter;

/** FwCubeQuery: fill from FW_CUBE_QUERY_INIT. */
typedef struct
{
  gint64 from;          /* arrival, µs UTC, inclusive */
  gint64 to;            /* exclusive */
  gint64 now;           /* decides maturity of first-contact resolution; µs UTC */
  gint64 repeat_window; /* µs */
  FwDimension by[FW_CUBE_MAX_BY];
  guint n_by;
  FwBucket bucket; /* a time axis as the first part of the key */
  FwCubeLevel level;
  guint most_groups; /* more are too many; 0: a million. Bounds the memory of the answer as well */
  gboolean avoid_pairs; /* for tests and benchmarks: pass over the rows whatever the question */
  GBytes *allow[FW_N_DIMENSIONS]; /* (nullable): one byte per code, 1 = wanted; codes beyond its end
                                     are not wanted */
  FwCubeFilter filters[FW_CUBE_MAX_FILTERS];
  guint n_filters;
  gpointer filter_owner; /* of what the filters point to; whoever made the query frees it */
} FwCubeQuery;

#define FW_CUBE_QUERY_INIT                                                                         \
  {                                                                                                \
    .repeat_window = 7 * 24 * FW_HOUR                                                              \
  }

/** FwCubeGroup: one cell of the answer. */
typedef struct
{
  gint64 bucket;                 /* its start, µs UTC; 0 without bucket */
  guint16 codes[FW_CUBE_MAX_BY]; /* in the order of by */
  FwSums sums;
} FwCubeGroup;

typedef struct
{
  GArray *groups; /* FwCubeGroup, only non-empty ones, by bucket and codes ascending */
  FwSums total;
} FwCubeAnswer;

void fw_cube_answer_free (FwCubeAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCubeAnswer, fw_cube_answer_free)

/**
 * The people's time (busy_ms, ready_ms, paused_ms) is in groups by site, team, shift, agent,
 * tenure, half hour and bucket; it is 0 in groups by anything else, and everywhere with a filter on
 * anything else. A half hour counts when it begins within from and to. It is in the total whatever
 * the groups.
 */
void fw_cube_read_lock (FwCube *self);
void fw_cube_read_unlock (FwCube *self);
void fw_cube_write_lock (FwCube *self);
void fw_cube_write_unlock (FwCube *self);

/**
 * fw_cube_ask: under the read lock. Whole sealed days by at most two small dimensions are answered
 * from pair sums, all else by one pass; both give the same sums. Returns: (transfer full): NULL
 * with FW_ERROR_TOO_LARGE (more groups than most_groups) or G_IO_ERROR_CANCELLED.
 */
FwCubeAnswer *
fw_cube_ask (FwCube *self, const FwCubeQuery *query, GCancellable *cancellable, GError **error);

/**
 * FwCubeDrill: all group-bys of up to FW_CUBE_DRILL_MAX dimensions at once: a dense array with a
 * place for "all" in each dimension, filled in one pass and rolled up. Always at FW_CUBE_CORE.
 */
#define FW_CUBE_DRILL_MAX 6
typedef struct _FwCubeDrill FwCubeDrill;

/** fw_cube_drill: as fw_cube_ask(); by, n_by, bucket and level of @query are ignored.
 * FW_ERROR_TOO_LARGE for more than four million cells. */
FwCubeDrill *fw_cube_drill (FwCube *self,
                            const FwCubeQuery *query,
                            const FwDimension *dimensions,
                            guint n_dimensions,
                            GCancellable *cancellable,
                            GError **error);
void fw_cube_drill_free (FwCubeDrill *drill);
/** fw_cube_drill_get: @codes: one for each dimension, or FW_CUBE_DRILL_ALL. */
#define FW_CUBE_DRILL_ALL (-1)
void fw_cube_drill_get (FwCubeDrill *drill, const gint *codes, FwSums *sums);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCubeDrill, fw_cube_drill_free)

/** What a list of contacts is the proof of: exactly the contacts that a sum counted. */
typedef enum
{
  FW_MEASURE_OFFERED,
  FW_MEASURE_ANSWERED,
  FW_MEASURE_ABANDONED,
  FW_MEASURE_LEFT,
  FW_MEASURE_ANSWERED_IN_TARGET,
  FW_MEASURE_SHORT_ABANDONED,
  FW_MEASURE_HANDLED,
  FW_MEASURE_TRANSFERRED,
  FW_MEASURE_RATED,
  FW_MEASURE_SATISFIED,
  FW_MEASURE_RESOLUTION_KNOWN,
  FW_MEASURE_RESOLVED,
  FW_MEASURE_MATURE,
  FW_MEASURE_FIRST_CONTACT,
  FW_MEASURE_UNKNOWN,
  FW_MEASURE_RESPONDED,
  FW_MEASURE_RESPONDED_IN_TIME,
  FW_MEASURE_CLOSED,
  FW_MEASURE_COMPLAINTS,
  FW_MEASURE_SERVICE_ERRORS,
  FW_N_MEASURES
} FwMeasure;

const char *fw_measure_to_name (
    FwMeasure measure); /* the member's name of FwSums: "offered", "answered_in_target" ... */
gboolean fw_measure_from_name (FwText name, FwMeasure *measure);

/** fw_cube_sum_rated: what was said of single sides of service, in the contacts that @query means
 * (its by and bucket are ignored). */
void fw_cube_sum_rated (FwCube *self, const FwCubeQuery *query, FwRatedSums *sums);

/**
 * fw_cube_list: the contacts behind a cell: those of @query (its by and bucket are ignored) that
 * @measure counts, by arrival. @offset and @limit page through them; @total gets how many there
 * are. Returns: (transfer full): GArray of FwContactRef.
 */
GArray *fw_cube_list (FwCube *self,
                      const FwCubeQuery *query,
                      FwMeasure measure,
                      guint64 offset,
                      guint limit,
                      guint64 *total);

/* ---- keeping ---- */

typedef struct
{
  guint16 site;
  gint32 day;
} FwSegmentKey;

/** fw_cube_list_dirty: Returns: (transfer full): GArray of FwSegmentKey changed since
 * fw_cube_mark_clean(). */
GArray *fw_cube_list_dirty (FwCube *self);
void fw_cube_mark_clean (FwCube *self, const FwSegmentKey *key);

/** fw_cube_list_unsealed: Returns: (transfer full): GArray of FwSegmentKey. */
GArray *fw_cube_list_unsealed (FwCube *self);

/**
 * fw_cube_seal: sorts a day that is over by arrival and makes its pair sums; it can be patched and
 * appended to still (late facts), which redoes them when next asked.
 */
void fw_cube_seal (FwCube *self, const FwSegmentKey *key);

/** fw_cube_encode: Returns: (transfer full): the stored form of one segment: columns (at most 21
 * bytes a contact for whole seconds), then details, agent time and pair sums, with a checksum. */
GBytes *fw_cube_encode (FwCube *self, const FwSegmentKey *key);

/** fw_cube_decode: adds a stored segment; FALSE with FW_ERROR_CORRUPT and nothing changed when form
 * or checksum is wrong. */
gboolean fw_cube_decode (FwCube *self, const FwSegmentKey *key, GBytes *bytes, GError **error);

/** fw_cube_list_segments: Returns: (transfer full): GArray of FwSegmentKey, ascending by site and
 * day. */
GArray *fw_cube_list_segments (FwCube *self);

/**
 * fw_cube_adopt: takes over the sites and segments of @other, which was rebuilt beside and whose
 * dictionaries begin with the texts of this one's, in their order; all are dirty then. Under the
 * write lock. @other is empty afterwards.
 */
void fw_cube_adopt (FwCube *self, FwCube *other);

/**
 * fw_cube_digest: a hash of everything the cube holds, independent of the order in which rows came:
 * a cube rebuilt from the ledger must give the same. Returns: (transfer full): hex.
 */
char *fw_cube_digest (FwCube *self);

/** FwCubePlace: where a segment lies on a shelf; zero: nowhere. */
typedef struct
{
  guint64 start;
  gsize length;
  gsize room; /* there; no less than length */
} FwCubePlace;

/** FwCubeShelf: where a cube lays segments that it does not hold in memory. */
typedef struct
{
  /** @place: (inout): where an earlier one of the same lies, which may be overwritten. */
  gboolean (*put) (GBytes *bytes, FwCubePlace *place, gpointer user_data);
  GBytes *(*get) (const FwCubePlace *place, gpointer user_data); /* (nullable): NULL: it failed */
  gpointer user_data;
} FwCubeShelf;

/**
 * fw_cube_set_shelf: of a cube that one thread alone fills and takes the digest of. Nothing else
 * can be asked of it: what passes over rows sees those in memory only.
 * @most_bytes: that its segments take after fw_cube_put_away()
 */
void fw_cube_set_shelf (FwCube *self, const FwCubeShelf *shelf, gsize most_bytes);
/** fw_cube_put_away: lays what was not used lately on the shelf, where there is too much. */
void fw_cube_put_away (FwCube *self);
/** fw_cube_is_whole: FALSE: the shelf failed, and rows are missing. */
gboolean fw_cube_is_whole (FwCube *self);
/** fw_cube_count_contacts: all that were offered, those on the shelf too. */
guint64 fw_cube_count_contacts (FwCube *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCube, fw_cube_free)

G_END_DECLS
