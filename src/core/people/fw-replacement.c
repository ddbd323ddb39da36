/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-replacement.h"

#include <string.h>

/* The time for which a revision holds: from @start to before @end, µs UTC. */
typedef struct
{
  const FwRecord *record;
  gint64 start, end;
} Span;

static const char *
get_source_name (const FwRecord *record)
{
  const char *field = fw_record_get_kind (record)->source_name;
  const char *name = g_str_equal (field, "id") ? NULL : fw_record_text (record, field);

  return name != NULL && *name != '\0' ? name : fw_record_get_id (record);
}

static gboolean
is_same_record (const FwRecord *a, const FwRecord *b)
{
  return strcmp (fw_record_get_id (a), fw_record_get_id (b)) == 0;
}

/* What is written later overrides all that was said of any moment from its start on. */
static GArray *
list_spans (const FwReplacement *self)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (Span));
  gint64 end = G_MAXINT64;

  for (guint i = self->n_revisions; i-- > 0;)
    {
      const FwRevision *revision = &self->revisions[i];
      const FwRecord *later = i + 1 < self->n_revisions ? self->revisions[i + 1].record : NULL;
      gboolean first = i == 0 || !is_same_record (self->revisions[i - 1].record, revision->record);
      Span span = { .record = revision->record };

      if (later == NULL || !is_same_record (later, revision->record))
        end = G_MAXINT64;
      span.start = fw_directory_find_start (self->house, revision, first);
      span.end = end;
      if (span.start < span.end && !fw_record_is_deleted (revision->record))
        g_array_append_val (spans, span);
      end = MIN (end, span.start);
    }

  return spans;
}

static gboolean
has_revision_of (const FwReplacement *self, const FwRecord *record)
{
  for (guint i = 0; i < self->n_revisions; i++)
    if (is_same_record (self->revisions[i].record, record))
      return TRUE;

  return FALSE;
}

static gint
compare_spans (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Span *) a)->start, y = ((const Span *) b)->start;

  return (x > y) - (x < y);
}

/* Whether somebody had the name at each moment from @from to before @to. */
static gboolean
is_name_taken (GArray *spans, const char *name, gint64 from, gint64 to)
{
  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len && from < to; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (strcmp (get_source_name (span->record), name) != 0 || span->end <= from)
        continue;
      if (span->start > from)
        return FALSE;
      from = span->end;
    }

  return from >= to;
}

static gint64
find_today (const FwReplacement *self)
{
  const char *id = fw_record_text (self->next.record, "site");
  const FwSiteEntry *site = id != NULL ? fw_directory_find_site (self->house, id) : NULL;
  gint64 from, to;

  if (site == NULL)
    site = fw_directory_get_default_site (self->house);
  fw_zone_get_day_bounds (site->zone, fw_zone_get_day (site->zone, self->next.written), &from, &to);
  return from;
}

static gint64
find_start (const FwReplacement *self)
{
  return fw_directory_find_start (self->house, &self->next,
                                  !has_revision_of (self, self->next.record));
}

gboolean
fw_replacement_reaches_back (const FwReplacement *self)
{
  g_return_val_if_fail (fw_record_get_kind (self->next.record)->dated, FALSE);

  return find_start (self) < find_today (self);
}

gboolean
fw_replacement_is_allowed (const FwReplacement *self, FwScope *scope)
{
  const FwRecord *next = self->next.record;
  const FwKind *kind = fw_record_get_kind (next);
  gboolean takes_name = kind->source_name != NULL && !fw_record_is_deleted (next);
  const char *name = takes_name ? get_source_name (next) : NULL;
  g_autoptr (GArray) spans = NULL;
  gint64 start;

  g_return_val_if_fail (kind->dated && scope != NULL, FALSE);

  if (fw_scope_is_whole (scope))
    return TRUE;

  spans = list_spans (self);
  start = find_start (self);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      gboolean concerned = is_same_record (span->record, next) ||
                           (takes_name && strcmp (get_source_name (span->record), name) == 0);

      if (concerned && span->end > start && !fw_record_may_change (span->record, scope))
        return FALSE;
    }

  return !takes_name || self->restores || is_name_taken (spans, name, start, find_today (self));
}
