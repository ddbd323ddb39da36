/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

/* The contacts behind a figure. Rows are the cube's; what the source called them stands in the
 * ledger. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define BATCH_OF(ledger) ((ledger) >> 24)
#define INDEX_OF(ledger) ((ledger) &0xffffff)

void
fw_contact_line_free (FwContactLine *line)
{
  if (line == NULL)
    return;

  g_free (line->id);
  g_free (line->source);
  g_free (line->site);
  g_free (line);
}

#define BEST_RATING 5

static FwContactLine *
make_line (FwCube *cube, FwDirectory *directory, const FwContactRef *ref)
{
  FwContactLine *line = g_new0 (FwContactLine, 1);
  const FwContact *contact = &line->contact;
  FwDictionary *queues = fw_cube_get_dictionary (cube, FW_DIMENSION_QUEUE);

  fw_cube_get (cube, ref, &line->contact);
  line->site =
      g_strdup (fw_dictionary_get (fw_cube_get_dictionary (cube, FW_DIMENSION_SITE), ref->site));
  /* One rating as a share of the best: 4 of 5 is 80 % and not below it. In whole numbers, or 0.8 of
   * 5 would be a little more than 4. */
  line->reopen = contact->rating > 0 &&
                 lround (100.0 * contact->rating) <
                     lround (100.0 * BEST_RATING *
                             fw_directory_get_policy (directory, "reopen-below", line->site,
                                                      fw_dictionary_get (queues, contact->queue),
                                                      contact->at));
  return line;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint64 x = (*(FwContactLine *const *) a)->contact.ledger;
  guint64 y = (*(FwContactLine *const *) b)->contact.ledger;

  return (x > y) - (x < y);
}

typedef struct
{
  GPtrArray *lines; /* FwContactLine by position in the ledger */
  guint next;
} Naming;

static gboolean
name_lines_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Naming *naming = user_data;
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, batch);
  for (guint64 index = 0; naming->next < naming->lines->len; index++)
    {
      FwContactLine *line = naming->lines->pdata[naming->next];

      if (BATCH_OF (line->contact.ledger) != number || !fw_event_iter_next (&iter, &event))
        break;
      while (INDEX_OF (line->contact.ledger) == index)
        {
          line->id = fw_text_dup (event.contact);
          line->source = fw_text_dup (event.source);
          if (++naming->next == naming->lines->len)
            break;
          line = naming->lines->pdata[naming->next];
          if (BATCH_OF (line->contact.ledger) != number)
            break;
        }
    }
  return TRUE;
}

/* What the source called them is gone with the batch, which health tells; their figures are not. */
static void
pass_unnamed (Naming *naming, guint64 number)
{
  while (naming->next < naming->lines->len)
    {
      FwContactLine *line = naming->lines->pdata[naming->next];

      if (BATCH_OF (line->contact.ledger) != number)
        return;
      line->id = g_strdup ("?");
      line->source = g_strdup ("?");
      naming->next++;
    }
}

/* Each batch is read once, however many of the lines stand in it. */
static gboolean
name_lines (FwCentre *self, GPtrArray *lines, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  Naming naming = { .lines = sorted };

  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (sorted, lines->pdata[i]);
  g_ptr_array_sort (sorted, compare_positions);

  while (naming.next < sorted->len)
    {
      guint before = naming.next;
      const FwContactLine *line = sorted->pdata[before];
      guint64 number = BATCH_OF (line->contact.ledger);

      if (!fw_ledger_read (self->ledger, number, number, name_lines_cb, &naming, error))
        return FALSE;
      if (naming.next == before)
        pass_unnamed (&naming, number);
    }
  return TRUE;
}

/* Under the cube's read lock. */
static GArray *
list_refs (FwCentre *self,
           const FwCubeQuery *query,
           FwMeasure measure,
           FwListing *listing,
           guint64 offset,
           guint limit,
           guint64 *total,
           GError **error)
{
  g_autofree guint32 *ranks = NULL;

  if (listing->order == FW_LISTING_DIMENSION)
    listing->ranks = ranks = fw_centre_rank_codes (self, listing->dimension, &listing->n_ranks);
  return fw_cube_list_sorted (self->cube, query, measure, listing, offset, limit, total, error);
}

GPtrArray *
fw_centre_name_contacts (FwCentre *self, GArray *refs, GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_contact_line_free);
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self);

  fw_cube_read_lock (self->cube);
  for (guint i = 0; i < refs->len; i++)
    g_ptr_array_add (lines,
                     make_line (self->cube, directory, &g_array_index (refs, FwContactRef, i)));
  fw_cube_read_unlock (self->cube);
  return name_lines (self, lines, error) ? g_steal_pointer (&lines) : NULL;
}

GPtrArray *
fw_centre_search_contacts (FwCentre *self,
                           FwScope *scope,
                           const FwQuestion *question,
                           FwMeasure measure,
                           const FwContactSearch *search,
                           guint64 offset,
                           guint limit,
                           guint64 *total,
                           GError **error)
{
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_contact_line_free);
  g_autoptr (FwDirectory) directory = NULL;
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GArray) refs = NULL;
  FwListing listing = FW_LISTING_INIT;
  FwCubeQuery query;

  g_return_val_if_fail (self != NULL && scope != NULL && question != NULL, NULL);

  if (search != NULL &&
      !fw_centre_find_keys (self, search, question->from, question->to, &keys, error))
    return NULL;
  if (search != NULL)
    listing = search->listing;
  listing.keys = keys;

  directory = fw_centre_ref_directory (self);
  fw_cube_read_lock (self->cube);
  fw_centre_fill_query (self, scope, question, &query);
  refs = list_refs (self, &query, measure, &listing, offset, limit, total, error);
  for (guint i = 0; refs != NULL && i < refs->len; i++)
    g_ptr_array_add (lines,
                     make_line (self->cube, directory, &g_array_index (refs, FwContactRef, i)));
  fw_cube_read_unlock (self->cube);
  fw_centre_clear_query (&query);

  return refs != NULL && name_lines (self, lines, error) ? g_steal_pointer (&lines) : NULL;
}

GPtrArray *
fw_centre_list_contacts (FwCentre *self,
                         FwScope *scope,
                         const FwQuestion *question,
                         FwMeasure measure,
                         guint64 offset,
                         guint limit,
                         guint64 *total,
                         GError **error)
{
  return fw_centre_search_contacts (self, scope, question, measure, NULL, offset, limit, total,
                                    error);
}

/* ---- one contact and what happened to it ---- */

/* A row may be the second of its key: earlier queues come before its arrival. Surveys come up to
 * thirty days after. */
#define EARLY (24 * FW_HOUR)
#define LATE (30 * 24 * FW_HOUR)
/* Of one contact; more only a source that names them all alike has. */
#define MAX_EVENTS 10000

typedef struct
{
  FwText source, contact;
  gint64 from, to; /* µs UTC */
  FwEventBatch *found;
} Gathering;

static gboolean
gather_events_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Gathering *gathering = user_data;
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    if (event.at >= gathering->from && event.at < gathering->to &&
        fw_text_equal (event.contact, gathering->contact) &&
        fw_text_equal (event.source, gathering->source))
      fw_event_batch_add (gathering->found, &event);
  return fw_event_batch_get_length (gathering->found) < MAX_EVENTS;
}

static FwContactLine *
find_line (FwCentre *self, FwScope *scope, FwText source, FwText contact)
{
  guint64 key = fw_floor_get_contact_key (self->floor, source, contact);
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self);
  g_autoptr (GArray) segments = NULL;
  FwContactLine *line = NULL;

  fw_cube_read_lock (self->cube);
  segments = fw_cube_list_segments (self->cube);
  for (guint i = segments->len; i-- > 0 && line == NULL;)
    {
      const FwSegmentKey *segment = &g_array_index (segments, FwSegmentKey, i);
      FwContactRef ref;

      if (fw_cube_find (self->cube, segment->site, segment->day, 0, key, &ref))
        line = make_line (self->cube, directory, &ref);
    }
  if (line != NULL)
    {
      FwDictionary *teams = fw_cube_get_dictionary (self->cube, FW_DIMENSION_TEAM);

      if (!fw_scope_allows (scope, line->site, fw_dictionary_get (teams, line->contact.team)))
        g_clear_pointer (&line, fw_contact_line_free);
    }
  fw_cube_read_unlock (self->cube);
  return line;
}

FwEventBatch *
fw_centre_read_contact (FwCentre *self,
                        FwScope *scope,
                        const char *source,
                        const char *contact,
                        FwContactLine **line,
                        GError **error)
{
  FwContactLine *found;
  Gathering gathering = { .source = fw_text (source), .contact = fw_text (contact) };
  g_autoptr (FwEventBatch) events = fw_event_batch_new ();

  g_return_val_if_fail (self != NULL && scope != NULL && line != NULL, NULL);

  found = find_line (self, scope, gathering.source, gathering.contact);
  if (found == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "%s has no contact %s", source, contact);
      return NULL;
    }

  found->id = g_strdup (contact);
  found->source = g_strdup (source);
  gathering.found = events;
  gathering.from = found->contact.at - EARLY;
  gathering.to = found->contact.at + LATE;
  if (!fw_ledger_read_contact (self->ledger, gathering.source, gathering.contact, gathering.from,
                               gathering.to, gather_events_cb, &gathering, error))
    {
      fw_contact_line_free (found);
      return NULL;
    }

  *line = found;
  return g_steal_pointer (&events);
}
