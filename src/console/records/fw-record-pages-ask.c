/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list that is shown by pages asks, and when. */

#include "console/records/fw-record-pages-private.h"

#define AROUND 1 /* pages before and behind the one looked at that are brought up to date */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordPages) self = FW_RECORD_PAGES (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecordReading) reading = fw_record_reading_read_finish (result, &error);
  FwRecordPagesAsked asked = self->asked;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->asked = ASKED_NOTHING;
  if (reading == NULL)
    {
      fw_record_pages_fail (self, asked, error);
      return;
    }
  self->heard = TRUE;
  self->as_of = g_get_real_time ();
  fw_record_pages_take (self, asked, reading);
  g_signal_emit_by_name (self, "changed");
  fw_record_pages_pump (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordPages) self = FW_RECORD_PAGES (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  FwRecordPagesAsked asked = self->asked;

  if (answer != NULL)
    {
      fw_record_reading_read_async (answer, self->kind, self->cancellable, read_cb,
                                    g_object_ref (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->asked = ASKED_NOTHING;
  fw_record_pages_fail (self, asked, error);
}

/* ---- questions ---- */

static char *
make_path (FwRecordPages *self, guint position, guint limit, const char *count)
{
  GString *path = g_string_new ("records/");
  guint place = MIN (position / STRIDE, self->places->len);

  g_string_append_printf (path, "%s?limit=%u%s%s", self->kind->name, limit, count,
                          self->conditions);
  if (self->order != NULL)
    g_string_append_printf (path, "&order=%s%s", self->descending ? "-" : "", self->order);
  if (place > 0)
    {
      g_autofree char *escaped =
          g_uri_escape_string (g_ptr_array_index (self->places, place - 1), NULL, FALSE);

      g_string_append_printf (path, "&after=%s", escaped);
    }
  if (position > place * STRIDE)
    g_string_append_printf (path, "&skip=%u", position - place * STRIDE);
  return g_string_free (path, FALSE);
}

static gboolean
is_reachable (FwRecordPages *self, guint page)
{
  return page * SIZE / STRIDE <= self->places->len;
}

static void
send (FwRecordPages *self, FwRecordPagesAsked asked, const char *path)
{
  self->asked = asked;
  fw_client_request_async (self->client, "GET", path, NULL, NULL, self->cancellable, answered_cb,
                           g_object_ref (self));
}

static void
ask_place (FwRecordPages *self)
{
  guint begin = self->places->len * STRIDE;
  g_autofree char *path = make_path (self, begin + STRIDE - 1, 1, "&count=rest");

  send (self, ASKED_PLACE, path);
}

static void
ask_window (FwRecordPages *self)
{
  guint first;
  g_autofree char *path = NULL;

  self->looked_at = MIN (self->looked_at, self->n_items > 0 ? (self->n_items - 1) / SIZE : 0);
  first = self->fresh || self->looked_at < AROUND ? 0 : self->looked_at - AROUND;
  if (!is_reachable (self, first))
    {
      ask_place (self);
      return;
    }
  self->stale = FALSE;
  self->asked_page = first;
  self->asked_length = self->fresh ? 1 : 2 * AROUND + 1;
  path = make_path (self, first * SIZE, self->asked_length * SIZE, "&count=1");
  send (self, ASKED_WINDOW, path);
}

static gboolean
ask_page (FwRecordPages *self)
{
  while (self->wanted.length > 0)
    {
      guint number = GPOINTER_TO_UINT (g_queue_peek_head (&self->wanted));
      FwRecordRows *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));
      g_autofree char *path = NULL;

      if (page == NULL || page->loaded || number * SIZE >= self->n_items)
        {
          g_queue_pop_head (&self->wanted);
          continue;
        }
      if (!is_reachable (self, number))
        return FALSE;
      g_queue_pop_head (&self->wanted);
      self->asked_page = number;
      path = make_path (self, number * SIZE, SIZE, "");
      send (self, ASKED_PAGE, path);
      return TRUE;
    }
  return FALSE;
}

void
fw_record_pages_pump (FwRecordPages *self)
{
  if (self->asked != ASKED_NOTHING || self->client == NULL ||
      fw_client_get_state (self->client) != FW_CLIENT_ONLINE)
    return;
  if (self->stale)
    ask_window (self);
  else if (!ask_page (self) && (self->counting || self->wanted.length > 0))
    ask_place (self);
}

void
fw_record_pages_stop (FwRecordPages *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->asked = ASKED_NOTHING;
}

/* ---- what is kept from last time ---- */

static void
recalled_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordPages) self = FW_RECORD_PAGES (user_data);
  g_autoptr (FwRecordReading) reading = fw_record_reading_read_finish (result, NULL);
  gint64 *at = g_object_get_data (G_OBJECT (result), "at");

  if (reading == NULL || self->heard || !self->fresh)
    return;
  self->as_of = at != NULL ? *at : 0;
  fw_record_pages_begin (self, reading,
                         reading->count >= 0 ? (guint) reading->count : reading->records->len);
  self->counting = reading->more;
  g_signal_emit_by_name (self, "changed");
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordPages) self = FW_RECORD_PAGES (user_data);
  gint64 at;
  g_autoptr (GBytes) answer = fw_client_recall_finish (FW_CLIENT (source), result, &at, NULL);

  if (answer == NULL || self->heard)
    return;
  self->as_of = at;
  fw_record_reading_read_async (answer, self->kind, self->cancellable, recalled_read_cb,
                                g_object_ref (self));
}

void
fw_record_pages_recall (FwRecordPages *self)
{
  g_autofree char *path = make_path (self, 0, SIZE, "&count=1");

  fw_client_recall_async (self->client, path, self->cancellable, recalled_cb, g_object_ref (self));
}
