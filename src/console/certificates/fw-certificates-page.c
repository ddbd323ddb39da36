/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/certificates/fw-certificates-page.h"

#include "charts/fw-format.h"
#include "console/certificates/fw-certificate-columns.h"
#include "console/certificates/fw-certificate-words.h"
#include "console/fw-drop-down.h"
#include "console/fw-fold-box.h"
#include "console/fw-month-view.h"
#include "console/fw-needle.h"
#include "console/fw-one-stop.h"
#include "core/calendar/fw-zone.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* Rows of one answer; a board of more comes in several. */
#define PAGE 1000

/* What is worst first; the last two are shown where there are any. */
static const FwCertificateState tiles[] = {
  FW_CERTIFICATE_EXPIRED, FW_CERTIFICATE_NONE,      FW_CERTIFICATE_GRACE,   FW_CERTIFICATE_WINDOW,
  FW_CERTIFICATE_VALID,   FW_CERTIFICATE_SUSPENDED, FW_CERTIFICATE_REVOKED,
};
#define N_TILES G_N_ELEMENTS (tiles)
#define N_ALWAYS 5

struct _FwCertificatesPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  GtkWidget *buttons[N_TILES]; /* GtkToggleButton: pressed, those alone are shown */
  GtkLabel *figures[N_TILES];
  GtkLabel *forecast;
  GtkEditable *search;
  GtkDropDown *order;
  GtkWidget *record;
  GtkStack *parts;
  GtkToggleButton *table_button;
  GtkToggleButton *calendar_button;
  AdwBin *table;
  FwLiveGrid *grid;
  FwMonthView *calendar;
  GListStore *items; /* FwCertificateItem */
  GPtrArray *coming; /* (nullable): of the pages that have come; shown when the last is there */
  char *needle;      /* what is looked for */
  char *day;         /* (nullable): of the last answer */
  char *path;        /* of the question, without where it begins */
};

G_DEFINE_FINAL_TYPE (FwCertificatesPage, fw_certificates_page, FW_TYPE_ASKING_PAGE)

/* ---- the filter ---- */

static gboolean
is_chosen (FwCertificatesPage *self, FwCertificateState state)
{
  gboolean any = FALSE;

  for (guint i = 0; i < N_TILES; i++)
    {
      gboolean pressed = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[i]));

      if (pressed && tiles[i] == state)
        return TRUE;
      any = any || pressed;
    }
  return !any;
}

/* The last day on which something that counts now does; "" where nothing does. */
static const char *
get_end (const FwCertificateFacts *facts)
{
  switch (facts->state)
    {
    case FW_CERTIFICATE_VALID:
    case FW_CERTIFICATE_WINDOW:
      return facts->until;
    case FW_CERTIFICATE_GRACE:
      return facts->by;
    case FW_CERTIFICATE_NONE:
    case FW_CERTIFICATE_EXPIRED:
    case FW_CERTIFICATE_SUSPENDED:
    case FW_CERTIFICATE_REVOKED:
    case FW_N_CERTIFICATE_STATES:
      break;
    }
  return "";
}

static gboolean
match (gpointer item, gpointer data)
{
  FwCertificatesPage *self = data;
  const FwCertificateFacts *facts = fw_certificate_item_get (item);

  return is_chosen (self, facts->state) && (fw_needle_matches (self->needle, facts->name) ||
                                            fw_needle_matches (self->needle, facts->scheme_title) ||
                                            fw_needle_matches (self->needle, facts->team) ||
                                            fw_needle_matches (self->needle, facts->person) ||
                                            fw_needle_matches (self->needle, get_end (facts)));
}

static void
show_count (FwCertificatesPage *self)
{
  const guint n = fw_live_grid_count (self->grid);
  g_autofree char *number = fw_format_count (n);
  g_autofree char *rows =
      g_strdup_printf (ngettext ("%s certificate", "%s certificates", n), number);
  /* Translators: how many certificates, and the day they stand so */
  g_autofree char *text = g_strdup_printf (_ ("%s on %s"), rows, self->day);

  fw_page_set_subtitle (FW_PAGE (self), text);
}

/* ---- the calendar ---- */

static gboolean
is_calendar (FwCertificatesPage *self)
{
  return !gtk_toggle_button_get_active (self->table_button);
}

static void
fill_calendar (FwCertificatesPage *self)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (FwMonthEntry));
  g_autoptr (GPtrArray) details = g_ptr_array_new_with_free_func (g_free);
  gint32 today;

  if (!is_calendar (self) || self->day == NULL || !fw_date_parse (fw_text (self->day), &today))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (FwCertificateItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const FwCertificateFacts *facts = fw_certificate_item_get (item);
      FwMonthEntry entry = { .shape = fw_certificate_shape (facts->state),
                             .color = fw_certificate_color (facts->state),
                             .text = facts->name };

      if (!match (item, self) || !fw_date_parse (fw_text (get_end (facts)), &entry.day))
        continue;
      entry.detail = g_strdup_printf ("%s · %s", facts->name, facts->scheme_title);
      g_ptr_array_add (details, (gpointer) entry.detail);
      g_array_append_val (entries, entry);
    }
  fw_month_view_set_entries (self->calendar, (const FwMonthEntry *) (void *) entries->data,
                             entries->len);
  fw_month_view_set_today (self->calendar, today);
}

static void
part_cb (FwCertificatesPage *self)
{
  gint32 day;

  /* The day that was looked into is behind who comes back to the months. */
  if (is_calendar (self) && fw_date_parse (fw_text (self->needle), &day))
    gtk_editable_set_text (self->search, "");
  gtk_stack_set_visible_child_name (self->parts, is_calendar (self) ? "calendar" : "table");
  gtk_widget_set_sensitive (GTK_WIDGET (self->order), !is_calendar (self));
  fill_calendar (self);
}

/* A day is looked into in the table, by what is looked for there. */
static void
day_chosen_cb (FwCertificatesPage *self, gint day)
{
  g_autofree char *text = fw_date_format (day);

  gtk_editable_set_text (self->search, text);
  gtk_toggle_button_set_active (self->table_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
part_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (widget);
  const gboolean calendar = !is_calendar (self);

  gtk_toggle_button_set_active (calendar ? self->calendar_button : self->table_button, TRUE);
  gtk_widget_grab_focus (calendar ? GTK_WIDGET (self->calendar) : GTK_WIDGET (self->grid));
}

static void
filter_cb (FwCertificatesPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));

  fw_needle_set (&self->needle, text);
  fw_live_grid_refilter (self->grid);
  fill_calendar (self);
  if (self->day != NULL)
    show_count (self);
}

/* ---- showing ---- */

static void
show_tile (FwCertificatesPage *self, guint i, gint64 count)
{
  const char *word = fw_certificate_word (tiles[i]);
  g_autofree char *number = fw_format_count (count);
  g_autofree char *name = g_strdup_printf ("%s: %s", word, number);

  gtk_label_set_text (self->figures[i], number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_visible (self->buttons[i], i < N_ALWAYS || count > 0);
}

static gboolean
show_summary (FwCertificatesPage *self, JsonObject *answer, GError **error)
{
  JsonObject *summary, *states;
  g_autofree char *forecast = NULL;

  if (!fw_json_get_object (answer, "summary", &summary, error) ||
      !fw_json_get_object (summary, "states", &states, error))
    return FALSE;
  for (guint i = 0; i < N_TILES; i++)
    {
      gint64 count;

      if (!fw_json_get_integer (states, fw_certificate_state_to_name (tiles[i]), &count, error))
        return FALSE;
      show_tile (self, i, count);
    }
  forecast = fw_certificate_write_forecast (summary);
  gtk_label_set_text (self->forecast, forecast);
  gtk_widget_set_visible (GTK_WIDGET (self->forecast), *forecast != '\0');
  return TRUE;
}

static void
show_rows (FwCertificatesPage *self)
{
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       self->coming->pdata, self->coming->len);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  fw_asking_page_show_part (FW_ASKING_PAGE (self), self->stack,
                            g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0 ? "board"
                                                                                      : "empty");
  show_count (self);
  fill_calendar (self);
}

/* ---- asking ---- */

static void ask_page (FwCertificatesPage *self);

static gboolean
take_answer (FwCertificatesPage *self, JsonObject *answer, GError **error)
{
  const char *day;
  JsonArray *rows;
  gint64 total;

  if (!fw_json_get_text (answer, "day", &day, error) ||
      !fw_json_get_integer (answer, "total", &total, error) ||
      !fw_json_get_array (answer, "rows", &rows, error) || !show_summary (self, answer, error))
    return FALSE;
  g_free (self->day);
  self->day = g_strdup (day);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      FwCertificateItem *item =
          fw_certificate_item_new (json_array_get_object_element (rows, i), error);

      if (item == NULL)
        return FALSE;
      g_ptr_array_add (self->coming, item);
    }
  if (self->coming->len < total && json_array_get_length (rows) > 0)
    ask_page (self);
  else
    show_rows (self);
  return TRUE;
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (page);
  g_autoptr (JsonObject) answer = NULL;

  if (self->coming == NULL)
    return TRUE;
  answer = fw_json_parse_bytes (body, error);
  return answer != NULL && take_answer (self, answer, error);
}

static void
ask_page (FwCertificatesPage *self)
{
  g_autofree char *path = g_strdup_printf ("%s&offset=%u", self->path, self->coming->len);

  fw_asking_page_get (FW_ASKING_PAGE (self), path, take_body);
}

static void
fw_certificates_page_ask (FwAskingPage *page)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (page);
  g_autoptr (GString) path = g_string_new ("certificates?limit=" G_STRINGIFY (PAGE));

  fw_asking_page_append_who (page, path);
  g_free (self->path);
  self->path = g_strdup (path->str);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  self->coming = g_ptr_array_new_with_free_func (g_object_unref);
  ask_page (self);
}

/* ---- what is done ---- */

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  fw_page_go (data, "person",
              g_variant_new_string (fw_certificate_item_get (FW_CERTIFICATE_ITEM (row))->person));
}

/* What happened to whom is chosen already where a row is. */
static void
record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (widget);
  g_autoptr (FwCertificateItem) item = fw_live_grid_get_selected (self->grid);
  GVariantBuilder fields;

  if (!fw_asking_page_may_write (FW_ASKING_PAGE (self), "certificate-event"))
    return;
  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  if (item != NULL)
    {
      g_variant_builder_add (&fields, "{ss}", "person", fw_certificate_item_get (item)->person);
      g_variant_builder_add (&fields, "{ss}", "scheme", fw_certificate_item_get (item)->scheme);
    }
  if (self->day != NULL)
    g_variant_builder_add (&fields, "{ss}", "day", self->day);
  fw_page_go (FW_PAGE (self), "certificate-events", g_variant_builder_end (&fields));
}

static void
scheme_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (widget);

  fw_page_go (FW_PAGE (self), "certificate-schemes",
              fw_asking_page_may_write (FW_ASKING_PAGE (self), "certificate-scheme")
                  ? g_variant_new_boolean (TRUE)
                  : NULL);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_CERTIFICATES_PAGE (widget)->search));
}

static void
order_cb (FwCertificatesPage *self)
{
  const guint column = gtk_drop_down_get_selected (self->order);

  fw_drop_down_set_name (self->order, _ ("Sorted by"), fw_certificate_column_get_title (column));
  fw_live_grid_sort_by (self->grid, column, GTK_SORT_ASCENDING);
}

static char *
fw_certificates_page_copy (FwPage *page, gboolean with_headers)
{
  return fw_live_grid_list (FW_CERTIFICATES_PAGE (page)->grid, with_headers, FALSE);
}

static char *
fw_certificates_page_list (FwPage *page)
{
  return fw_live_grid_list (FW_CERTIFICATES_PAGE (page)->grid, TRUE, TRUE);
}

static void
fw_certificates_page_focus (FwPage *page)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (page);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "board"))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  else if (is_calendar (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
  else if (fw_live_grid_count (self->grid) == 0 || !gtk_widget_grab_focus (GTK_WIDGET (self->grid)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* ---- the class ---- */

static void
fw_certificates_page_setup (FwPage *page)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (page);
  const gboolean records = fw_asking_page_may_write (FW_ASKING_PAGE (self), "certificate-event");

  FW_PAGE_CLASS (fw_certificates_page_parent_class)->setup (page);
  fw_page_add_key (page, "<Control>n", "certificates.record", NULL);
  fw_page_add_key (page, "<Control>f", "certificates.search", NULL);
  fw_page_add_key (page, "<Control>m", "certificates.part", NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "certificates.record", records);
  gtk_widget_set_visible (self->record, records);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "certificates.scheme",
      fw_asking_page_may_write (FW_ASKING_PAGE (self), "certificate-scheme"));
}

static void
fw_certificates_page_dispose (GObject *object)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (object);

  g_clear_object (&self->items);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  G_OBJECT_CLASS (fw_certificates_page_parent_class)->dispose (object);
}

static void
fw_certificates_page_finalize (GObject *object)
{
  FwCertificatesPage *self = FW_CERTIFICATES_PAGE (object);

  g_free (self->needle);
  g_free (self->day);
  g_free (self->path);
  G_OBJECT_CLASS (fw_certificates_page_parent_class)->finalize (object);
}

static void
fw_certificates_page_class_init (FwCertificatesPageClass *klass)
{
  static const char *const kinds[] = { "certificate-event", "certificate-scheme", "person",
                                       "position", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_certificates_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  G_OBJECT_CLASS (klass)->dispose = fw_certificates_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_certificates_page_finalize;
  page_class->setup = fw_certificates_page_setup;
  page_class->focus = fw_certificates_page_focus;
  page_class->copy = fw_certificates_page_copy;
  page_class->list = fw_certificates_page_list;
  page_class->is_table = TRUE;
  g_type_ensure (FW_TYPE_ONE_STOP); /* the template names them */
  g_type_ensure (FW_TYPE_FOLD_BOX);
  g_type_ensure (FW_TYPE_MONTH_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/certificates/fw-certificates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, forecast);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, search);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, order);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, record);
  gtk_widget_class_bind_template_child_full (widget_class, "missing_tiles", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "held_tiles", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, parts);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, table_button);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, calendar_button);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, table);
  gtk_widget_class_bind_template_child (widget_class, FwCertificatesPage, calendar);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_chosen_cb);
  gtk_widget_class_install_action (widget_class, "certificates.part", NULL, part_action);
  gtk_widget_class_install_action (widget_class, "certificates.record", NULL, record_action);
  gtk_widget_class_install_action (widget_class, "certificates.scheme", NULL, scheme_action);
  gtk_widget_class_install_action (widget_class, "certificates.search", NULL, search_action);
}

static GtkWidget *
create_tile (FwCertificatesPage *self, guint i)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *mark = fw_mark_new (), *word = gtk_label_new (fw_certificate_word (tiles[i]));

  fw_mark_set (FW_MARK (mark), fw_certificate_shape (tiles[i]), fw_certificate_color (tiles[i]));
  gtk_label_set_ellipsize (GTK_LABEL (word), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (word), 0);
  gtk_widget_add_css_class (word, "tile-title");
  gtk_box_append (GTK_BOX (head), mark);
  gtk_box_append (GTK_BOX (head), word);
  self->figures[i] = GTK_LABEL (gtk_label_new (FW_FORMAT_NONE));
  gtk_label_set_xalign (self->figures[i], 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->figures[i]), "tile-figure");
  gtk_widget_add_css_class (GTK_WIDGET (self->figures[i]), "numeric");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->figures[i]));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "tile");
  gtk_widget_set_tooltip_text (button, fw_certificate_word (tiles[i]));
  g_signal_connect_object (button, "toggled", G_CALLBACK (filter_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
fill_orders (FwCertificatesPage *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < FW_N_CERTIFICATE_COLUMNS; i++)
    gtk_string_list_append (words, fw_certificate_column_get_title (i));
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->order, FW_CERTIFICATE_COLUMN_UNTIL);
  g_signal_connect_object (self->order, "notify::selected", G_CALLBACK (order_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fw_certificates_page_init (FwCertificatesPage *self)
{
  GtkBox *rows[2];

  gtk_widget_init_template (GTK_WIDGET (self));
  rows[0] = GTK_BOX (gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_CERTIFICATES_PAGE,
                                                    "missing_tiles"));
  rows[1] = GTK_BOX (
      gtk_widget_get_template_child (GTK_WIDGET (self), FW_TYPE_CERTIFICATES_PAGE, "held_tiles"));
  for (guint i = 0; i < N_TILES; i++)
    {
      self->buttons[i] = create_tile (self, i);
      gtk_box_append (rows[i < N_TILES / 2 ? 0 : 1], self->buttons[i]);
    }
  self->items = g_list_store_new (FW_TYPE_CERTIFICATE_ITEM);
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("certificates", _ ("Certificates")));
  fw_certificate_columns_add (self->grid);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (self->items), NULL);
  fw_live_grid_set_filter (self->grid, match, self);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  adw_bin_set_child (self->table, GTK_WIDGET (self->grid));
  fill_orders (self);
  order_cb (self);
  fw_live_grid_remember (self->grid);
}
