/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-alerts.h"

#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>

#define SHOWN_ROWS 3 /* more are reached by scrolling */
#define ROW_HEIGHT 30

struct _FwLiveAlerts
{
  GtkWidget parent_instance;

  FwLive *live;
  GtkWidget *box;
  GtkLabel *heading;
  GtkWidget *stack;
  FwMark *none_mark;
  GtkLabel *none_label;
  GtkListBox *list;
};

enum
{
  ACT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveAlerts, fw_live_alerts, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

const char *
fw_live_alerts_get_action (const FwLiveFrameAlert *alert)
{
  if (g_strcmp0 (alert->dimension, "agent") == 0)
    return _ ("Show person");
  if (g_strcmp0 (alert->action, "why") == 0 && alert->measure < FW_LIVE_WAITING)
    return _ ("Why?");
  /* who waits has not been counted anywhere yet: there are no contacts to open */
  return alert->measure == FW_LIVE_WAITING && g_strcmp0 (alert->dimension, "queue") == 0
             ? _ ("Show queues")
             : _ ("Open contacts");
}

static void
show_alert (FwAlertRow *row, GParamSpec *pspec, gpointer data)
{
  GtkLabel *label = data;
  FwLiveAlerts *self =
      FW_LIVE_ALERTS (gtk_widget_get_ancestor (GTK_WIDGET (label), FW_TYPE_LIVE_ALERTS));
  GTimeZone *zone = self != NULL ? fw_live_get_zone (self->live) : NULL;
  g_autofree char *text = fw_live_words_alert (fw_alert_row_get (row), zone);
  g_autofree char *window = fw_live_words_alert_window (fw_alert_row_get (row), zone);
  g_autofree char *tooltip = *window != '\0' ? g_strdup_printf ("%s\n%s", text, window) : NULL;

  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), tooltip != NULL ? tooltip : text);
}

static void
clicked_cb (GtkButton *button, gpointer data)
{
  FwLiveAlerts *self =
      FW_LIVE_ALERTS (gtk_widget_get_ancestor (GTK_WIDGET (button), FW_TYPE_LIVE_ALERTS));

  if (self != NULL)
    g_signal_emit (self, signals[ACT], 0, data);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  FwAlertRow *alert = item;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = fw_mark_new ();
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button =
      gtk_button_new_with_label (fw_live_alerts_get_action (fw_alert_row_get (alert)));

  fw_mark_set (FW_MARK (mark), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (alert, "notify::revision", G_CALLBACK (show_alert), label, 0);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), alert, 0);
  show_alert (alert, NULL, label);
  return box;
}

static void
show_state (FwLiveAlerts *self)
{
  guint n = g_list_model_get_n_items (fw_live_get_alerts (self->live));
  gboolean known = fw_live_get_state (self->live) == FW_LIVE_CURRENT;
  g_autofree char *text = known ? g_strdup_printf (_ ("Alerts: %u"), n) : g_strdup (_ ("Alerts"));

  gtk_label_set_text (self->heading, text);
  /* nobody must take silence for good news */
  gtk_label_set_text (self->none_label, known ? _ ("No alerts: every limit is kept")
                                              : _ ("Not known until the server answers"));
  fw_mark_set (self->none_mark, known ? FW_MARK_DISC : FW_MARK_RING,
               known ? FW_CHART_COLOR_IN_ORDER : FW_CHART_COLOR_NO_DATA);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "alerts" : "none");
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  show_state (data);
}

static void
live_state_cb (FwLive *live, GParamSpec *pspec, gpointer data)
{
  show_state (data);
}

static void
fw_live_alerts_dispose (GObject *object)
{
  FwLiveAlerts *self = FW_LIVE_ALERTS (object);

  if (self->live != NULL)
    {
      g_signal_handlers_disconnect_by_data (fw_live_get_alerts (self->live), self);
      g_signal_handlers_disconnect_by_data (self->live, self);
    }
  g_clear_object (&self->live);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_live_alerts_parent_class)->dispose (object);
}

static void
fw_live_alerts_class_init (FwLiveAlertsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_alerts_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[ACT] = g_signal_new ("act", FW_TYPE_LIVE_ALERTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, FW_TYPE_ALERT_ROW);
}

static void
fw_live_alerts_init (FwLiveAlerts *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = fw_mark_new ();
  GtkWidget *label = gtk_label_new (NULL);

  self->stack = gtk_stack_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "alerts");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Alerts"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              SHOWN_ROWS * ROW_HEIGHT);
  gtk_widget_add_css_class (scrolled, "alerts");
  gtk_widget_set_valign (none, GTK_ALIGN_START);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              SHOWN_ROWS * ROW_HEIGHT);
  gtk_widget_add_css_class (label, "soft");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  self->none_mark = FW_MARK (mark);
  self->none_label = GTK_LABEL (label);
  gtk_box_append (GTK_BOX (none), mark);
  gtk_box_append (GTK_BOX (none), label);
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "alerts");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_widget_set_size_request (GTK_WIDGET (self->heading), -1, 28);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
fw_live_alerts_set_live (FwLiveAlerts *self, FwLive *live)
{
  g_return_if_fail (FW_IS_LIVE_ALERTS (self));

  g_set_object (&self->live, live);
  gtk_list_box_bind_model (self->list, fw_live_get_alerts (live), create_row, NULL, NULL);
  g_signal_connect (fw_live_get_alerts (live), "items-changed", G_CALLBACK (items_changed_cb),
                    self);
  g_signal_connect (live, "notify::state", G_CALLBACK (live_state_cb), self);
  show_state (self);
}
