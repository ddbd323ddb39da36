/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-reading.h"

#include <stdio.h>

#include "ctl/fw-progress.h"
#include "protocol/fw-json.h"

#define MAX_LINES_NAMED 8
#define MAX_SHOWN 10

void
fw_reading_init (FwReading *self)
{
  *self = (FwReading){ .intake = fw_intake_report_new () };
}

void
fw_reading_clear (FwReading *self)
{
  g_clear_pointer (&self->intake, fw_intake_report_free);
}

/* ---- from a server ---- */

static guint64
read_count (JsonObject *object, const char *member)
{
  gint64 value = 0;

  return fw_json_get_integer (object, member, &value, NULL) && value > 0 ? (guint64) value : 0;
}

static void
read_counts (JsonObject *object, const char *member, GHashTable *counts)
{
  JsonObject *from;
  g_autoptr (GList) names = NULL;

  if (!fw_json_get_object (object, member, &from, NULL))
    return;
  names = json_object_get_members (from);
  for (GList *l = names; l != NULL; l = l->next)
    {
      guint64 count = read_count (from, l->data);

      g_hash_table_insert (counts, g_strdup (l->data), g_memdup2 (&count, sizeof count));
    }
}

static gint64
read_moment (JsonObject *object, const char *member)
{
  const char *text;
  gint64 at;

  return fw_json_get_text (object, member, &text, NULL) && fw_time_parse (fw_text (text), &at) ? at
                                                                                               : 0;
}

static char *
read_text (JsonObject *object, const char *member)
{
  const char *text;

  return g_strdup (fw_json_get_text (object, member, &text, NULL) ? text : "");
}

static void
read_examples (JsonObject *object, GPtrArray *examples)
{
  JsonArray *array;

  if (!fw_json_get_array (object, "examples", &array, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *example = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      FwReject *reject;

      if (example == NULL)
        continue;
      reject = g_new0 (FwReject, 1);
      reject->line = read_count (example, "line");
      reject->reason = read_text (example, "reason");
      reject->detail = read_text (example, "detail");
      reject->text = read_text (example, "text");
      g_ptr_array_add (examples, reject);
    }
}

static void
read_floor (FwReading *self, JsonObject *object)
{
  JsonObject *floor;

  self->applied =
      fw_json_has (object, "floor") && fw_json_get_object (object, "floor", &floor, NULL);
  if (!self->applied)
    return;
  self->floor.events = read_count (floor, "events");
  self->floor.applied = read_count (floor, "applied");
  self->floor.duplicates = read_count (floor, "duplicates");
  self->floor.orphans = read_count (floor, "orphans");
  self->floor.backwards = read_count (floor, "backwards");
  self->floor.notes = read_count (floor, "notes");
  self->floor.unmatched = read_count (floor, "unmatched");
}

gboolean
fw_reading_parse (FwReading *self, GBytes *json, GError **error)
{
  g_autoptr (JsonObject) object =
      fw_json_parse_object (g_bytes_get_data (json, NULL), g_bytes_get_size (json), error);
  FwIntakeReport *intake = self->intake;

  if (object == NULL)
    return FALSE;
  intake->rows = read_count (object, "rows");
  intake->accepted = read_count (object, "accepted");
  intake->rejected = read_count (object, "rejected");
  intake->first = read_moment (object, "first");
  intake->last = read_moment (object, "last");
  read_counts (object, "reasons", intake->reasons);
  if (intake->unknown == NULL)
    intake->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_counts (object, "unknown", intake->unknown);
  if (fw_json_has (object, "mapping"))
    intake->mapping = json_to_string (json_object_get_member (object, "mapping"), FALSE);
  read_examples (object, intake->examples);
  read_floor (self, object);
  return TRUE;
}

/* ---- for people ---- */

static void
print_count (const char *label, guint64 count)
{
  g_autofree char *digits = fw_group_digits (count);

  printf ("%-16s %12s\n", label, digits);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* "lines 3, 17, 40 …": as far as the examples tell. */
static char *
list_lines (const FwIntakeReport *intake, const char *reason, guint64 count)
{
  GString *lines = g_string_new (NULL);
  guint named = 0;

  for (guint i = 0; i < intake->examples->len && named < MAX_LINES_NAMED; i++)
    {
      const FwReject *reject = g_ptr_array_index (intake->examples, i);

      if (g_strcmp0 (reject->reason, reason) != 0)
        continue;
      g_string_append_printf (lines, "%s%" G_GUINT64_FORMAT, named++ == 0 ? "" : ", ",
                              reject->line);
    }
  if (named > 0)
    g_string_prepend (lines, count == 1 ? "line " : "lines ");
  if (named > 0 && named < count)
    g_string_append (lines, " …");
  return g_string_free (lines, FALSE);
}

static void
print_counts (GHashTable *counts, const FwIntakeReport *intake)
{
  guint n;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (counts, &n);

  qsort (names, n, sizeof (gpointer), compare_texts);
  for (guint i = 0; i < n; i++)
    {
      const guint64 *count = g_hash_table_lookup (counts, names[i]);
      g_autofree char *digits = fw_group_digits (*count);
      g_autofree char *lines =
          intake != NULL ? list_lines (intake, names[i], *count) : g_strdup ("");

      printf ("  %12s  %s%s%s\n", digits, (const char *) names[i], *lines != '\0' ? ": " : "",
              lines);
    }
}

static void
print_floor (const FwFloorReport *floor)
{
  print_count ("events", floor->events);
  print_count ("applied", floor->applied);
  if (floor->duplicates > 0)
    print_count ("already known", floor->duplicates);
  if (floor->orphans > 0)
    print_count ("without a start", floor->orphans);
  if (floor->backwards > 0)
    print_count ("back in time", floor->backwards);
  if (floor->unmatched > 0)
    print_count ("no contact found", floor->unmatched);
}

void
fw_reading_print (const FwReading *self, const char *file, const char *source, gboolean dry_run)
{
  const FwIntakeReport *intake = self->intake;

  printf ("%s, source “%s”%s\n", file, source, dry_run ? ", dry run: nothing is written" : "");
  print_count ("rows read", intake->rows);
  print_count ("accepted", intake->accepted);
  print_count ("rejected", intake->rejected);
  print_counts (intake->reasons, intake);
  if (intake->accepted > 0)
    {
      g_autofree char *first = fw_time_format (intake->first);
      g_autofree char *last = fw_time_format (intake->last);

      printf ("period           %s to %s\n", first, last);
    }
  if (intake->mapping != NULL)
    printf ("columns          %s\n", intake->mapping);
  if (intake->unknown != NULL && g_hash_table_size (intake->unknown) > 0)
    {
      printf ("kept as notes, of words that are not known here:\n");
      print_counts (intake->unknown, NULL);
    }
  for (guint i = 0; i < MIN (intake->examples->len, MAX_SHOWN); i++)
    {
      const FwReject *reject = g_ptr_array_index (intake->examples, i);

      printf ("  line %" G_GUINT64_FORMAT ": %s: %s\n", reject->line, reject->reason,
              reject->detail);
    }
  if (self->applied)
    print_floor (&self->floor);
}
