/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-own-page.h"

#include "charts/fw-format.h"
#include "console/fw-table-memory.h"
#include "console/own/fw-own-calendar.h"
#include "console/own/fw-own-columns.h"
#include "console/own/fw-own-day.h"
#include "console/own/fw-own-offer.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

#define WEEKS 4
#define DAYS (7 * WEEKS)
#define MEMORY "own-days"
/* Days that are so long over are not remembered any more. */
#define KEPT_DAYS 60

struct _FwOwnPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkLabel *heading;
  GtkLabel *changes;
  GtkWidget *changes_box;
  GtkLabel *weeks[WEEKS]; /* when a week is */
  GtkLabel *paid[WEEKS];  /* what is paid of it */
  FwLiveGrid *grid;
  GListStore *items; /* FwOwnDay */
  gint32 from;       /* the first day that is shown; G_MININT32: the week that runs */
  gint32 today;
};

G_DEFINE_FINAL_TYPE (FwOwnPage, fw_own_page, FW_TYPE_ASKING_PAGE)

/* ---- what she saw last ---- */

/* Of the account at its server: several people may sit at one desk. */
static char *
make_member (FwOwnPage *self)
{
  FwClient *client = fw_page_get_client (FW_PAGE (self));

  return g_strdup_printf ("%s %s", fw_client_get_account_id (client),
                          fw_client_get_server (client));
}

static GVariantDict *
recall (FwOwnPage *self)
{
  g_autofree char *member = make_member (self);
  g_autoptr (GVariant) seen = fw_table_recall (MEMORY, member, G_VARIANT_TYPE_VARDICT);

  return seen != NULL ? g_variant_dict_new (seen) : NULL;
}

/* All that is shown, beside what is remembered of other days. */
static void
keep (FwOwnPage *self)
{
  g_autofree char *member = make_member (self);
  g_autoptr (GVariant) seen = fw_table_recall (MEMORY, member, G_VARIANT_TYPE_VARDICT);
  GVariantDict dict;
  GVariantIter iter;
  const char *date;
  GVariant *value;

  g_variant_dict_init (&dict, NULL);
  if (seen != NULL)
    {
      g_variant_iter_init (&iter, seen);
      while (g_variant_iter_loop (&iter, "{&sv}", &date, &value))
        {
          gint32 day;

          if (fw_date_parse (fw_text (date), &day) && day > self->today - KEPT_DAYS)
            g_variant_dict_insert_value (&dict, date, value);
        }
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (FwOwnDay) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      g_autofree char *shown = fw_date_format (fw_own_day_get (item)->day);

      g_variant_dict_insert (&dict, shown, "s", fw_own_day_get (item)->code);
    }
  fw_table_keep (MEMORY, member, g_variant_dict_end (&dict));
}

/* A day of which nothing is remembered was free; of the past nothing is news. */
static void
compare_with_seen (FwOwnPage *self, GPtrArray *days)
{
  g_autoptr (GVariantDict) seen = recall (self);

  for (guint i = 0; seen != NULL && i < days->len; i++)
    {
      const FwOwnFacts *facts = fw_own_day_get (days->pdata[i]);
      g_autofree char *date = fw_date_format (facts->day);
      const char *code = "";

      g_variant_dict_lookup (seen, date, "&s", &code);
      if (facts->day >= self->today)
        fw_own_day_set_before (days->pdata[i], code);
    }
}

/* ---- showing ---- */

static void
show_weeks (FwOwnPage *self, GPtrArray *days)
{
  for (guint week = 0; week < WEEKS; week++)
    {
      const gint32 from = self->from + (gint32) week * 7;
      g_autofree char *when = fw_own_write_days (from, from + 6);
      g_autofree char *duration = NULL;
      gint64 paid = 0;

      for (guint i = week * 7; i < MIN ((week + 1) * 7, days->len); i++)
        paid += fw_own_day_get (days->pdata[i])->paid;
      duration = fw_own_write_duration (paid);
      gtk_label_set_text (self->weeks[week], when);
      gtk_label_set_text (self->paid[week], paid > 0 ? duration : FW_FORMAT_NONE);
    }
}

static void
show_changes (FwOwnPage *self, GPtrArray *days)
{
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < days->len; i++)
    n += fw_own_day_get (days->pdata[i])->before != NULL;
  text = g_strdup_printf (ngettext ("%u day has changed since you looked.",
                                    "%u days have changed since you looked.", n),
                          n);
  gtk_label_set_text (self->changes, text);
  gtk_widget_set_visible (self->changes_box, n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "own.seen", n > 0);
  fw_page_set_count (FW_PAGE (self), n, _ ("changed days"));
}

static void
show_days (FwOwnPage *self, GPtrArray *days)
{
  g_autofree char *heading = fw_own_write_days (self->from, self->from + DAYS - 1);
  g_autoptr (GVariantDict) seen = recall (self);

  gtk_label_set_text (self->heading, heading);
  compare_with_seen (self, days);
  show_weeks (self, days);
  show_changes (self, days);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       days->pdata, days->len);
  if (seen == NULL)
    keep (self);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack, "board");
}

static GHashTable *
index_shifts (JsonArray *shifts)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (shifts); i++)
    {
      JsonObject *shift = fw_json_find_element (shifts, i);
      const char *day = shift != NULL ? fw_json_find_text (shift, "day") : NULL;

      if (day != NULL)
        g_hash_table_insert (table, (gpointer) day, shift);
    }
  return table;
}

static gboolean
read_date (JsonObject *answer, const char *member, gint32 *day, GError **error)
{
  const char *text;

  return fw_json_get_text (answer, member, &text, error) &&
         (fw_date_parse (fw_text (text), day) || fw_json_refuse (error, member, "a date"));
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwOwnPage *self = FW_OWN_PAGE (page);
  g_autoptr (JsonObject) answer = fw_json_parse_bytes (body, error);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) shifts = NULL;
  const char *name;
  JsonArray *list;
  gint32 last;

  if (answer == NULL || !fw_json_get_text (answer, "name", &name, error) ||
      !read_date (answer, "today", &self->today, error) ||
      !read_date (answer, "from", &self->from, error) ||
      !read_date (answer, "published", &last, error) ||
      !fw_json_get_array (answer, "shifts", &list, error))
    return FALSE;
  shifts = index_shifts (list);
  for (gint32 day = self->from; day < self->from + DAYS; day++)
    {
      g_autofree char *date = fw_date_format (day);

      g_ptr_array_add (days, fw_own_day_new (day, g_hash_table_lookup (shifts, date),
                                             day == self->today, day > last));
    }
  fw_page_set_subtitle (FW_PAGE (self), name);
  show_days (self, days);
  return TRUE;
}

static void
fw_own_page_ask (FwAskingPage *page)
{
  FwOwnPage *self = FW_OWN_PAGE (page);
  g_autofree char *from = NULL, *to = NULL, *path = NULL;

  if (self->from == G_MININT32)
    {
      fw_asking_page_get (page, "own/shifts", take_body);
      return;
    }
  from = fw_date_format (self->from);
  to = fw_date_format (self->from + DAYS - 1);
  path = g_strdup_printf ("own/shifts?from=%s&to=%s", from, to);
  fw_asking_page_get (page, path, take_body);
}

/* ---- what is done ---- */

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwOwnPage *self = FW_OWN_PAGE (widget);

  if (self->from == G_MININT32)
    return;
  self->from += g_str_equal (name, "own.earlier") ? -DAYS : DAYS;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
}

static void
today_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FW_OWN_PAGE (widget)->from = G_MININT32;
  fw_asking_page_ask_soon (FW_ASKING_PAGE (widget));
}

static void
seen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwOwnPage *self = FW_OWN_PAGE (widget);

  keep (self);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (self));
  fw_page_focus (FW_PAGE (self));
}

static gboolean
can_offer (FwOwnPage *self, FwOwnDay *day)
{
  return day != NULL && fw_own_day_get (day)->day > self->today &&
         fw_own_is_work (fw_own_day_get (day));
}

static void
offer (FwOwnPage *self, FwOwnDay *day)
{
  if (can_offer (self, day))
    fw_own_offer_day (FW_PAGE (self), fw_own_day_get (day));
  else
    fw_page_toast (FW_PAGE (self), _ ("Only a day to come on which you work can be offered"));
}

static void
offer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (FwOwnDay) day = fw_live_grid_get_selected (FW_OWN_PAGE (widget)->grid);

  offer (FW_OWN_PAGE (widget), day);
}

static void
calendar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_own_calendar_present (FW_PAGE (widget));
}

static void
activated_cb (FwLiveGrid *grid, FwOwnDay *day, guint column, gpointer user_data)
{
  offer (user_data, day);
}

static char *
fw_own_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_OWN_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_own_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_OWN_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_own_page_focus (FwPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_OWN_PAGE (page)->grid));
}

/* ---- the class ---- */

static void
fw_own_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_own_page_parent_class)->setup (page);
  /* With Ctrl these are the table's own. */
  fw_page_add_key (page, "<Alt>Page_Up", "own.earlier", NULL);
  fw_page_add_key (page, "<Alt>Page_Down", "own.later", NULL);
  fw_page_add_key (page, "<Alt>Home", "own.today", NULL);
  fw_page_add_key (page, "<Control>Return", "own.seen", NULL);
  fw_page_add_key (page, "<Control>n", "own.offer", NULL);
  fw_page_add_key (page, "<Control>i", "own.calendar", NULL);
}

static void
fw_own_page_dispose (GObject *object)
{
  g_clear_object (&FW_OWN_PAGE (object)->items);
  G_OBJECT_CLASS (fw_own_page_parent_class)->dispose (object);
}

static void
fw_own_page_class_init (FwOwnPageClass *klass)
{
  static const char *const kinds[] = { "shift", "shift-template", "person", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_own_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_own_page_dispose;
  page_class->setup = fw_own_page_setup;
  page_class->focus = fw_own_page_focus;
  page_class->copy = fw_own_page_copy;
  page_class->list = fw_own_page_list;
  page_class->is_table = TRUE;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/own/fw-own-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwOwnPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwOwnPage, heading);
  gtk_widget_class_bind_template_child (widget_class, FwOwnPage, changes);
  gtk_widget_class_bind_template_child (widget_class, FwOwnPage, changes_box);
  gtk_widget_class_bind_template_child_full (widget_class, "tiles", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "board", FALSE, 0);
  gtk_widget_class_install_action (widget_class, "own.earlier", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "own.later", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "own.today", NULL, today_action);
  gtk_widget_class_install_action (widget_class, "own.seen", NULL, seen_action);
  gtk_widget_class_install_action (widget_class, "own.offer", NULL, offer_action);
  gtk_widget_class_install_action (widget_class, "own.calendar", NULL, calendar_action);
}

static GtkWidget *
create_tile (FwOwnPage *self, guint week)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *word = gtk_label_new (_ ("paid"));

  self->weeks[week] = GTK_LABEL (gtk_label_new (FW_FORMAT_NONE));
  gtk_label_set_xalign (self->weeks[week], 0);
  gtk_label_set_ellipsize (self->weeks[week], PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->weeks[week]), "tile-title");
  self->paid[week] = GTK_LABEL (gtk_label_new (FW_FORMAT_NONE));
  gtk_widget_add_css_class (GTK_WIDGET (self->paid[week]), "tile-figure");
  gtk_widget_add_css_class (GTK_WIDGET (self->paid[week]), "numeric");
  gtk_widget_set_valign (word, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (GTK_WIDGET (self->paid[week]), GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (word, "dim-label");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->paid[week]));
  gtk_box_append (GTK_BOX (line), word);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->weeks[week]));
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "tile");
  return box;
}

static void
fw_own_page_init (FwOwnPage *self)
{
  GtkFlowBox *tiles;
  GtkBox *board;

  gtk_widget_init_template (GTK_WIDGET (self));
  tiles =
      GTK_FLOW_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_OWN_PAGE, "tiles"));
  board = GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_OWN_PAGE, "board"));
  self->from = G_MININT32;
  for (guint week = 0; week < WEEKS; week++)
    gtk_flow_box_append (tiles, create_tile (self, week));
  self->items = g_list_store_new (FW_TYPE_OWN_DAY);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("own-shifts", _ ("My shifts")));
  fw_own_columns_add (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_sort_by (self->grid, FW_OWN_COLUMN_DAY, GTK_SORT_ASCENDING);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  gtk_box_append (board, GTK_WIDGET (self->grid));
  fw_live_grid_remember (self->grid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "own.seen", FALSE);
}
