/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-care.h"

#include "console/fw-care.h"
#include "console/fw-drop-down.h"
#include "console/fw-form-dialog.h"
#include "console/fw-page.h"
#include "console/live/fw-floor-query.h"
#include "console/live/fw-live-alerts.h"
#include "console/records/fw-record-list.h"

#include <glib/gi18n-lib.h>

static const char *
find_done (const char *act)
{
  return g_str_equal (act, "snooze") ? _ ("The alert is put off")
         : g_str_equal (act, "give") ? _ ("The alert is given")
                                     : _ ("The alert is acknowledged");
}

/* @act: static or interned. */
static void
ask (FwPage *page, const char *id, const char *act, guint minutes, const char *person)
{
  fw_care_send (page, &(const FwCare){ .path = "alerts",
                                       .id = id,
                                       .act = act,
                                       .minutes = minutes,
                                       .to = person,
                                       .said = find_done (act),
                                       .undone = _ ("The alert is taken back") });
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *id, *act;
  guint minutes;

  g_variant_get (parameter, "(&s&su)", &id, &act, &minutes);
  ask (FW_PAGE (widget), id, g_intern_string (act), minutes, NULL);
}

/* ---- to whom ---- */

typedef struct
{
  FwPage *page;
  char *id;
  GtkDropDown *people;
} Gift;

static void
free_gift (gpointer data)
{
  Gift *gift = data;

  g_object_unref (gift->page);
  g_free (gift->id);
  g_free (gift);
}

static void
give (gpointer data)
{
  const Gift *gift = data;
  FwRecordItem *person = gtk_drop_down_get_selected_item (gift->people);

  if (person != NULL)
    ask (gift->page, gift->id, "give", 0, fw_record_item_get_id (person));
}

static char *
write_name (FwRecordItem *item, gpointer data)
{
  return g_strdup (item != NULL ? fw_record_item_get_title (item) : "");
}

static void
chosen_cb (GtkDropDown *people)
{
  FwRecordItem *person = gtk_drop_down_get_selected_item (people);

  fw_drop_down_set_name (people, _ ("Person"),
                         person != NULL ? fw_record_item_get_title (person) : NULL);
}

static int
compare_people (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (fw_record_item_get_title ((gpointer) a),
                         fw_record_item_get_title ((gpointer) b));
}

static GtkWidget *
create_people (FwClient *client)
{
  FwRecordList *list = fw_record_list_get (client, fw_kind_find ("person"));
  GListModel *sorted = G_LIST_MODEL (
      gtk_sort_list_model_new (g_object_ref (fw_record_list_get_items (list)),
                               GTK_SORTER (gtk_custom_sorter_new (compare_people, NULL, NULL))));
  GtkExpression *name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                     G_CALLBACK (write_name), NULL, NULL);
  GtkWidget *people = gtk_drop_down_new (sorted, name);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (people), TRUE);
  g_signal_connect (people, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (GTK_DROP_DOWN (people));
  return people;
}

static void
give_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwPage *page = FW_PAGE (widget);
  GtkWidget *people = create_people (fw_page_get_client (page));
  Gift *gift = g_new (Gift, 1);

  *gift =
      (Gift){ g_object_ref (page), g_variant_dup_string (parameter, NULL), GTK_DROP_DOWN (people) };
  fw_form_dialog_present (
      widget,
      &(const FwFormDialog){ .heading = _ ("Give the Alert to Somebody"),
                             .body = _ ("Every desk that sees the alert is told whose it is."),
                             .answer = _ ("Give"),
                             .form = people,
                             .focus = people },
      give, gift, free_gift);
}

static FwLiveAlerts *
find_alerts (GtkWidget *widget)
{
  FwLiveAlerts *found =
      FW_IS_LIVE_ALERTS (widget) && gtk_widget_get_mapped (widget) ? FW_LIVE_ALERTS (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_alerts (child);
  return found;
}

static void
focus_alerts (FwPage *page)
{
  FwLiveAlerts *alerts = find_alerts (GTK_WIDGET (page));

  if (alerts == NULL || !fw_live_alerts_focus (alerts))
    fw_page_toast (page, _ ("There is no alert"));
}

static gboolean
focus_alerts_cb (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    focus_alerts (data);
  return G_SOURCE_REMOVE;
}

/* Alerts are of now: on the floor of days that are over that of today is shown first, which the
 * page does once the loop is idle. */
static void
alerts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwView *view = fw_page_get_view (FW_PAGE (widget));

  if (fw_floor_query_is_now (view))
    {
      focus_alerts (FW_PAGE (widget));
      return;
    }
  fw_view_set (view, "range", "today");
  g_idle_add_full (G_PRIORITY_LOW, focus_alerts_cb, g_object_ref (widget), g_object_unref);
}

void
fw_live_care_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "live.alerts", NULL, alerts_action);
  gtk_widget_class_install_action (klass, "live.alert", "(ssu)", act_action);
  gtk_widget_class_install_action (klass, "live.alert-give", "s", give_action);
}
