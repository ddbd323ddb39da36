/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "ctl/fw-ask.h"
#include "ctl/fw-grid.h"
#include "protocol/fw-contact-json.h"

#define PAGE 1000

static char *from, *to, *measure, *format_name;
static char **only;
static gint limit = 100;

static const GOptionEntry entries[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, "first moment: a date or an RFC 3339 time", "TIME" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, "first moment no longer counted", "TIME" },
  { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &only, "these alone; may be repeated",
    "DIM=VALUE[,VALUE]" },
  { "measure", 0, 0, G_OPTION_ARG_STRING, &measure,
    "those that a figure counts: offered (default), abandoned, satisfied …", "NAME" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, "at most this many; 0: all; default: 100", "N" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "table (default), json or csv", "FORMAT" },
  { NULL },
};

/* What a terminal has room for. */
static const char *const table_columns[] = { "at",       "queue",  "agent",      "team",
                                             "outcome",  "wait_s", "handling_s", "rating",
                                             "resolved", "source", "id",         NULL };

typedef struct
{
  FwOutput output;
  FwGrid *table; /* of table and CSV */
  const char *const *columns;
  guint printed;
} Listing;

static void
begin_listing (Listing *listing, FwOutput output)
{
  *listing = (Listing){ .output = output,
                        .columns = output == FW_OUTPUT_TABLE ? table_columns : fw_contact_columns };
  if (output == FW_OUTPUT_JSON)
    {
      printf ("{\"contacts\":[");
      return;
    }
  listing->table = fw_grid_new ();
  for (guint i = 0; listing->columns[i] != NULL; i++)
    fw_grid_add_column (listing->table, listing->columns[i],
                        g_str_has_suffix (listing->columns[i], "_s"));
}

static void
add_contact (Listing *listing, JsonNode *contact)
{
  g_autofree char *text = NULL;

  if (listing->output != FW_OUTPUT_JSON)
    {
      for (guint i = 0; listing->columns[i] != NULL; i++)
        fw_grid_add (listing->table, fw_json_cell (json_object_get_member (
                                         json_node_get_object (contact), listing->columns[i])));
      listing->printed++;
      return;
    }
  text = json_to_string (contact, FALSE);
  printf ("%s\n%s", listing->printed++ > 0 ? "," : "", text);
}

static void
end_listing (Listing *listing, guint64 total)
{
  if (listing->output == FW_OUTPUT_JSON)
    printf ("\n],\"total\":%" G_GUINT64_FORMAT "}\n", total);
  else
    fw_grid_print (listing->table, listing->output);
  if (listing->output == FW_OUTPUT_TABLE)
    printf ("%u of %" G_GUINT64_FORMAT "\n", listing->printed, total);
  g_clear_pointer (&listing->table, fw_grid_free);
}

static guint
next_page (const Listing *listing)
{
  return limit == 0 ? PAGE : MIN (PAGE, (guint) limit - listing->printed);
}

static gboolean
add_json (
    Listing *listing, const char *data, gsize length, guint64 *total, guint *n, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (data, length, error);
  JsonArray *contacts;
  gint64 count;

  if (object == NULL || !fw_json_get_array (object, "contacts", &contacts, error) ||
      !fw_json_get_integer (object, "total", &count, error))
    return FALSE;
  *total = (guint64) count;
  *n = json_array_get_length (contacts);
  for (guint i = 0; i < *n; i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (contacts, i)))
      add_contact (listing, json_array_get_element (contacts, i));
  return TRUE;
}

/* ---- from a store ---- */

static const char *
name_code_cb (FwDimension dimension, guint16 code, gpointer user_data)
{
  return fw_centre_name_code (user_data, dimension, code);
}

static gboolean
list_page (FwCentre *centre,
           const FwQuestion *question,
           FwMeasure which,
           Listing *listing,
           guint64 *total,
           guint *n,
           GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  FwJsonWriter writer;

  lines = fw_centre_list_contacts (centre, scope, question, which, listing->printed,
                                   next_page (listing), total, error);
  if (lines == NULL)
    return FALSE;
  fw_json_writer_init (&writer, text);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "total", (gint64) *total);
  fw_json_writer_key (&writer, "contacts");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < lines->len; i++)
    {
      const FwContactLine *line = g_ptr_array_index (lines, i);
      FwContactForm form = { line->source, line->id,     line->site, &line->contact,
                             line->reopen, name_code_cb, centre };

      fw_contact_json_append (&writer, &form);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  return add_json (listing, text->str, text->len, total, n, error);
}

static gboolean
list_here (
    const FwTarget *target, const FwAsk *ask, Listing *listing, guint64 *total, GError **error)
{
  g_autoptr (FwCentre) centre = fw_target_open_centre (target, FW_CENTRE_READ_ONLY, error);
  FwQuestion question = { 0 };
  FwMeasure which = FW_MEASURE_OFFERED;
  gboolean done;
  guint n = 0;

  if (centre == NULL)
    return FALSE;
  if (measure != NULL && !fw_measure_from_name (fw_text (measure), &which))
    return fw_usage_error (error, "--measure: there is no “%s”", measure);
  done = fw_ask_read (ask, centre, &question, error);
  if (done)
    fw_target_tell (target, "contacts-read", NULL, NULL);
  do
    done = done && list_page (centre, &question, which, listing, total, &n, error);
  while (done && n > 0 && next_page (listing) > 0);
  fw_question_clear (&question);
  return done;
}

static gboolean
list_there (
    const FwTarget *target, const FwAsk *ask, Listing *listing, guint64 *total, GError **error)
{
  g_autoptr (FwRemote) remote = NULL;
  g_autoptr (GString) path = g_string_new ("contacts");
  guint n = 0;

  if (!fw_ask_add_query (ask, path, error) ||
      (remote = fw_target_open_remote (target, error)) == NULL)
    return FALSE;
  do
    {
      g_autoptr (GString) page = g_string_new (path->str);
      g_autofree char *offset = g_strdup_printf ("%u", listing->printed);
      g_autofree char *count = g_strdup_printf ("%u", next_page (listing));
      g_autoptr (GBytes) answer = NULL;

      fw_query_add (page, "offset", offset);
      fw_query_add (page, "limit", count);
      answer = fw_remote_request (remote, "GET", page->str, NULL, NULL, NULL, error);
      if (answer == NULL || !add_json (listing, g_bytes_get_data (answer, NULL),
                                       g_bytes_get_size (answer), total, &n, error))
        return FALSE;
    }
  while (n > 0 && next_page (listing) > 0);
  return TRUE;
}

static gboolean
run_contacts (const FwTarget *target, char **arguments, GError **error)
{
  FwAsk ask = { from, to, NULL, NULL, (const char *const *) only, measure };
  Listing listing;
  FwOutput output;
  guint64 total = 0;
  gboolean done;

  if (!fw_check_arguments (arguments, 0, "", error) ||
      !fw_output_from_name (format_name, &output, error))
    return FALSE;
  if (limit < 0)
    return fw_usage_error (error, "--limit: expected 0 or more");
  begin_listing (&listing, output);
  done = target->data != NULL ? list_here (target, &ask, &listing, &total, error)
                              : list_there (target, &ask, &listing, &total, error);
  if (done)
    end_listing (&listing, total);
  else
    g_clear_pointer (&listing.table, fw_grid_free);
  return done;
}

const FwCommand fw_command_contacts = {
  .name = "contacts",
  .arguments = NULL,
  .summary = "The contacts behind a figure, exactly as many as it counts",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .entries = entries,
  .run = run_contacts,
};
