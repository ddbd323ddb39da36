/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-format.h"
#include "charts/fw-mark.h"
#include "client/fw-live.h"
#include "console/live/fw-live-words.h"
#include "console/person/fw-person-panels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TICK 1 /* s: the time in a state goes on without a word of the server */

#define FW_TYPE_PERSON_NOW (fw_person_now_get_type ())
G_DECLARE_FINAL_TYPE (FwPersonNow, fw_person_now, FW, PERSON_NOW, AdwBin)

struct _FwPersonNow
{
  AdwBin parent_instance;

  FwPersonShown *shown;
  FwLive *live;
  FwMark *mark;
  GtkLabel *state;
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (FwPersonNow, fw_person_now, ADW_TYPE_BIN)

static char *
write_state (FwPersonRow *row)
{
  FwAgentState state = fw_person_row_get_state (row);
  const char *reason = fw_person_row_get_reason (row);
  const char *word = state == FW_AGENT_PAUSED && *reason != '\0' ? fw_live_words_reason (reason)
                                                                 : fw_live_words_state (state);
  gint64 since = fw_person_row_get_since (row);
  double seconds = since > 0 ? (double) MAX (g_get_real_time () - since, 0) / G_USEC_PER_SEC : NAN;
  g_autofree char *duration = fw_format_duration (seconds);
  g_autofree char *limit = NULL, *count = NULL, *time = NULL;

  if (!isnan (fw_person_row_get_limit (row)))
    {
      limit = fw_format_duration (fw_person_row_get_limit (row));
      time = g_strdup_printf (_ ("%s of %s"), duration, limit);
    }
  count = g_strdup_printf (
      ngettext ("%u contact today", "%u contacts today", fw_person_row_get_contacts (row)),
      fw_person_row_get_contacts (row));
  return g_strdup_printf (
      "%s · %s%s%s · %s", word, time != NULL ? time : duration,
      fw_person_row_is_late (row) ? " · " : "",
      fw_person_row_is_late (row) ? fw_live_words_verdict (FW_VERDICT_LATE) : "", count);
}

static void
show (FwPersonNow *self)
{
  FwPersonRow *row = fw_live_find_person (self->live, fw_person_shown_get_agent (self->shown));
  g_autofree char *text = row != NULL ? write_state (row) : NULL;
  FwLiveState known = fw_live_get_state (self->live);

  if (text == NULL)
    text = g_strdup (known == FW_LIVE_CURRENT ? _ ("not signed in")
                                              : _ ("Not known until the server answers"));
  if (g_strcmp0 (gtk_label_get_text (self->state), text) != 0)
    gtk_label_set_text (self->state, text);
  fw_mark_set (self->mark,
               row == NULL                   ? FW_MARK_RING
               : fw_person_row_is_late (row) ? FW_MARK_TRIANGLE
                                             : FW_MARK_DISC,
               row == NULL                   ? FW_CHART_COLOR_NO_DATA
               : fw_person_row_is_late (row) ? FW_CHART_COLOR_LATE
                                             : FW_CHART_COLOR_IN_ORDER);
}

static gboolean
tick_cb (gpointer data)
{
  show (data);
  return G_SOURCE_CONTINUE;
}

static void
follow (FwPersonNow *self)
{
  const char *agent = fw_person_shown_get_agent (self->shown);
  g_autoptr (GString) filter = g_string_new ("agent=");
  g_auto (GStrv) pieces = g_strsplit (agent, ",", -1);
  g_autofree char *value = g_strjoinv ("\\,", pieces);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || *agent == '\0')
    {
      fw_live_stop (self->live);
      return;
    }
  g_string_append_uri_escaped (filter, value, NULL, TRUE);
  fw_live_ask (self->live, "", filter->str);
  show (self);
}

/* A stream is for what is looked at. */
static void
fw_person_now_map (GtkWidget *widget)
{
  FwPersonNow *self = FW_PERSON_NOW (widget);

  GTK_WIDGET_CLASS (fw_person_now_parent_class)->map (widget);
  follow (self);
  if (self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (TICK, tick_cb, self);
}

static void
fw_person_now_unmap (GtkWidget *widget)
{
  FwPersonNow *self = FW_PERSON_NOW (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  fw_live_stop (self->live);
  GTK_WIDGET_CLASS (fw_person_now_parent_class)->unmap (widget);
}

static void
fw_person_now_dispose (GObject *object)
{
  FwPersonNow *self = FW_PERSON_NOW (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->live != NULL)
    fw_live_stop (self->live);
  g_clear_object (&self->live);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (fw_person_now_parent_class)->dispose (object);
}

static void
fw_person_now_class_init (FwPersonNowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_person_now_dispose;
  GTK_WIDGET_CLASS (klass)->map = fw_person_now_map;
  GTK_WIDGET_CLASS (klass)->unmap = fw_person_now_unmap;
}

static void
fw_person_now_init (FwPersonNow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->mark = FW_MARK (fw_mark_new ());
  self->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->state, 0);
  gtk_label_set_wrap (self->state, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->mark));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->state));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
fw_person_now_new (FwPersonShown *shown)
{
  FwPersonNow *self = g_object_new (FW_TYPE_PERSON_NOW, NULL);

  self->shown = g_object_ref (shown);
  self->live = fw_live_new (fw_page_get_client (fw_person_shown_get_page (shown)));
  g_signal_connect_object (self->live, "updated", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "notify::state", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shown, "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
