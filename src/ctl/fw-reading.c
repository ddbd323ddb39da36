/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl/fw-language.h"
#include "ctl/fw-list-print.h"
#include "ctl/fw-progress.h"
#include "ctl/fw-reading.h"
#include "protocol/fw-json.h"
#include "protocol/fw-report-json.h"
#include "protocol/fw-said.h"

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
      guint64 count = fw_json_find_count (from, l->data);

      g_hash_table_insert (counts, g_strdup (l->data), g_memdup2 (&count, sizeof count));
    }
}

static char *
dup_text (JsonObject *object, const char *member)
{
  const char *text = fw_json_find_text (object, member);

  return g_strdup (text != NULL ? text : "");
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
      reject->line = fw_json_find_count (example, "line");
      reject->reason = dup_text (example, "reason");
      reject->detail = dup_text (example, "detail");
      reject->text = dup_text (example, "text");
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
  self->floor.events = fw_json_find_count (floor, "events");
  self->floor.applied = fw_json_find_count (floor, "applied");
  self->floor.duplicates = fw_json_find_count (floor, "duplicates");
  self->floor.orphans = fw_json_find_count (floor, "orphans");
  self->floor.backwards = fw_json_find_count (floor, "backwards");
  self->floor.notes = fw_json_find_count (floor, "notes");
  self->floor.unmatched = fw_json_find_count (floor, "unmatched");
  self->floor.unended = fw_json_find_count (floor, "unended");
  self->floor.struck = fw_json_find_count (floor, "struck");
}

static void
read_report (FwReading *self, JsonObject *object)
{
  FwIntakeReport *intake = self->intake;

  intake->rows = fw_json_find_count (object, "rows");
  intake->accepted = fw_json_find_count (object, "accepted");
  intake->rejected = fw_json_find_count (object, "rejected");
  intake->unfinished = fw_json_find_count (object, "unfinished");
  intake->first = fw_json_find_moment (object, "first");
  intake->last = fw_json_find_moment (object, "last");
  read_counts (object, "reasons", intake->reasons);
  if (intake->notes == NULL)
    intake->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  read_counts (object, "notes", intake->notes);
  fw_alike_json_read (intake->alike, object);
  intake->dialled = fw_json_find_count (object, "dialled");
  if (fw_json_has (object, "mapping"))
    intake->mapping = json_to_string (json_object_get_member (object, "mapping"), FALSE);
  fw_text_form_json_read (&intake->text, object);
  fw_list_report_json_read (&intake->list, object);
  read_examples (object, intake->examples);
  read_floor (self, object);
}

gboolean
fw_reading_parse (FwReading *self, GBytes *json, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_bytes (json, error);

  if (object != NULL)
    read_report (self, object);
  return object != NULL;
}

gboolean
fw_reading_parse_refusal (FwReading *self, GBytes *json)
{
  g_autoptr (JsonObject) object = NULL;
  JsonObject *report;

  if (json == NULL)
    return FALSE;
  object = fw_json_parse_bytes (json, NULL);
  if (object == NULL || !fw_json_has (object, "report") ||
      !fw_json_get_object (object, "report", &report, NULL))
    return FALSE;
  read_report (self, report);
  self->applied = FALSE; /* whatever it counts of the floor is nothing */
  return TRUE;
}

/* ---- for people ---- */

static void
print_count (const char *label, guint64 count)
{
  g_autofree char *digits = fw_group_digits (count);
  g_autofree char *padded = fw_language_pad (label, 16);

  printf ("%s %12s\n", padded, digits);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* "lines 3, 17, 40 …": as far as the examples tell. Returns: (transfer full) (nullable) */
static char *
list_lines (const FwIntakeReport *intake, const char *reason, guint64 count)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint named = 0;

  for (guint i = 0; i < intake->examples->len && named < MAX_LINES_NAMED; i++)
    {
      const FwReject *reject = g_ptr_array_index (intake->examples, i);

      if (g_strcmp0 (reject->reason, reason) != 0)
        continue;
      g_string_append_printf (lines, "%s%" G_GUINT64_FORMAT, named++ == 0 ? "" : ", ",
                              reject->line);
    }
  if (named == 0)
    return NULL;
  if (named < count)
    g_string_append (lines, " …");
  /* Translators: %s are numbers of lines: “3, 17, 40 …”. */
  return g_strdup_printf (count == 1 ? _ ("line %s") : _ ("lines %s"), lines->str);
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
      g_autofree char *lines = intake != NULL ? list_lines (intake, names[i], *count) : NULL;
      g_autofree char *name = intake != NULL ? fw_said_translate (names[i]) : g_strdup (names[i]);

      printf ("  %12s  %s%s%s\n", digits, name, lines != NULL ? ": " : "",
              lines != NULL ? lines : "");
    }
}

static guint64
count_all (GHashTable *counts)
{
  GHashTableIter iter;
  gpointer count;
  guint64 all = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    all += *(const guint64 *) count;

  return all;
}

static void
print_floor (const FwFloorReport *floor)
{
  print_count (_ ("events"), floor->events);
  print_count (_ ("applied"), floor->applied);
  if (floor->duplicates > 0)
    print_count (_ ("already known"), floor->duplicates);
  if (floor->orphans > 0)
    print_count (_ ("without a start"), floor->orphans);
  if (floor->backwards > 0)
    print_count (_ ("back in time"), floor->backwards);
  if (floor->unmatched > 0)
    print_count (_ ("no contact found"), floor->unmatched);
  if (floor->unended > 0)
    print_count (_ ("without an end"), floor->unended);
  if (floor->struck > 0)
    print_count (_ ("struck out"), floor->struck);
}

static void
print_text_line (const char *label, const char *text)
{
  g_autofree char *padded = text != NULL ? fw_language_pad (label, 16) : NULL;

  if (text != NULL)
    printf ("%s %s\n", padded, text);
}

static const char *
describe_separator (char separator)
{
  switch (separator)
    {
    case '\0':
      return NULL;
    case ',':
      return _ ("comma");
    case ';':
      return _ ("semicolon");
    case '\t':
      return _ ("tab");
    case '|':
      return _ ("bar");
    case '^':
      return _ ("caret");
    case '~':
      return _ ("tilde");
    default:
      return _ ("another");
    }
}

/* How the file is written. */
static void
print_text (const FwTextForm *text)
{
  print_text_line (_ ("encoding"), text->encoding);
  print_text_line (_ ("sheet"), text->sheet);
  print_text_line (_ ("separator"), describe_separator (text->separator));
  print_text_line (_ ("zone"), text->zone);
  if (text->decimal != '\0')
    print_text_line (_ ("decimal sign"), text->decimal == ',' ? _ ("comma") : _ ("point"));
  if (text->no_time)
    print_text_line (_ ("no time of day"),
                     _ ("contacts stand at noon of their day: half hours and shifts say nothing of "
                        "them"));
}

static void
print_unfinished (guint64 line)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, line);
  g_autofree char *text = g_strdup_printf (
      _ ("line %s, the last, has no line end, as if it were still being written: import the log "
         "again when it is. If it is whole, end it with a line end first"),
      number);

  if (line > 0)
    print_text_line (_ ("left for later"), text);
}

static void
print_period (gint64 first, gint64 last)
{
  g_autofree char *from = fw_time_format (first);
  g_autofree char *to = fw_time_format (last);
  g_autofree char *text = g_strdup_printf (_ ("%s to %s"), from, to);

  print_text_line (_ ("period"), text);
}

static void
print_examples (const GPtrArray *examples)
{
  for (guint i = 0; i < MIN (examples->len, MAX_SHOWN); i++)
    {
      const FwReject *reject = g_ptr_array_index (examples, i);
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, reject->line);
      g_autofree char *line = g_strdup_printf (_ ("line %s"), number);
      g_autofree char *reason = fw_said_translate (reject->reason);
      g_autofree char *detail = fw_said_translate (reject->detail);

      printf ("  %s: %s: %s\n", line, reason, detail);
    }
}

void
fw_reading_print (const FwReading *self, const char *file, const char *source, gboolean dry_run)
{
  const FwIntakeReport *intake = self->intake;
  g_autofree char *head = g_strdup_printf (
      dry_run ? _ ("%s, source “%s”, dry run: nothing is written") : _ ("%s, source “%s”"), file,
      source);

  printf ("%s\n", head);
  print_count (_ ("rows read"), intake->rows);
  print_count (_ ("accepted"), intake->accepted);
  print_count (_ ("rejected"), intake->rejected);
  print_counts (intake->reasons, intake);
  fw_list_print (&intake->list, source);
  fw_alike_print (intake->alike);
  print_unfinished (intake->unfinished);
  if (intake->accepted > 0)
    print_period (intake->first, intake->last);
  print_text (&intake->text);
  print_text_line (_ ("columns"), intake->mapping);
  if (intake->dialled > 0)
    print_count (_ ("outgoing calls"), intake->dialled);
  if (intake->notes != NULL && g_hash_table_size (intake->notes) > 0)
    {
      print_count (_ ("notes"), count_all (intake->notes));
      print_counts (intake->notes, NULL);
    }
  print_examples (intake->examples);
  if (self->applied)
    print_floor (&self->floor);
}
