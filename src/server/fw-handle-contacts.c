/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "intake/fw-intake.h"
#include "protocol/fw-contact-json.h"
#include "protocol/fw-event-line.h"
#include "server/fw-contact-search.h"
#include "server/fw-server-private.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

static const char *
name_cb (FwDimension dimension, guint16 code, gpointer user_data)
{
  return fw_centre_name_code (user_data, dimension, code);
}

static FwContactForm
make_form (FwCentre *centre, const FwContactLine *line)
{
  return (FwContactForm){ .source = line->source,
                          .id = line->id,
                          .site = line->site,
                          .contact = &line->contact,
                          .reopen = line->reopen,
                          .name = name_cb,
                          .user_data = centre };
}

/* ---- a list ---- */

typedef struct
{
  FwMeasure measure;
  guint64 offset;
  guint64 limit;
  gboolean csv;
} Page;

static gboolean
read_page (FwExchange *exchange, Page *page)
{
  const char *measure = fw_exchange_get_query (exchange, "measure");
  const char *format = fw_exchange_get_query (exchange, "format");

  *page = (Page){ .measure = FW_MEASURE_OFFERED, .limit = DEFAULT_LIMIT };
  if (measure != NULL && !fw_measure_from_name (fw_text (measure), &page->measure))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "measure",
                        "measure: no measure of that name: %s", measure);
      return FALSE;
    }
  if (format != NULL && strcmp (format, "json") != 0 && strcmp (format, "csv") != 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "format", "format: json or csv");
      return FALSE;
    }
  page->csv = g_strcmp0 (format, "csv") == 0;

  return fw_exchange_read_number (exchange, "offset", G_MAXINT64, &page->offset) &&
         fw_exchange_read_number (exchange, "limit", MAX_LIMIT, &page->limit);
}

static void
reply_csv (FwExchange *exchange, FwCentre *centre, GPtrArray *lines)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  for (guint i = 0; fw_contact_columns[i] != NULL; i++)
    fw_csv_append (csv, fw_text (fw_contact_columns[i]), fw_contact_columns[i + 1] == NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      FwContactForm form = make_form (centre, lines->pdata[i]);
      g_auto (GStrv) cells = fw_contact_list_cells (&form);

      for (guint c = 0; cells[c] != NULL; c++)
        fw_csv_append (csv, fw_text (cells[c]), cells[c + 1] == NULL);
      if (!fw_exchange_check_size (exchange, csv, "ask with a smaller limit"))
        return;
    }

  fw_exchange_reply (exchange, 200, g_steal_pointer (&csv), "text/csv; charset=utf-8");
}

static void
reply_list (FwExchange *exchange, const FwAsked *query, GPtrArray *lines, guint64 total)
{
  FwCentre *centre = fw_server_of (exchange)->centre;
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "total", (gint64) total);
  fw_json_member_text (&writer, "zone", fw_zone_get_identifier (query->site->zone));
  fw_json_writer_key (&writer, "contacts");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < lines->len; i++)
    {
      FwContactForm form = make_form (centre, lines->pdata[i]);

      fw_contact_json_append (&writer, &form);
      if (!fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
        return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_contacts (FwExchange *exchange)
{
  static const char *const own[] = { "measure", "offset", "limit", "format" };
  FwCentre *centre = fw_server_of (exchange)->centre;
  const char *extra[32] = { NULL };
  g_auto (FwAsked) query = { 0 };
  g_auto (FwContactAsked) asked = { 0 };
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;
  Page page;
  guint64 total;

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    extra[n++] = own[i];
  for (guint i = 0; fw_contact_asked_parameters[i] != NULL; i++)
    extra[n++] = fw_contact_asked_parameters[i];
  if (!fw_asked_read (&query, exchange, centre, FW_ASKED_TIMES, extra) ||
      !read_page (exchange, &page) || !fw_contact_asked_read (&asked, exchange))
    return;

  lines = fw_centre_search_contacts (centre, fw_exchange_get_scope (exchange), &query.question,
                                     page.measure, &asked.search, page.offset, (guint) page.limit,
                                     &total, &error);
  if (lines == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (page.csv)
    reply_csv (exchange, centre, lines);
  else
    reply_list (exchange, &query, lines, total);
}

/* ---- one of them ---- */

static void
write_events (FwJsonWriter *writer, FwEventBatch *events)
{
  g_autoptr (GString) line = g_string_new (NULL);
  FwEventIter iter;
  FwEvent event;

  fw_json_writer_key (writer, "events");
  fw_json_writer_begin_array (writer);
  fw_event_iter_init (&iter, events);
  while (fw_event_iter_next (&iter, &event))
    {
      /* Who called is shown once, and masked. */
      event.customer = FW_TEXT_NONE;
      g_string_truncate (line, 0);
      fw_event_line_append (line, &event);
      fw_json_writer_raw (writer, line->str, line->len - 1); /* without its line end */
    }
  fw_json_writer_end_array (writer);
}

/* Returns: (transfer full) (nullable): who it was, as the first event says that does; NULL also
 * where that was forgotten. */
static char *
find_customer (FwEventBatch *events)
{
  FwEventIter iter;
  FwEvent event;
  guint64 token;

  fw_event_iter_init (&iter, events);
  while (fw_event_iter_next (&iter, &event))
    if (event.customer.length > 0 && !fw_customer_read_token (event.customer, &token))
      return g_strndup (event.customer.data, event.customer.length);
  return NULL;
}

static void
write_masked (FwJsonWriter *writer, FwCentre *centre, const char *site, FwEventBatch *events)
{
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (centre);
  g_autofree char *customer = find_customer (events);
  g_autofree char *masked = NULL;
  double shown =
      fw_directory_get_policy (directory, "customer-digits", site, "", g_get_real_time ());

  if (customer != NULL)
    masked = fw_customer_mask (fw_text (customer), (guint) shown);
  fw_json_member_text (writer, "customer", masked);
}

/* By which the other contacts of the same customer are found (customer=), without the number. */
static void
write_mark (FwJsonWriter *writer, FwCentre *centre, FwEventBatch *events)
{
  g_autofree char *mark = fw_centre_mark_customer_of (centre, events);

  fw_json_member_text (writer, "customer_mark", mark);
}

/* The digits alone, as people write numbers with spaces and the like; NULL where they are all. */
static char *
find_digits (const char *number)
{
  g_autofree char *digits = g_strdup (number);
  char *end = digits;

  for (const char *c = number; *c != '\0'; c++)
    if (strchr (" -()./", *c) == NULL)
      *end++ = *c;
  *end = '\0';
  return *digits != '\0' && strcmp (digits, number) != 0 ? g_steal_pointer (&digits) : NULL;
}

static void
reply_marks (FwExchange *exchange, const char *number)
{
  FwCentre *centre = fw_server_of (exchange)->centre;
  g_autofree char *digits = find_digits (number);
  const char *const numbers[] = { number, digits };
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "customers");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < G_N_ELEMENTS (numbers) && numbers[i] != NULL; i++)
    {
      g_autofree char *mark = fw_centre_mark_customer (centre, numbers[i]);

      fw_json_writer_text (&writer, mark);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* A number is in the body, as addresses stand in logs; contacts are then asked for by its mark. */
void
fw_handle_find_customer (FwExchange *exchange)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  const char *text;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  object = fw_json_parse_bytes (fw_exchange_get_body (exchange), &error);
  if (object == NULL || !fw_json_get_text (object, "customer", &text, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  number = g_strstrip (g_strdup (text));
  if (*number == '\0')
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "customer", "customer: a number");
  else
    reply_marks (exchange, number);
}

/* Whole, for who has to call back; the act stands in the audit trail before the answer goes out. */
void
fw_handle_reveal (FwExchange *exchange)
{
  FwContactLine *line = NULL;
  g_autoptr (FwEventBatch) events = NULL;
  g_autofree char *customer = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  events =
      fw_centre_read_contact (fw_server_of (exchange)->centre, fw_exchange_get_scope (exchange),
                              fw_exchange_get_parameter (exchange, 0),
                              fw_exchange_get_parameter (exchange, 1), &line, &error);
  if (events == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  fw_contact_line_free (line);
  customer = find_customer (events);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "customer", customer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_contact (FwExchange *exchange)
{
  FwCentre *centre = fw_server_of (exchange)->centre;
  FwContactLine *line = NULL;
  g_autoptr (FwEventBatch) events = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;
  FwContactForm form;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  events = fw_centre_read_contact (centre, fw_exchange_get_scope (exchange),
                                   fw_exchange_get_parameter (exchange, 0),
                                   fw_exchange_get_parameter (exchange, 1), &line, &error);
  if (events == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }

  form = make_form (centre, line);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "contact");
  fw_contact_json_append (&writer, &form);
  write_masked (&writer, centre, line->site, events);
  write_mark (&writer, centre, events);
  write_events (&writer, events);
  fw_json_writer_end_object (&writer);
  fw_contact_line_free (line);
  fw_exchange_reply_json (exchange, 200, json);
}
