/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-parts.h"

#include <string.h>

#include "protocol/fw-json.h"

static void
free_row (gpointer data)
{
  FwLiveRow *row = data;

  g_free (row->key);
  g_free (row->json);
  g_free (row);
}

FwLiveParts *
fw_live_parts_new (void)
{
  FwLiveParts *self = g_new0 (FwLiveParts, 1);

  self->queues = g_ptr_array_new_with_free_func (free_row);
  self->groups = g_ptr_array_new_with_free_func (free_row);
  self->now = g_ptr_array_new_with_free_func (free_row);
  self->people = g_ptr_array_new_with_free_func (free_row);

  return self;
}

void
fw_live_parts_free (FwLiveParts *self)
{
  g_free (self->head);
  g_free (self->last_event);
  g_free (self->tiles);
  g_free (self->waiting);
  g_free (self->total);
  g_free (self->curve);
  g_free (self->before);
  g_free (self->counts);
  g_free (self->alerts);
  g_ptr_array_unref (self->queues);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->now);
  g_ptr_array_unref (self->people);
  g_free (self);
}

void
fw_live_row_add (GPtrArray *rows, const char *key, char *json)
{
  FwLiveRow *row = g_new (FwLiveRow, 1);

  *row = (FwLiveRow){ g_strdup (key), json };
  g_ptr_array_add (rows, row);
}

static GHashTable *
index_rows (GPtrArray *rows)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      FwLiveRow *row = rows->pdata[i];

      g_hash_table_insert (table, row->key, row->json);
    }

  return table;
}

static gboolean
holds_all (GPtrArray *rows, GPtrArray *before)
{
  g_autoptr (GHashTable) now = index_rows (rows);

  for (guint i = 0; i < before->len; i++)
    if (!g_hash_table_contains (now, ((FwLiveRow *) before->pdata[i])->key))
      return FALSE;

  return TRUE;
}

/* A group does not go away in the course of a day but by a change of the house: then everything is
 * sent anew. */
gboolean
fw_live_parts_can_follow (const FwLiveParts *self, const FwLiveParts *before)
{
  if (strcmp (self->head, before->head) != 0 || strcmp (self->curve, before->curve) != 0 ||
      self->now->len < before->now->len)
    return FALSE;

  return holds_all (self->groups, before->groups) && holds_all (self->queues, before->queues);
}

static void
write_raw (FwJsonWriter *writer, const char *key, const char *json)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_raw (writer, json, strlen (json));
}

static gboolean
write_changed (FwJsonWriter *writer, const char *key, const char *json, const char *before)
{
  if (before != NULL && strcmp (json, before) == 0)
    return FALSE;

  write_raw (writer, key, json);
  return TRUE;
}

/* Returns how many rows were new or changed. */
static guint
write_rows (FwJsonWriter *writer, GPtrArray *rows, GPtrArray *before)
{
  g_autoptr (GHashTable) old = before != NULL ? index_rows (before) : NULL;
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const FwLiveRow *row = rows->pdata[i];
      const char *was = old != NULL ? g_hash_table_lookup (old, row->key) : NULL;

      if (was != NULL && strcmp (was, row->json) == 0)
        continue;
      fw_json_writer_raw (writer, row->json, strlen (row->json));
      n++;
    }

  return n;
}

static guint
write_gone_people (FwJsonWriter *writer, GPtrArray *rows, GPtrArray *before)
{
  g_autoptr (GHashTable) now = index_rows (rows);
  guint n = 0;

  for (guint i = 0; i < before->len; i++)
    {
      const FwLiveRow *row = before->pdata[i];

      if (g_hash_table_contains (now, row->key))
        continue;
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "agent", row->key);
      fw_json_member_text (writer, "state", "signed-out");
      fw_json_writer_end_object (writer);
      n++;
    }

  return n;
}

/* Members that turn out empty are cut off again: the writer's only state is its comma. */
static gboolean
write_groups (FwJsonWriter *writer, const char *key, GPtrArray *rows, GPtrArray *before)
{
  FwJsonWriter mark = *writer;
  gsize length = writer->out->len;
  guint n;

  fw_json_writer_key (writer, key);
  fw_json_writer_begin_array (writer);
  n = write_rows (writer, rows, before);
  fw_json_writer_end_array (writer);
  if (n > 0 || before == NULL)
    return TRUE;

  g_string_truncate (writer->out, length);
  *writer = mark;
  return FALSE;
}

static gboolean
write_curve (FwJsonWriter *writer, const FwLiveParts *self, const FwLiveParts *before)
{
  gboolean same_past = before != NULL && strcmp (self->before, before->before) == 0;
  guint first = 0;

  if (before != NULL)
    while (first < before->now->len &&
           strcmp (((FwLiveRow *) self->now->pdata[first])->json,
                   ((FwLiveRow *) before->now->pdata[first])->json) == 0)
      first++;
  if (before != NULL && first == self->now->len && same_past)
    return FALSE;

  fw_json_writer_key (writer, "curve");
  fw_json_writer_begin_object (writer);
  fw_json_writer_raw (writer, self->curve, strlen (self->curve));
  if (before != NULL)
    fw_json_member_integer (writer, "first", first);
  fw_json_writer_key (writer, "now");
  fw_json_writer_begin_array (writer);
  for (guint i = first; i < self->now->len; i++)
    {
      const FwLiveRow *row = self->now->pdata[i];

      fw_json_writer_raw (writer, row->json, strlen (row->json));
    }
  fw_json_writer_end_array (writer);
  if (!same_past)
    write_raw (writer, "before", self->before);
  fw_json_writer_end_object (writer);

  return TRUE;
}

static gboolean
write_people (FwJsonWriter *writer, const FwLiveParts *self, const FwLiveParts *before)
{
  FwJsonWriter mark = *writer;
  gsize length = writer->out->len;
  guint n;

  fw_json_writer_key (writer, "people");
  fw_json_writer_begin_object (writer);
  fw_json_writer_raw (writer, self->counts, strlen (self->counts));
  if (before != NULL)
    fw_json_member_boolean (writer, "partial", TRUE);
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  n = write_rows (writer, self->people, before != NULL ? before->people : NULL);
  if (before != NULL)
    n += write_gone_people (writer, self->people, before->people);
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
  if (before == NULL || n > 0 || strcmp (self->counts, before->counts) != 0)
    return TRUE;

  g_string_truncate (writer->out, length);
  *writer = mark;
  return FALSE;
}

gboolean
fw_live_parts_write (const FwLiveParts *self,
                     const FwLiveParts *before,
                     guint64 number,
                     const char *at,
                     GString *out)
{
  gsize start = out->len;
  FwJsonWriter writer;
  guint n = 0;

  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "number", (gint64) number);
  fw_json_member_text (&writer, "at", at);
  if (before != NULL)
    fw_json_member_boolean (&writer, "partial", TRUE);
  write_raw (&writer, "last_event", self->last_event);
  fw_json_writer_raw (&writer, self->head, strlen (self->head));

  n += write_changed (&writer, "tiles", self->tiles, before != NULL ? before->tiles : NULL);
  n += write_changed (&writer, "waiting", self->waiting, before != NULL ? before->waiting : NULL);
  n += write_groups (&writer, "queues", self->queues, before != NULL ? before->queues : NULL);
  n += write_groups (&writer, "groups", self->groups, before != NULL ? before->groups : NULL);
  n += write_changed (&writer, "total", self->total, before != NULL ? before->total : NULL);
  n += write_curve (&writer, self, before);
  n += write_people (&writer, self, before);
  n += write_changed (&writer, "alerts", self->alerts, before != NULL ? before->alerts : NULL);
  fw_json_writer_end_object (&writer);

  if (n == 0)
    g_string_truncate (out, start);
  return n > 0;
}
