/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/quality/fw-quality-page.h"

#include "charts/fw-format.h"
#include "console/fw-channel-word.h"
#include "console/quality/fw-quality-row.h"
#include "console/why/fw-why-question.h"
#include "console/why/fw-why-words.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The five key quality indicators first, then what belongs to them. */
static const char *const figures[] = {
  "response_time_s",
  "first_response_rate",
  "aht_s",
  "first_contact_resolution",
  "csat",
  "complaint_rate",
  "time_to_close_s",
  "service_error_rate",
};

/* What is asked for the page. */
typedef enum
{
  ASKED_CHANNELS, /* with the totals */
  ASKED_TREND,
  ASKED_COST,
  N_ASKED
} Asked;

struct _FwQualityPage
{
  FwPage parent_instance;

  GtkListBox *key;
  GtkListBox *channels;
  GtkWidget *channels_head;
  GtkLabel *cost;
  GCancellable *cancellable; /* of what is asked now */
  char *query;
  guint ask_source;
};

G_DEFINE_FINAL_TYPE (FwQualityPage, fw_quality_page, FW_TYPE_PAGE)

static FwQualityRow *
get_row (GtkListBox *list, int i)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, i);

  return row != NULL ? FW_QUALITY_ROW (row) : NULL;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* ---- showing ---- */

static void
show_channels (FwQualityPage *self, JsonArray *groups)
{
  static const char *const metrics[] = { "response_time_s", "first_response_rate" };

  clear_list (self->channels);
  for (guint i = 0; i < json_array_get_length (groups); i++)
    for (guint j = 0; j < G_N_ELEMENTS (metrics); j++)
      {
        JsonObject *group = json_array_get_object_element (groups, i);
        JsonObject *key = json_object_get_object_member (group, "key");
        const char *channel = json_object_get_string_member (key, "channel");
        const FwMetric *metric = fw_metric_find (metrics[j]);
        const char *word = *channel != '\0' ? fw_channel_word (channel) : _ ("no channel");
        /* Translators: a channel, and a figure of it: "Chat: Response time" */
        g_autofree char *title = g_strdup_printf (_ ("%s: %s"), word, _ (metric->label));
        GtkWidget *row = fw_quality_row_new (metric, title, "channel", channel);

        fw_quality_row_show (FW_QUALITY_ROW (row), group);
        gtk_list_box_append (self->channels, row);
      }
  gtk_widget_set_visible (self->channels_head, json_array_get_length (groups) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->channels), json_array_get_length (groups) > 0);
}

static gboolean
show_totals (FwQualityPage *self, JsonObject *answer, GError **error)
{
  JsonObject *total;
  JsonArray *groups;

  if (!fw_json_get_object (answer, "total", &total, error) ||
      !fw_json_get_array (answer, "groups", &groups, error))
    return FALSE;
  for (int i = 0; get_row (self->key, i) != NULL; i++)
    fw_quality_row_show (get_row (self->key, i), total);
  show_channels (self, groups);
  return TRUE;
}

/* Whether the time that is shown is not over: all ranges but two end with today. */
static gboolean
runs (FwQualityPage *self)
{
  const char *range = fw_view_get (fw_page_get_view (FW_PAGE (self)), "range");

  return !g_str_equal (range, "yesterday") && !g_str_equal (range, "custom");
}

static gboolean
show_trend (FwQualityPage *self, JsonObject *answer, GError **error)
{
  JsonArray *groups;

  if (!fw_json_get_array (answer, "groups", &groups, error))
    return FALSE;
  for (int i = 0; get_row (self->key, i) != NULL; i++)
    fw_quality_row_show_trend (get_row (self->key, i), groups, runs (self));
  return TRUE;
}

/* A contact's cost against the figure of the trade that a centre has entered. */
static char *
write_cost (JsonObject *cost)
{
  double value = fw_json_find_number (cost, "value"),
         benchmark = fw_json_find_number (cost, "benchmark");
  const char *source = json_object_get_string_member_with_default (cost, "source", "");
  g_autofree char *value_text = NULL, *benchmark_text = NULL, *deviation = NULL;

  if (isnan (fw_json_find_number (cost, "per_hour")))
    return g_strdup (_ ("Cost per contact: enter what an hour of work costs as the policy “Cost of "
                        "an hour of somebody's time at work”."));
  if (isnan (value))
    return g_strdup (_ ("Cost per contact: no data"));
  value_text = fw_format_value (FW_FORMAT_POINTS, value);
  if (isnan (benchmark))
    return g_strdup_printf (_ ("Cost per contact: %s. No industry figure has been entered."),
                            value_text);
  benchmark_text = fw_format_value (FW_FORMAT_POINTS, benchmark);
  deviation = fw_format_signed (FW_FORMAT_POINTS, 100 * fw_json_find_number (cost, "deviation"));
  if (*source == '\0')
    source = _ ("source not stated");
  /* Translators: cost, the industry's, its source, and by how many per cent it differs */
  return g_strdup_printf (_ ("Cost per contact: %s; industry %s (%s), deviation %s %%"), value_text,
                          benchmark_text, source, deviation);
}

static gboolean
show_cost (FwQualityPage *self, JsonObject *answer, GError **error)
{
  g_autofree char *text = NULL;
  JsonObject *cost;

  if (!fw_json_get_object (answer, "cost", &cost, error))
    return FALSE;
  text = write_cost (cost);
  gtk_label_set_text (self->cost, text);
  return TRUE;
}

/* ---- asking ---- */

typedef struct
{
  FwQualityPage *page;
  Asked asked;
} Question;

static void
free_question (Question *question)
{
  g_object_unref (question->page);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, free_question)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  static gboolean (*const shows[N_ASKED]) (FwQualityPage *, JsonObject *, GError **) = {
    [ASKED_CHANNELS] = show_totals,
    [ASKED_TREND] = show_trend,
    [ASKED_COST] = show_cost,
  };
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  if (answer != NULL)
    shows[question->asked](question->page, answer, &error);
  if (error != NULL)
    fw_page_show_error (FW_PAGE (question->page), error);
}

static void
ask_one (FwQualityPage *self, Asked asked, const char *route, const char *more)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *path = g_strdup_printf ("%s?%s%s", route, self->query, more);

  question->page = g_object_ref (self);
  question->asked = asked;
  fw_client_request_async (fw_page_get_client (FW_PAGE (self)), "GET", path, NULL, NULL,
                           self->cancellable, answered_cb, question);
}

/* One day is shown by half hours, more by days. */
static gboolean
is_one_day (FwView *view)
{
  const char *range = fw_view_get (view, "range");
  gint64 from, to;

  if (!g_str_equal (range, "custom"))
    return g_str_equal (range, "today") || g_str_equal (range, "yesterday");
  g_object_get (view, "from", &from, "to", &to, NULL);
  return to - from <= 25 * FW_HOUR;
}

static void
cancel (FwQualityPage *self)
{
  g_clear_handle_id (&self->ask_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
ask (FwQualityPage *self)
{
  FwView *view = fw_page_get_view (FW_PAGE (self));
  g_autofree char *filters = fw_view_to_filters (view);
  g_autofree char *time = fw_view_to_time (view);

  cancel (self);
  self->cancellable = g_cancellable_new ();
  g_free (self->query);
  self->query =
      *filters != '\0' ? g_strdup_printf ("%s&%s", time, filters) : g_steal_pointer (&time);
  fw_page_clear_error (FW_PAGE (self));
  ask_one (self, ASKED_CHANNELS, "kpi", "&by=channel");
  ask_one (self, ASKED_TREND, "kpi", is_one_day (view) ? "&bucket=half_hour" : "&bucket=day");
  ask_one (self, ASKED_COST, "why/service", "");
}

static gboolean
ask_cb (gpointer data)
{
  FwQualityPage *self = data;

  self->ask_source = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
  return G_SOURCE_REMOVE;
}

/* Several properties of the view change one after the other: one question. */
static void
view_changed_cb (FwView *view, gpointer data)
{
  FwQualityPage *self = data;

  if (self->ask_source == 0)
    self->ask_source = g_idle_add (ask_cb, self);
}

static void
fw_quality_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fw_quality_page_parent_class)->map (widget);
  if (fw_page_get_client (FW_PAGE (widget)) != NULL)
    ask (FW_QUALITY_PAGE (widget));
}

static void
fw_quality_page_setup (FwPage *page)
{
  g_signal_connect_object (fw_page_get_view (page), "changed", G_CALLBACK (view_changed_cb), page,
                           0);
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    ask (FW_QUALITY_PAGE (page));
}

static void
fw_quality_page_refresh (FwPage *page)
{
  ask (FW_QUALITY_PAGE (page));
}

/* ---- what can be done with a row ---- */

static FwQualityRow *
find_selected (FwQualityPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->key);

  if (row == NULL)
    row = gtk_list_box_get_selected_row (self->channels);
  return row != NULL ? FW_QUALITY_ROW (row) : NULL;
}

static GVariant *
make_question (FwQualityRow *row)
{
  const char *dimension, *value = fw_quality_row_get_part (row, &dimension);
  const char *metric = fw_quality_row_get_metric (row)->name;

  if (!g_strv_contains (fw_why_words_metrics (), metric))
    return NULL;
  return fw_why_question_new (metric, FW_WHY_N_UNKNOWN, dimension, value, value);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  GVariant *question = make_question (FW_QUALITY_ROW (row));

  if (question != NULL)
    fw_page_go (data, "why", question);
  else
    fw_page_toast (data, _ ("Why this figure moved cannot be asked"));
}

/* A row is chosen in one of the lists at a time. */
static void
selected_cb (GtkListBox *list, gpointer data)
{
  FwQualityPage *self = data;
  GtkListBox *other = list == self->key ? self->channels : self->key;

  if (gtk_list_box_get_selected_row (list) != NULL)
    gtk_list_box_unselect_all (other);
}

static GVariant *
fw_quality_page_ask_why (FwPage *page)
{
  FwQualityRow *row = find_selected (FW_QUALITY_PAGE (page));

  return row != NULL ? make_question (row) : NULL;
}

static char *
write_table (FwQualityPage *self, gboolean with_headers)
{
  GtkListBox *const lists[] = { self->key, self->channels };
  g_autoptr (GString) text = g_string_new (NULL);

  if (with_headers)
    g_string_append (text, _ ("Figure\tValue\tKnown within\tTarget\tStanding\n"));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (int j = 0; get_row (lists[i], j) != NULL; j++)
      {
        g_autofree char *line = fw_quality_row_describe (get_row (lists[i], j));

        g_string_append_printf (text, "%s\n", line);
      }
  return g_strdup (text->str);
}

static char *
fw_quality_page_copy (FwPage *page, gboolean with_headers)
{
  return write_table (FW_QUALITY_PAGE (page), with_headers);
}

static char *
fw_quality_page_list (FwPage *page)
{
  return write_table (FW_QUALITY_PAGE (page), TRUE);
}

/* ---- the class ---- */

static void
fw_quality_page_dispose (GObject *object)
{
  cancel (FW_QUALITY_PAGE (object));
  G_OBJECT_CLASS (fw_quality_page_parent_class)->dispose (object);
}

static void
fw_quality_page_finalize (GObject *object)
{
  g_free (FW_QUALITY_PAGE (object)->query);
  G_OBJECT_CLASS (fw_quality_page_parent_class)->finalize (object);
}

static void
fw_quality_page_class_init (FwQualityPageClass *klass)
{
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_quality_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_quality_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = fw_quality_page_map;
  page_class->setup = fw_quality_page_setup;
  page_class->refresh = fw_quality_page_refresh;
  page_class->copy = fw_quality_page_copy;
  page_class->list = fw_quality_page_list;
  page_class->ask_why = fw_quality_page_ask_why;
}

static GtkListBox *
add_list (FwQualityPage *self, GtkBox *box, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect (list, "selected-rows-changed", G_CALLBACK (selected_cb), self);
  gtk_box_append (box, list);
  return GTK_LIST_BOX (list);
}

static GtkWidget *
add_heading (GtkBox *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 6);
  gtk_box_append (box, label);
  return label;
}

static void
fill (FwQualityPage *self, GtkBox *box)
{
  self->key = add_list (self, box, _ ("Key quality figures"));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      const FwMetric *metric = fw_metric_find (figures[i]);

      gtk_list_box_append (self->key, fw_quality_row_new (metric, _ (metric->label), NULL, NULL));
    }
  self->cost = GTK_LABEL (add_heading (box, ""));
  gtk_widget_remove_css_class (GTK_WIDGET (self->cost), "heading");
  self->channels_head = add_heading (box, _ ("First response by channel, each by its own limit"));
  self->channels = add_list (self, box, _ ("First response by channel"));
}

static void
fw_quality_page_init (FwQualityPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  fill (self, GTK_BOX (box));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}
