/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the days want, asked for beside the roster, and held against it below. */
#include "console/roster/fw-roster-page-private.h"

#include "console/records/fw-record-reading.h"
#include "console/roster/fw-roster-words.h"

#include <glib/gi18n-lib.h>

/* Of a day the newest of each queue hold: hardly so many are ever published of two weeks. */
#define MOST 1000

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwRosterPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecordReading) reading = fw_record_reading_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->plan == NULL)
    return;
  if (reading == NULL)
    {
      fw_page_show_error (FW_PAGE (self), error);
      return;
    }
  fw_roster_wants_take (self->cover, reading->records);
  fw_roster_page_show (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwRosterPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);

  /* the roster's own question says what is wrong with the way there */
  if (bytes != NULL && self->plan != NULL)
    fw_record_reading_read_async (
        bytes, fw_client_find_kind (fw_page_get_client (FW_PAGE (self)), "published-forecast"),
        self->asking_needs, read_cb, g_object_ref (self));
}

void
fw_roster_page_ask_needs (FwRosterPage *self)
{
  g_autofree char *from = NULL, *to = NULL;
  g_autoptr (GString) path = NULL;

  g_cancellable_cancel (self->asking_needs);
  g_clear_object (&self->asking_needs);
  if (self->cover->site == NULL)
    return;
  from = fw_date_format (self->cover->first);
  to = fw_date_format (self->cover->first + (gint32) self->cover->n_days - 1);
  path = g_string_new (NULL);
  g_string_printf (path,
                   "records/published-forecast?from.day=%s&to.day=%s&order=-published&limit=%d",
                   from, to, MOST);
  fw_asking_page_append (path, "where.site", self->cover->site);
  self->asking_needs = g_cancellable_new ();
  fw_client_request_async (fw_page_get_client (FW_PAGE (self)), "GET", path->str, NULL, NULL,
                           self->asking_needs, answered_cb, g_object_ref (self));
}

/* ---- showing ---- */

static void
show_chart (FwRosterPage *self, const FwRosterWantsDay *cover, gint32 day)
{
  g_autofree char *date = fw_roster_write_day (day);
  /* Translators: a day */
  g_autofree char *title = g_strdup_printf (_ ("Wanted and planned · %s"), date);
  g_autofree char *lacks = fw_roster_write_lacks (cover, ", ", G_MAXUINT);

  gtk_label_set_text (self->cover_title, title);
  gtk_label_set_text (self->cover_note, cover->known
                                            ? _ ("Wanted: as if everybody answered every queue.")
                                            : _ ("Nothing is published of what this day wants."));
  gtk_widget_set_visible (self->forecast, !cover->known);
  fw_chart_set_title (FW_CHART (self->chart), title);
  fw_cover_chart_set (self->chart, cover->from, cover->n, cover->clock, cover->wanted,
                      cover->planned, cover->lacks, lacks);
}

/* Where the pane beside the people does not fit, what it says is one line. */
static void
show_sentence (FwRosterPage *self, const FwRosterWantsDay *cover, const char *cell)
{
  g_autofree char *line = cover != NULL ? fw_roster_write_cover_line (cover) : NULL;
  g_autofree char *both = line != NULL && cell != NULL ? g_strconcat (cell, " ", line, NULL) : NULL;

  gtk_label_set_text (self->sentence, both != NULL ? both : cell != NULL ? cell : "");
}

void
fw_roster_page_show_cover (FwRosterPage *self, gint32 day, const char *cell)
{
  const FwRosterWantsDay *cover =
      self->cover != NULL ? fw_roster_wants_get (self->cover, day) : NULL;

  if (cover != NULL)
    show_chart (self, cover, day);
  show_sentence (self, cover, cell);
  gtk_widget_set_visible (self->cover_box, cover != NULL && self->shown.has_room);
}

void
fw_roster_page_go_forecast (FwRosterPage *self)
{
  fw_page_go (FW_PAGE (self), "forecast", NULL);
}

/* ---- room ---- */

static gboolean
show_room_cb (gpointer data)
{
  FwRosterPage *self = data;

  self->room_source = 0;
  if (self->plan != NULL)
    fw_roster_page_show (self);
  return G_SOURCE_REMOVE;
}

/* What is seen may not change while the window is laid out. */
static void
resized_cb (FwRosterPage *self, GParamSpec *pspec, GdkSurface *surface)
{
  const gboolean room = gdk_surface_get_height (surface) >= FW_ROSTER_ROOM;
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));

  /* a page may have been put into another window since */
  if (room == self->shown.has_room || native == NULL || gtk_native_get_surface (native) != surface)
    return;
  self->shown.has_room = room;
  if (self->room_source == 0)
    self->room_source = g_idle_add (show_room_cb, self);
}

void
fw_roster_page_watch_room (FwRosterPage *self)
{
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self)));

  g_signal_handlers_disconnect_by_func (surface, resized_cb, self);
  g_signal_connect_object (surface, "notify::height", G_CALLBACK (resized_cb), self,
                           G_CONNECT_SWAPPED);
  resized_cb (self, NULL, surface);
}
