/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-parts.h"

#include "core/fw-error.h"

/* Lines that a refusal names. */
#define MOST_LINES 6

typedef struct
{
  FwEvent event;
  FwCallWord way;
  guint64 line;
  guint64 hash; /* of the row as it stands */
} Part;

struct _FwCallGroup
{
  GArray *parts;  /* Part */
  guint repeated; /* rows that stood there before, letter for letter */
  gboolean came_in;
  FwEvent joined;
  guint64 line; /* of the part that decides */
};

static void
free_group (gpointer data)
{
  FwCallGroup *group = data;

  g_array_unref (group->parts);
  g_free (group);
}

void
fw_call_parts_clear (FwCallParts *self)
{
  fw_hash_set_clear (&self->ids);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
}

void
fw_call_parts_note (FwCallParts *self, FwText id)
{
  gint64 hash;

  if (id.length == 0 || !fw_hash_set_add (&self->ids, fw_intake_hash (id, 0)))
    return;
  hash = (gint64) fw_intake_hash (id, 0);
  if (self->groups == NULL)
    {
      self->groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_group);
      self->texts = g_string_chunk_new (65536);
    }
  if (!g_hash_table_contains (self->groups, &hash))
    {
      FwCallGroup *group = g_new0 (FwCallGroup, 1);

      group->parts = g_array_new (FALSE, FALSE, sizeof (Part));
      g_hash_table_insert (self->groups, g_memdup2 (&hash, sizeof hash), group);
    }
}

FwCallGroup *
fw_call_parts_find (FwCallParts *self, FwText id)
{
  gint64 hash;

  if (G_LIKELY (self->groups == NULL) || id.length == 0)
    return NULL;
  hash = (gint64) fw_intake_hash (id, 0);

  return g_hash_table_lookup (self->groups, &hash);
}

static void
keep_text (FwCallParts *self, FwText *text)
{
  if (text->length > 0)
    text->data = g_string_chunk_insert_len (self->texts, text->data, text->length);
}

void
fw_call_parts_add (FwCallParts *self,
                   FwCallGroup *group,
                   const FwEvent *event,
                   FwCallWord way,
                   guint64 line,
                   FwText raw)
{
  Part part = { *event, way, line, fw_intake_hash (raw, 0) };

  for (guint i = 0; i < group->parts->len; i++)
    if (g_array_index (group->parts, Part, i).hash == part.hash)
      {
        group->repeated++;
        return;
      }
  keep_text (self, &part.event.id);
  keep_text (self, &part.event.contact);
  keep_text (self, &part.event.queue);
  keep_text (self, &part.event.agent);
  keep_text (self, &part.event.customer);
  keep_text (self, &part.event.channel);
  keep_text (self, &part.event.product);
  group->came_in |= way == FW_CALL_WORD_IN;
  g_array_append_val (group->parts, part);
}

gboolean
fw_call_group_came_in (const FwCallGroup *group)
{
  return group->came_in;
}

static gboolean
is_answered (const Part *part)
{
  return fw_text_equal (part->event.reason, FW_TEXT_LITERAL ("answered"));
}

/* By what they say, never by where they stand. A call that a part of it made says nothing of who
 * waited, so it comes last. */
static gint
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *one = a, *two = b;
  gint order = (one->way == FW_CALL_WORD_OUT) - (two->way == FW_CALL_WORD_OUT);

  if (order == 0)
    order = is_answered (two) - is_answered (one);
  if (order == 0)
    order = (one->event.at > two->event.at) - (one->event.at < two->event.at);
  if (order == 0)
    order = (one->event.talk_ms < two->event.talk_ms) - (one->event.talk_ms > two->event.talk_ms);

  return order != 0 ? order : (one->hash > two->hash) - (one->hash < two->hash);
}

/* The legs of a call begin at one moment, one at most is answered, and they are one customer's. */
static gboolean
is_surely_one (const FwCallGroup *group)
{
  const Part *first = &g_array_index (group->parts, Part, 0);
  guint n_answered = 0;
  FwText customer = FW_TEXT_NONE;

  for (guint i = 0; i < group->parts->len; i++)
    {
      const Part *part = &g_array_index (group->parts, Part, i);

      n_answered += is_answered (part);
      if (part->event.at != first->event.at || part->way != first->way)
        return FALSE;
      if (customer.length > 0 && part->event.customer.length > 0 &&
          !fw_text_equal (customer, part->event.customer))
        return FALSE;
      if (part->event.customer.length > 0)
        customer = part->event.customer;
    }

  return n_answered <= 1;
}

static void
add_duration (gint64 *sum, gint64 more)
{
  if (more >= 0)
    *sum = MAX (*sum, 0) + more;
}

/* Parts that were answered one after the other are one call that was passed on: what they took adds
 * up. Those that were answered at one moment are one part told twice. */
static void
join_answered (const FwCallGroup *group, FwEvent *joined)
{
  gint64 last = joined->at;

  for (guint i = 1; i < group->parts->len; i++)
    {
      const Part *part = &g_array_index (group->parts, Part, i);

      if (!is_answered (part) || part->way == FW_CALL_WORD_OUT)
        break;
      if (part->event.at == last)
        continue;
      last = part->event.at;
      add_duration (&joined->talk_ms, part->event.talk_ms);
      add_duration (&joined->hold_ms, part->event.hold_ms);
      add_duration (&joined->wrap_ms, part->event.wrap_ms);
    }
}

static void
take_text (FwText *to, FwText from)
{
  if (to->length == 0)
    *to = from;
}

/* Who waited did so from the first part's moment to the end of the wait of the part that decides;
 * where nobody answered, to the end of the longest. */
static gint64
join_wait (const FwCallGroup *group, const Part *decides, gint64 first)
{
  gint64 wait = decides->event.wait_ms;

  if (is_answered (decides))
    return wait >= 0 ? wait + (decides->event.at - first) / 1000 : wait;
  for (guint i = 0; i < group->parts->len; i++)
    {
      const FwEvent *event = &g_array_index (group->parts, Part, i).event;

      if (event->wait_ms >= 0)
        wait = MAX (wait, event->wait_ms + (event->at - first) / 1000);
    }

  return wait;
}

static void
join (FwCallGroup *group)
{
  const Part *decides;
  gint64 first = G_MAXINT64;

  g_array_sort (group->parts, compare_parts);
  decides = &g_array_index (group->parts, Part, 0);
  group->joined = decides->event;
  group->line = decides->line;
  if (is_answered (decides))
    join_answered (group, &group->joined);
  for (guint i = 0; i < group->parts->len; i++)
    {
      const FwEvent *event = &g_array_index (group->parts, Part, i).event;

      first = MIN (first, event->at);
      take_text (&group->joined.queue, event->queue);
      take_text (&group->joined.customer, event->customer);
      take_text (&group->joined.channel, event->channel);
      take_text (&group->joined.product, event->product);
      if (group->joined.rating == 0)
        group->joined.rating = event->rating;
      if (group->joined.nps < 0)
        group->joined.nps = event->nps;
      /* Of several who were rung in vain nobody can tell whose call it was. */
      if (!is_answered (decides) && !fw_text_equal (group->joined.agent, event->agent))
        group->joined.agent = FW_TEXT_NONE;
    }
  group->joined.wait_ms = join_wait (group, decides, first);
  group->joined.at = first;
}

static gint
compare_groups (gconstpointer a, gconstpointer b)
{
  const FwEvent *one = &(*(const FwCallGroup *const *) a)->joined;
  const FwEvent *two = &(*(const FwCallGroup *const *) b)->joined;
  gint order = (one->at > two->at) - (one->at < two->at);

  if (order == 0)
    order = memcmp (one->id.data, two->id.data, MIN (one->id.length, two->id.length));

  return order != 0 ? order : (gint) one->id.length - (gint) two->id.length;
}

/* In the order of their moments, those that came in. */
static GPtrArray *
list_groups (const FwCallParts *self)
{
  GPtrArray *groups = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    if (((FwCallGroup *) group)->came_in)
      g_ptr_array_add (groups, group);
  g_ptr_array_sort (groups, compare_groups);

  return groups;
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const Part *one = a, *two = b;

  return (one->line > two->line) - (one->line < two->line);
}

static char *
list_lines (FwCallGroup *group)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint n = group->parts->len;

  g_array_sort (group->parts, compare_lines);
  for (guint i = 0; i < MIN (n, MOST_LINES); i++)
    g_string_append_printf (lines, "%s%" G_GUINT64_FORMAT,
                            i == 0                                            ? ""
                            : i + 1 == MIN (n, MOST_LINES) && n <= MOST_LINES ? " and "
                                                                              : ", ",
                            g_array_index (group->parts, Part, i).line);
  if (n > MOST_LINES)
    g_string_append (lines, " …");

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static gboolean
refuse (FwCallGroup *group, guint n, const FwCallReader *reader, GError **error)
{
  gint column = reader->mapping.column[FW_CALL_ID];
  g_autofree char *lines = list_lines (group);
  FwText id = g_array_index (group->parts, Part, 0).event.id;

  const char *header = reader->header->pdata[column];

  if (n == 1)
    g_set_error (
        error, FW_ERROR, FW_ERROR_INVALID,
        "id (column %d \"%s\"): \"%.*s\" stands on lines %s, and 1 in all stands more than "
        "once; say in the mapping \"same_id\": \"parts\" where rows of one id are one call "
        "told in parts, \"same_id\": \"calls\" where each row is a call, or \"id\": null "
        "where the column is no call's id",
        column + 1, header, (int) id.length, id.data, lines);
  else
    g_set_error (
        error, FW_ERROR, FW_ERROR_INVALID,
        "id (column %d \"%s\"): \"%.*s\" stands on lines %s, and %u in all stand more than "
        "once; say in the mapping \"same_id\": \"parts\" where rows of one id are one call "
        "told in parts, \"same_id\": \"calls\" where each row is a call, or \"id\": null "
        "where the column is no call's id",
        column + 1, header, (int) id.length, id.data, lines, n);

  return FALSE;
}

gboolean
fw_call_parts_settle (FwCallParts *self, const FwCallReader *reader, GError **error)
{
  FwCallGroup *example = NULL;
  guint64 first = G_MAXUINT64;
  GHashTableIter iter;
  gpointer value;
  guint open = 0;

  if (self->groups == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      FwCallGroup *group = value;
      guint64 line;

      if (!group->came_in)
        continue;
      line = g_array_index (group->parts, Part, 0).line;
      if (group->parts->len > 1 && reader->mapping.stated.same_id == FW_SAME_ID_UNSTATED &&
          !is_surely_one (group))
        {
          open++;
          if (line < first)
            example = group;
          first = MIN (first, line);
        }
      else
        join (group);
    }

  return example == NULL || refuse (example, open, reader, error);
}

gboolean
fw_call_parts_emit (FwCallParts *self, const FwCallReader *reader, GError **error)
{
  g_autoptr (GPtrArray) groups = NULL;
  FwIntakeRun *run = reader->run;
  FwListReport *list = &run->report->list;

  if (self->groups == NULL)
    return TRUE;
  groups = list_groups (self);
  for (guint i = 0; i < groups->len; i++)
    {
      FwCallGroup *group = groups->pdata[i];

      if (group->joined.queue.length == 0)
        {
          group->joined.queue = run->source;
          list->without_queue += reader->mapping.column[FW_CALL_QUEUE] >= 0;
        }
      list->left_out[FW_LEFT_OUT_JOINED] += group->parts->len - 1;
      list->left_out[FW_LEFT_OUT_REPEATED] += group->repeated;
      if (!fw_intake_run_emit (run, group->line, group->joined.id, &group->joined, NULL, error))
        return FALSE;
    }

  return TRUE;
}
