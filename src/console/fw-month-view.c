/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-month-view.h"

#include "charts/fw-format.h"
#include "console/fw-one-stop.h"
#include "core/calendar/fw-zone.h"

#include <glib/gi18n-lib.h>

#define DAYS 7
#define WEEKS 6
#define SHOWN 2      /* entries that a day shows by name */
#define MOST_TOLD 20 /* of them in the words of a day */
#define NO_DAY G_MININT32

/* What one day shows. */
typedef struct
{
  GtkWidget *button;
  GtkLabel *number;
  GtkLabel *count;
  FwMark *marks[SHOWN];
  GtkLabel *texts[SHOWN];
} Cell;

struct _FwMonthView
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *sum;
  GtkWidget *grid;
  Cell cells[WEEKS * DAYS];
  gint32 first; /* the day of the first cell */
  gint32 month; /* the first day of the month that is shown; NO_DAY: none yet */
  gint32 today; /* NO_DAY: not known */
  GArray *entries;
  GStringChunk *texts;
};

enum
{
  DAY_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FwMonthView, fw_month_view, GTK_TYPE_WIDGET)

/* ---- days ---- */

static gint32
turn_month (gint32 month, int months)
{
  gint year;
  guint number, day;
  int all;

  fw_date_to_civil (month, &year, &number, &day);
  all = year * 12 + (int) number - 1 + months;
  return fw_date_from_civil (all / 12, (guint) (all % 12) + 1, 1);
}

static char *
format_day (gint32 day, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc ((gint64) day * 24 * 60 * 60);

  return g_date_time_format (time, format);
}

/* ---- showing ---- */

static GPtrArray *
find_entries (FwMonthView *self, gint32 day)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, FwMonthEntry, i).day == day)
      g_ptr_array_add (found, &g_array_index (self->entries, FwMonthEntry, i));
  return found;
}

/* The day in words, and each of what falls on it in a line of its own. */
static char *
write_detail (gint32 day, const GPtrArray *entries)
{
  /* Translators: a day with its weekday, as g_date_time_format() takes it */
  g_autofree char *date = format_day (day, _ ("%A, %-d %B %Y"));
  GString *text = g_string_new (date);

  for (guint i = 0; i < MIN (entries->len, MOST_TOLD); i++)
    g_string_append_printf (text, "\n%s", ((FwMonthEntry *) entries->pdata[i])->detail);
  if (entries->len > MOST_TOLD)
    {
      const guint more = entries->len - MOST_TOLD;

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", more), more);
    }
  return g_string_free (text, FALSE);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static guint
show_cell (FwMonthView *self, Cell *cell, gint32 day, gboolean inside)
{
  g_autoptr (GPtrArray) entries = find_entries (self, day);
  g_autofree char *number = format_day (day, "%-d");
  g_autofree char *count = fw_format_count (entries->len);
  g_autofree char *detail = write_detail (day, entries);

  gtk_label_set_text (cell->number, number);
  gtk_label_set_text (cell->count, entries->len > SHOWN ? count : "");
  for (guint i = 0; i < SHOWN; i++)
    {
      const FwMonthEntry *entry = i < entries->len ? entries->pdata[i] : NULL;

      /* An empty line keeps its room, so that all weeks are equally high. */
      fw_mark_set (cell->marks[i], entry != NULL ? entry->shape : FW_MARK_NONE,
                   entry != NULL ? entry->color : FW_CHART_COLOR_TEXT);
      gtk_label_set_text (cell->texts[i], entry != NULL ? entry->text : "");
    }
  set_class (cell->button, "month-outside", !inside);
  set_class (cell->button, "month-today", day == self->today);
  gtk_widget_set_tooltip_text (cell->button, entries->len > 0 ? detail : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  detail, -1);
  return inside ? entries->len : 0;
}

static void
show (FwMonthView *self)
{
  g_autofree char *title = NULL, *number = NULL, *sum = NULL;
  gint32 next;
  guint n = 0;

  if (self->month == NO_DAY)
    return;
  next = turn_month (self->month, 1);
  self->first = self->month - (gint32) fw_zone_get_weekday (self->month) + 1;
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    {
      const gint32 day = self->first + (gint32) i;
      const gint32 week = self->first + (gint32) (i / DAYS * DAYS);

      n += show_cell (self, &self->cells[i], day, day >= self->month && day < next);
      gtk_widget_set_visible (self->cells[i].button, week < next);
    }
  /* Translators: a month with its year, as g_date_time_format() takes it */
  title = format_day (self->month, _ ("%B %Y"));
  gtk_label_set_text (self->title, title);
  number = fw_format_count (n);
  sum = g_strdup_printf (ngettext ("%s in the month", "%s in the month", n), number);
  gtk_label_set_text (self->sum, sum);
}

void
fw_month_view_turn (FwMonthView *self, int months)
{
  g_return_if_fail (FW_IS_MONTH_VIEW (self));

  if (self->month == NO_DAY)
    return;
  self->month = turn_month (self->month, months);
  show (self);
}

static void
show_today (FwMonthView *self)
{
  if (self->today == NO_DAY)
    return;
  self->month = turn_month (self->today, 0);
  show (self);
}

void
fw_month_view_set_today (FwMonthView *self, gint32 today)
{
  g_return_if_fail (FW_IS_MONTH_VIEW (self));

  self->today = today;
  if (self->month == NO_DAY)
    self->month = turn_month (today, 0);
  show (self);
}

void
fw_month_view_set_entries (FwMonthView *self, const FwMonthEntry *entries, guint n)
{
  g_return_if_fail (FW_IS_MONTH_VIEW (self));
  g_return_if_fail (n == 0 || entries != NULL);

  g_array_set_size (self->entries, 0);
  g_string_chunk_clear (self->texts);
  for (guint i = 0; i < n; i++)
    {
      FwMonthEntry entry = entries[i];

      entry.text = g_string_chunk_insert (self->texts, entries[i].text);
      entry.detail = g_string_chunk_insert (self->texts, entries[i].detail);
      g_array_append_val (self->entries, entry);
    }
  show (self);
}

/* ---- what is pressed ---- */

static void
pressed_cb (FwMonthView *self, GtkButton *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    if (self->cells[i].button == GTK_WIDGET (button))
      {
        const gint32 day = self->first + (gint32) i;
        g_autoptr (GPtrArray) entries = find_entries (self, day);

        if (entries->len > 0)
          g_signal_emit (self, signals[DAY_CHOSEN], 0, day);
        return;
      }
}

static void
turn_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fw_month_view_turn (FW_MONTH_VIEW (widget), g_variant_get_int32 (parameter));
}

static void
today_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_today (FW_MONTH_VIEW (widget));
}

/* Today, or the first day that is shown: where the keys begin. */
static gboolean
fw_month_view_grab_focus (GtkWidget *widget)
{
  FwMonthView *self = FW_MONTH_VIEW (widget);
  const gint32 place = self->today - self->first;

  if (self->month == NO_DAY)
    return FALSE;
  if (self->today != NO_DAY && place >= 0 && place < WEEKS * DAYS &&
      gtk_widget_get_visible (self->cells[place].button))
    return gtk_widget_grab_focus (self->cells[place].button);
  return gtk_widget_grab_focus (self->cells[self->month - self->first].button);
}

/* ---- the class ---- */

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_cell (FwMonthView *self, guint i)
{
  Cell *cell = &self->cells[i];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  cell->button = gtk_button_new ();
  gtk_widget_set_visible (cell->button, FALSE); /* until it is some day */
  gtk_widget_add_css_class (cell->button, "month-day");
  gtk_box_append (GTK_BOX (box), head);
  cell->number = add_label (head, "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (cell->number), TRUE);
  gtk_label_set_ellipsize (cell->number, PANGO_ELLIPSIZE_NONE);
  cell->count = add_label (head, "month-count");
  gtk_label_set_ellipsize (cell->count, PANGO_ELLIPSIZE_NONE);
  for (guint k = 0; k < SHOWN; k++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

      cell->marks[k] = FW_MARK (fw_mark_new ());
      gtk_box_append (GTK_BOX (line), GTK_WIDGET (cell->marks[k]));
      cell->texts[k] = add_label (line, NULL);
      gtk_box_append (GTK_BOX (box), line);
    }
  gtk_button_set_child (GTK_BUTTON (cell->button), box);
  gtk_widget_set_hexpand (cell->button, TRUE);
  gtk_widget_set_vexpand (cell->button, TRUE);
  g_signal_connect_object (cell->button, "clicked", G_CALLBACK (pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_attach (GTK_GRID (self->grid), cell->button, (int) (i % DAYS), 1 + (int) (i / DAYS), 1,
                   1);
}

static GtkWidget *
add_button (GtkWidget *box, const char *icon, const char *tip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
create_head (FwMonthView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *turns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *today = gtk_button_new_with_label (_ ("Today"));

  gtk_widget_add_css_class (turns, "linked");
  gtk_actionable_set_detailed_action_name (
      GTK_ACTIONABLE (add_button (turns, "go-previous-symbolic", _ ("The month before (Page Up)"))),
      "month.turn(-1)");
  gtk_actionable_set_detailed_action_name (
      GTK_ACTIONABLE (add_button (turns, "go-next-symbolic", _ ("The month after (Page Down)"))),
      "month.turn(1)");
  gtk_widget_set_tooltip_text (today, _ ("The month of today (Home)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (today), "month.today");
  gtk_box_append (GTK_BOX (head), turns);
  gtk_box_append (GTK_BOX (head), today);
  self->title = add_label (head, "heading");
  self->sum = add_label (head, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->sum), "numeric");
  return head;
}

static void
fill_grid (FwMonthView *self)
{
  /* A Monday, to name the days of the week. */
  const gint32 monday = fw_date_from_civil (2024, 1, 1);

  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  for (guint i = 0; i < DAYS; i++)
    {
      g_autofree char *name = format_day (monday + (gint32) i, "%a");
      GtkWidget *label = gtk_label_new (name);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "month-weekday");
      gtk_grid_attach (GTK_GRID (self->grid), label, (int) i, 0, 1, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    add_cell (self, i);
}

static void
fw_month_view_dispose (GObject *object)
{
  FwMonthView *self = FW_MONTH_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_month_view_parent_class)->dispose (object);
}

static void
fw_month_view_finalize (GObject *object)
{
  FwMonthView *self = FW_MONTH_VIEW (object);

  g_array_unref (self->entries);
  g_string_chunk_free (self->texts);
  G_OBJECT_CLASS (fw_month_view_parent_class)->finalize (object);
}

static void
fw_month_view_class_init (FwMonthViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_month_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_month_view_finalize;
  widget_class->grab_focus = fw_month_view_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "monthview");
  gtk_widget_class_install_action (widget_class, "month.turn", "i", turn_action);
  gtk_widget_class_install_action (widget_class, "month.today", NULL, today_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "month.turn", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "month.turn", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "month.today", NULL);
  signals[DAY_CHOSEN] = g_signal_new ("day-chosen", FW_TYPE_MONTH_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
fw_month_view_init (FwMonthView *self)
{
  GtkWidget *stop = g_object_new (FW_TYPE_ONE_STOP, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->month = self->today = NO_DAY;
  self->entries = g_array_new (FALSE, FALSE, sizeof (FwMonthEntry));
  self->texts = g_string_chunk_new (1024);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), create_head (self));
  self->grid = gtk_grid_new ();
  fill_grid (self);
  adw_bin_set_child (ADW_BIN (stop), self->grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), stop);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_box_append (GTK_BOX (self->box), scrolled);
}

GtkWidget *
fw_month_view_new (void)
{
  return g_object_new (FW_TYPE_MONTH_VIEW, NULL);
}
