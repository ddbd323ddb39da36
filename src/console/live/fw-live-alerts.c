/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-alerts.h"

#include "console/fw-one-stop.h"
#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>

#define SHOWN_ROWS 3 /* more are reached by scrolling */
#define ROW_HEIGHT 30
#define SNOOZE 15 /* minutes */

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
  const FwLiveFrameAlert *alert = fw_alert_row_get (row);
  g_autofree char *what = fw_live_words_alert (alert, zone);
  g_autofree char *care = fw_live_words_alert_care (alert, zone);
  g_autofree char *text = *care != '\0' ? g_strdup_printf ("%s · %s", care, what) : g_strdup (what);
  g_autofree char *window = fw_live_words_alert_window (fw_alert_row_get (row), zone);
  g_autofree char *tooltip = *window != '\0' ? g_strdup_printf ("%s\n%s", text, window) : NULL;

  /* what somebody has taken up is not to be seen to by everybody */
  fw_mark_set (FW_MARK (gtk_widget_get_prev_sibling (GTK_WIDGET (label))),
               *care != '\0' ? FW_MARK_HALF : FW_MARK_TRIANGLE,
               *care != '\0' ? FW_CHART_COLOR_WATCH : FW_CHART_COLOR_LATE);
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

/* Enter on a row does what its first button says. */
static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  FwLiveAlerts *self = data;
  g_autoptr (FwAlertRow) alert = g_list_model_get_item (fw_live_get_alerts (self->live),
                                                        (guint) gtk_list_box_row_get_index (row));

  if (alert != NULL)
    g_signal_emit (self, signals[ACT], 0, alert);
}

static void
add_act (GMenu *menu, const char *label, const char *id, const char *act, guint minutes)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "live.alert", "(ssu)", id, act, minutes);
  g_menu_append_item (menu, item);
}

static GtkWidget *
create_menu (const char *id)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) give = g_menu_item_new (_ ("Give to Somebody…"), NULL);
  GtkWidget *button = gtk_menu_button_new ();

  add_act (menu, _ ("Acknowledge"), id, "acknowledge", 0);
  add_act (menu, _ ("Put Off for 15 Minutes"), id, "snooze", SNOOZE);
  add_act (menu, _ ("Put Off for an Hour"), id, "snooze", 60);
  g_menu_item_set_action_and_target (give, "live.alert-give", "s", id);
  g_menu_append_item (menu, give);
  add_act (menu, _ ("Take Back"), id, "release", 0);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (
      button,
      _ ("Take the alert up: on its row A acknowledges, S puts off, G gives, R takes back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take the alert up"), -1);
  /* the button inside has the focus in its place */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Take the alert up"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/* Of the row that has the keys. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer data)
{
  FwLiveAlerts *self = data;
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  g_autoptr (FwAlertRow) alert = NULL;
  const char *act;

  if (row == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  alert = g_list_model_get_item (fw_live_get_alerts (self->live),
                                 (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  keyval = gdk_keyval_to_lower (keyval);
  act = keyval == GDK_KEY_a   ? "acknowledge"
        : keyval == GDK_KEY_s ? "snooze"
        : keyval == GDK_KEY_r ? "release"
                              : NULL;
  if (alert == NULL || (act == NULL && keyval != GDK_KEY_g))
    return FALSE;
  if (act == NULL)
    gtk_widget_activate_action (row, "live.alert-give", "s", fw_alert_row_get_id (alert));
  else
    gtk_widget_activate_action (row, "live.alert", "(ssu)", fw_alert_row_get_id (alert), act,
                                keyval == GDK_KEY_s ? SNOOZE : 0);
  return TRUE;
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

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), create_menu (fw_alert_row_get_id (alert)));
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
  GtkEventController *keys;
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *stop = g_object_new (FW_TYPE_ONE_STOP, "child", scrolled, NULL);
  GtkWidget *none = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = fw_mark_new ();
  GtkWidget *label = gtk_label_new (NULL);

  self->stack = gtk_stack_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);
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
  gtk_stack_add_named (GTK_STACK (self->stack), stop, "alerts");
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

gboolean
fw_live_alerts_focus (FwLiveAlerts *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (FW_IS_LIVE_ALERTS (self), FALSE);

  row = gtk_list_box_get_row_at_index (self->list, 0);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}
