/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-days.h"
#include "console/live/fw-floor-query.h"
#include "console/live/fw-live-tiles.h"
#include "console/person/fw-person-panels.h"

#include <glib/gi18n-lib.h>

#define AGAIN 60 /* s: days that are not over are asked again */

#define FW_TYPE_PERSON_FIGURES (fw_person_figures_get_type ())
G_DECLARE_FINAL_TYPE (FwPersonFigures, fw_person_figures, FW, PERSON_FIGURES, AdwBin)

struct _FwPersonFigures
{
  AdwBin parent_instance;

  FwPersonShown *shown;
  FwLiveDays *days;
  guint ask_source;
  guint again_source;
};

G_DEFINE_FINAL_TYPE (FwPersonFigures, fw_person_figures, ADW_TYPE_BIN)

static gboolean
ask_cb (gpointer data)
{
  FwPersonFigures *self = data;
  FwPage *page = fw_person_shown_get_page (self->shown);
  g_autofree char *path = NULL;

  self->ask_source = 0;
  if (page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      *fw_person_shown_get_agent (self->shown) == '\0')
    return G_SOURCE_REMOVE;
  path = fw_floor_query_new_alone (fw_page_get_view (page), "agent",
                                   fw_person_shown_get_agent (self->shown));
  fw_live_days_ask (self->days, path);
  return G_SOURCE_REMOVE;
}

/* Several properties of the view change one after the other: one question. */
static void
ask_soon (FwPersonFigures *self)
{
  if (self->ask_source == 0)
    self->ask_source = g_idle_add (ask_cb, self);
}

static gboolean
again_cb (gpointer data)
{
  FwPersonFigures *self = data;
  gboolean runs = FALSE;

  fw_live_get_days (fw_live_days_get_live (self->days), &runs);
  if (runs)
    ask_soon (self);
  return G_SOURCE_CONTINUE;
}

static void
answered_cb (FwPersonFigures *self)
{
  FwPage *page = fw_person_shown_get_page (self->shown);

  if (page == NULL)
    return;
  fw_page_clear_error (page);
  fw_page_set_as_of (page,
                     g_get_real_time () - fw_live_get_age (fw_live_days_get_live (self->days)));
}

static void
failed_cb (FwPersonFigures *self, GError *error)
{
  FwPage *page = fw_person_shown_get_page (self->shown);

  if (page != NULL)
    fw_page_show_error (page, error);
}

static void
open_cb (FwPersonFigures *self, guint measure)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "person.contacts", "s",
                              fw_live_measure_to_name ((FwLiveMeasure) measure));
}

static void
fw_person_figures_map (GtkWidget *widget)
{
  FwPersonFigures *self = FW_PERSON_FIGURES (widget);

  GTK_WIDGET_CLASS (fw_person_figures_parent_class)->map (widget);
  ask_soon (self);
  if (self->again_source == 0)
    self->again_source = g_timeout_add_seconds (AGAIN, again_cb, self);
}

static void
fw_person_figures_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FW_PERSON_FIGURES (widget)->again_source, g_source_remove);
  GTK_WIDGET_CLASS (fw_person_figures_parent_class)->unmap (widget);
}

static void
fw_person_figures_dispose (GObject *object)
{
  FwPersonFigures *self = FW_PERSON_FIGURES (object);

  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_clear_handle_id (&self->again_source, g_source_remove);
  if (self->days != NULL)
    fw_live_days_stop (self->days);
  g_clear_object (&self->days);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (fw_person_figures_parent_class)->dispose (object);
}

static void
fw_person_figures_class_init (FwPersonFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_person_figures_dispose;
  GTK_WIDGET_CLASS (klass)->map = fw_person_figures_map;
  GTK_WIDGET_CLASS (klass)->unmap = fw_person_figures_unmap;
}

static void
fw_person_figures_init (FwPersonFigures *self)
{
}

GtkWidget *
fw_person_figures_new (FwPersonShown *shown)
{
  FwPersonFigures *self = g_object_new (FW_TYPE_PERSON_FIGURES, NULL);
  FwPage *page = fw_person_shown_get_page (shown);
  GtkWidget *tiles = fw_live_tiles_new ();

  self->shown = g_object_ref (shown);
  self->days = fw_live_days_new (fw_page_get_client (page));
  fw_live_tiles_set_live (FW_LIVE_TILES (tiles), fw_live_days_get_live (self->days), TRUE);
  adw_bin_set_child (ADW_BIN (self), tiles);
  g_signal_connect_object (tiles, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->days, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->days, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "changed", G_CALLBACK (ask_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (ask_soon), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
