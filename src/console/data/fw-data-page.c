/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/data/fw-data-page.h"

#include "charts/fw-format.h"
#include "console/data/fw-strike-dialog.h"
#include "protocol/fw-json.h"

#define MOST_ROWS 200

struct _FwDataPage
{
  FwPage parent_instance;

  AdwPreferencesGroup *health;
  AdwPreferencesGroup *held;
  AdwPreferencesGroup *struck;

  GPtrArray *health_rows; /* GtkWidget, not owned */
  GPtrArray *held_rows;
  GPtrArray *struck_rows;
};

G_DEFINE_FINAL_TYPE (FwDataPage, fw_data_page, FW_TYPE_PAGE)

static void load (FwDataPage *self);

/* ---- rows ---- */

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, GPtrArray *rows, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  /* Sources, ids and reasons are texts of others, never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
  return ADW_ACTION_ROW (row);
}

static void
add_mark (AdwActionRow *row, const char *icon)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_action_row_add_prefix (row, image);
}

/* ---- what is kept ---- */

/* A wrong clock is often wrong by years. */
static char *
format_moment (gint64 at)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = fw_format_day (at, NULL);
  g_autofree char *clock = fw_format_clock (at, NULL);

  if (moment == NULL || g_date_time_get_year (moment) == g_date_time_get_year (now))
    /* Translators: a day and a time of day. */
    return g_strdup_printf (C_ ("moment", "%s, %s"), day, clock);
  /* Translators: a day, its year and a time of day. */
  return g_strdup_printf (C_ ("moment", "%s %d, %s"), day, g_date_time_get_year (moment), clock);
}

static void
add_loss (FwDataPage *self, JsonObject *loss)
{
  g_autofree char *from = format_moment (fw_json_find_moment (loss, "from"));
  g_autofree char *until = format_moment (fw_json_find_moment (loss, "until"));
  g_autofree char *title = g_strdup_printf (_ ("Events between %s and %s are gone"), from, until);

  add_mark (add_row (self->health, self->health_rows, title,
                     _ ("Figures of that time are too low. Import the logs of that time again; "
                        "nothing counts twice. “floorwalkerctl salvage” makes a whole store of "
                        "what is left, or restore a backup.")),
            "dialog-warning-symbolic");
}

static void
add_concerns (FwDataPage *self, guint64 n)
{
  g_autofree char *count = fw_format_count ((gint64) n);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%s more thing is not as it should be",
                                 "%s more things are not as they should be", (gulong) n),
                       count);

  add_mark (add_row (self->health, self->health_rows, title,
                     _ ("“floorwalkerctl verify” and the server's output say which.")),
            "dialog-warning-symbolic");
}

static void
show_health (FwDataPage *self, JsonObject *health)
{
  const char *status = fw_json_find_text (health, "status");
  JsonArray *losses = NULL;

  clear_rows (self->health, self->health_rows);
  if (g_strcmp0 (status, "read-only") == 0)
    add_mark (add_row (self->health, self->health_rows, _ ("Nothing can be written just now"),
                       _ ("See that the server's disk has room; its output says more. What was "
                          "taken is safe, and it goes on by itself.")),
              "dialog-warning-symbolic");
  fw_json_get_array (health, "losses", &losses, NULL);
  for (guint i = 0; losses != NULL && i < json_array_get_length (losses); i++)
    if (fw_json_find_element (losses, i) != NULL)
      add_loss (self, fw_json_find_element (losses, i));
  if (fw_json_find_count (health, "concerns") > 0)
    add_concerns (self, fw_json_find_count (health, "concerns"));
  if (self->health_rows->len == 0)
    add_mark (add_row (self->health, self->health_rows, _ ("No damage is known"),
                       _ ("“floorwalkerctl verify” reads everything and compares it with what is "
                          "shown.")),
              "emblem-ok-symbolic");
}

/* ---- events ---- */

static void
open_dialog (FwDataPage *self, const char *source, const char *day, const char *id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = fw_strike_dialog_new (fw_page_get_client (FW_PAGE (self)), source, day, id);

  g_signal_connect_object (dialog, "struck", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
strike_clicked_cb (FwDataPage *self)
{
  open_dialog (self, NULL, NULL, NULL);
}

static void
strike_held_cb (GtkButton *button, FwDataPage *self)
{
  JsonObject *event = g_object_get_data (G_OBJECT (button), "event");
  const char *at = fw_json_find_text (event, "at");
  g_autofree char *day = g_strndup (at != NULL ? at : "", strlen ("2026-03-02"));

  open_dialog (self, fw_json_find_text (event, "source"), day, fw_json_find_text (event, "id"));
}

static void
add_held (FwDataPage *self, JsonObject *event)
{
  const char *source = fw_json_find_text (event, "source"), *id = fw_json_find_text (event, "id");
  g_autofree char *at = format_moment (fw_json_find_moment (event, "at"));
  g_autofree char *arrived = format_moment (fw_json_find_moment (event, "arrived"));
  /* Translators: a source and an id; then two moments. */
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), source, id);
  g_autofree char *subtitle = g_strdup_printf (_ ("counts from %s; arrived %s"), at, arrived);
  g_autofree char *spoken = g_strdup_printf (_ ("Strike out %s"), title);
  AdwActionRow *row = add_row (self->held, self->held_rows, title, subtitle);
  GtkWidget *button = gtk_button_new_with_label (_ ("Strike out…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "event", json_object_ref (event),
                          (GDestroyNotify) json_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (strike_held_cb), self, 0);
  adw_action_row_add_suffix (row, button);
}

static void
add_struck (FwDataPage *self, JsonObject *event)
{
  g_autofree char *at = format_moment (fw_json_find_moment (event, "at"));
  g_autofree char *moment = format_moment (fw_json_find_moment (event, "moment"));
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), fw_json_find_text (event, "source"),
                                            fw_json_find_text (event, "id"));
  /* Translators: a reason; the moment of the event; who struck it out, and when. */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s (of %s; struck out by %s on %s)"),
                                               fw_json_find_text (event, "reason"), at,
                                               fw_json_find_text (event, "account"), moment);

  add_row (self->struck, self->struck_rows, title, subtitle);
}

typedef void (*AddEvent) (FwDataPage *self, JsonObject *event);

static void
show_list (FwDataPage *self,
           JsonArray *array,
           AddEvent add,
           AdwPreferencesGroup *group,
           GPtrArray *rows,
           const char *nothing)
{
  guint n = json_array_get_length (array);

  clear_rows (group, rows);
  for (guint i = 0; i < n && i < MOST_ROWS; i++)
    if (fw_json_find_element (array, i) != NULL)
      add (self, fw_json_find_element (array, i));
  if (n > MOST_ROWS)
    {
      g_autofree char *rest = fw_format_count (n - MOST_ROWS);
      g_autofree char *title = g_strdup_printf (_ ("and %s more"), rest);

      add_row (group, rows, title, _ ("“floorwalkerctl events” lists them all."));
    }
  if (n == 0)
    add_row (group, rows, nothing, "");
}

/* ---- asking ---- */

static void
show_answer (FwDataPage *self, JsonObject *answer)
{
  JsonArray *array;

  if (fw_json_has (answer, "status"))
    show_health (self, answer);
  else if (fw_json_has (answer, "held") && fw_json_get_array (answer, "held", &array, NULL))
    show_list (self, array, add_held, self->held, self->held_rows, _ ("Nothing waits"));
  else if (fw_json_has (answer, "struck") && fw_json_get_array (answer, "struck", &array, NULL))
    show_list (self, array, add_struck, self->struck, self->struck_rows,
               _ ("Nothing is struck out"));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwDataPage) self = FW_DATA_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;

  if (g_cancellable_is_cancelled (fw_page_get_cancellable (FW_PAGE (self))))
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer == NULL)
    {
      fw_page_show_error (FW_PAGE (self), error);
      return;
    }
  fw_page_clear_error (FW_PAGE (self));
  show_answer (self, answer);
}

static void
load (FwDataPage *self)
{
  static const char *const paths[] = { "health", "events/held", "events/struck" };
  FwPage *page = FW_PAGE (self);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    fw_client_request_async (fw_page_get_client (page), "GET", paths[i], NULL, NULL,
                             fw_page_get_cancellable (page), answered_cb, g_object_ref (self));
}

static void
fw_data_page_setup (FwPage *page)
{
  load (FW_DATA_PAGE (page));
}

static void
fw_data_page_finalize (GObject *object)
{
  FwDataPage *self = FW_DATA_PAGE (object);

  g_ptr_array_unref (self->health_rows);
  g_ptr_array_unref (self->held_rows);
  g_ptr_array_unref (self->struck_rows);

  G_OBJECT_CLASS (fw_data_page_parent_class)->finalize (object);
}

static void
fw_data_page_class_init (FwDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_data_page_finalize;
  FW_PAGE_CLASS (klass)->setup = fw_data_page_setup;
  FW_PAGE_CLASS (klass)->refresh = fw_data_page_setup;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/data/fw-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwDataPage, health);
  gtk_widget_class_bind_template_child (widget_class, FwDataPage, held);
  gtk_widget_class_bind_template_child (widget_class, FwDataPage, struck);
  gtk_widget_class_bind_template_callback (widget_class, strike_clicked_cb);
}

static void
fw_data_page_init (FwDataPage *self)
{
  self->health_rows = g_ptr_array_new ();
  self->held_rows = g_ptr_array_new ();
  self->struck_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
