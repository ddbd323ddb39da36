/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-scope-bar.h"

#include "charts/fw-format.h"
#include "console/fw-channel-word.h"
#include "console/fw-good-period.h"
#include "console/fw-pill.h"
#include "console/fw-range-chooser.h"
#include "console/fw-scope-fold.h"
#include "console/records/fw-record-list.h"
#include "console/why/fw-why-words.h"
#include "protocol/fw-json.h"

#define TICK_MS 500
/* The stream says something every second: two seconds of silence are no longer live. */
#define LIVE_AGE (2 * G_USEC_PER_SEC)
#define NAMES_DELAY_MS 300

struct _FwScopeBar
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  FwScopeFold *fold;
  GtkBox *who;
  GtkBox *when;
  FwPill *site;
  FwPill *team;
  FwPill *queue;
  FwPill *range;
  FwPill *against;
  FwPill *metric;
  GtkBox *own; /* what the page is about beside that */
  GtkLabel *age;
  GtkWidget *dot;

  FwClient *client;
  FwView *view;
  FwPage *page; /* weak */
  FwScopeBarParts parts;
  GCancellable *cancellable;
  const char *age_class; /* static */
  guint tick_source;
  guint names_source;
  guint fold_source;
};

G_DEFINE_FINAL_TYPE (FwScopeBar, fw_scope_bar, ADW_TYPE_BIN)

char *
fw_scope_bar_describe_age (FwClientState state, gint64 age, const char **css_class)
{
  g_autofree char *text = age >= 0 ? fw_format_age (age) : NULL;

  switch (state)
    {
    case FW_CLIENT_ONLINE:
      if (text != NULL && age < LIVE_AGE)
        {
          *css_class = "in-order";
          return g_strdup_printf (_ ("live · %s"), text);
        }
      *css_class = "quiet";
      return text != NULL ? g_strdup_printf (_ ("as of %s"), text) : g_strdup (_ ("connected"));
    case FW_CLIENT_CONNECTING:
      *css_class = "watch";
      return text != NULL ? g_strdup_printf (_ ("connecting · figures of %s"), text)
                          : g_strdup (_ ("connecting"));
    case FW_CLIENT_OFFLINE:
      *css_class = "late";
      return text != NULL ? g_strdup_printf (_ ("offline · figures of %s"), text)
                          : g_strdup (_ ("offline"));
    case FW_CLIENT_SIGNED_OUT:
    default:
      *css_class = "quiet";
      return text != NULL ? g_strdup_printf (_ ("not connected · figures of %s"), text)
                          : g_strdup (_ ("not connected"));
    }
}

/* µs UTC; 0: nothing has come yet. */
static gint64
get_as_of (FwScopeBar *self)
{
  gint64 as_of = self->page != NULL ? fw_page_get_as_of (self->page) : 0;

  return as_of != 0 ? as_of : fw_client_get_last_contact (self->client);
}

static void
update_age (FwScopeBar *self)
{
  gint64 as_of = get_as_of (self);
  g_autofree char *text = NULL;
  const char *css_class;

  text = fw_scope_bar_describe_age (fw_client_get_state (self->client),
                                    as_of != 0 ? g_get_real_time () - as_of : -1, &css_class);
  gtk_label_set_text (self->age, text);
  if (css_class == self->age_class)
    return;
  if (self->age_class != NULL)
    {
      gtk_widget_remove_css_class (self->dot, self->age_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->age), self->age_class);
    }
  self->age_class = css_class;
  gtk_widget_add_css_class (self->dot, css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->age), css_class);
}

static gboolean
tick_cb (gpointer user_data)
{
  update_age (FW_SCOPE_BAR (user_data));
  return G_SOURCE_CONTINUE;
}

/* Reads [{"id","title"}…]; a line that is not so is left out. */
static void
read_choices (JsonObject *names, const char *member, FwPill *pill)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) id_list = NULL;
  g_auto (GStrv) title_list = NULL;
  JsonArray *array;

  if (!fw_json_has (names, member) || !fw_json_get_array (names, member, &array, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *id, *title;

      if (!JSON_NODE_HOLDS_OBJECT (node) ||
          !fw_json_get_text (json_node_get_object (node), "id", &id, NULL) ||
          !fw_json_get_text (json_node_get_object (node), "title", &title, NULL) || *id == '\0')
        continue;
      g_strv_builder_add (ids, id);
      if (g_str_equal (member, "channel"))
        title = fw_channel_word (id);
      g_strv_builder_add (titles, *title != '\0' ? title : id);
    }
  id_list = g_strv_builder_end (ids);
  title_list = g_strv_builder_end (titles);
  fw_pill_set_choices (pill, member, (const char *const *) id_list,
                       (const char *const *) title_list);
}

static void show_parts (FwScopeBar *self);

static void
read_names (FwScopeBar *self, GBytes *answer)
{
  g_autoptr (JsonObject) names = NULL;

  names = fw_json_parse_bytes (answer, NULL);
  if (names == NULL)
    return;
  read_choices (names, "site", self->site);
  read_choices (names, "team", self->team);
  read_choices (names, "queue", self->queue);
  read_choices (names, "channel", self->queue);
  read_choices (names, "product", self->queue);
  show_parts (self);
}

static void
names_recalled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwScopeBar) self = FW_SCOPE_BAR (user_data);
  g_autoptr (GBytes) answer = fw_client_recall_finish (FW_CLIENT (source), result, NULL, NULL);

  if (answer != NULL && self->client != NULL)
    read_names (self, answer);
}

static void
names_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwScopeBar) self = FW_SCOPE_BAR (user_data);
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, NULL);

  /* Without an answer the choices stay what they were; the age says that the server is away. */
  if (answer != NULL && self->client != NULL)
    read_names (self, answer);
}

static gboolean
ask_names_cb (gpointer user_data)
{
  FwScopeBar *self = FW_SCOPE_BAR (user_data);

  self->names_source = 0;
  if (fw_client_get_state (self->client) == FW_CLIENT_ONLINE)
    fw_client_request_async (self->client, "GET", "names", NULL, NULL, self->cancellable,
                             names_answered_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
state_changed_cb (FwScopeBar *self)
{
  update_age (self);
  if (self->names_source == 0)
    self->names_source = g_timeout_add (NAMES_DELAY_MS, ask_names_cb, self);
}

static void
fw_scope_bar_map (GtkWidget *widget)
{
  FwScopeBar *self = FW_SCOPE_BAR (widget);

  GTK_WIDGET_CLASS (fw_scope_bar_parent_class)->map (widget);
  if (self->client != NULL && self->tick_source == 0)
    self->tick_source = g_timeout_add (TICK_MS, tick_cb, self);
}

static void
fw_scope_bar_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FW_SCOPE_BAR (widget)->tick_source, g_source_remove);
  GTK_WIDGET_CLASS (fw_scope_bar_parent_class)->unmap (widget);
}

static gboolean
shows_any (GtkBox *group)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (group)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child))
      return TRUE;
  return FALSE;
}

static guint
count_narrowing (FwScopeBar *self)
{
  FwPill *pills[] = { self->site, self->team, self->queue };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pills); i++)
    n += gtk_widget_get_visible (GTK_WIDGET (pills[i])) && fw_pill_narrows (pills[i]);
  return n;
}

/* The figure and the days are told by what is chosen of them, and stand a little apart. */
static void
part_days (FwScopeBar *self)
{
  gboolean apart = gtk_widget_get_visible (GTK_WIDGET (self->metric)) &&
                   !fw_scope_fold_holds (self->fold, GTK_WIDGET (self->when));

  gtk_widget_set_margin_start (GTK_WIDGET (self->range), apart ? 12 : 0);
}

static gboolean
fold_cb (gpointer user_data)
{
  FwScopeBar *self = FW_SCOPE_BAR (user_data);
  g_autofree char *words = fw_scope_bar_describe (self);

  self->fold_source = 0;
  fw_scope_fold_describe (self->fold, count_narrowing (self), words);
  fw_scope_fold_arrange (self->fold, self->who, self->when, self->own,
                         gtk_widget_get_width (GTK_WIDGET (self->scroller)));
  part_days (self);
  return G_SOURCE_REMOVE;
}

/* What changes sizes is not done while sizes are being given. */
static void
fold_soon (FwScopeBar *self)
{
  if (self->fold_source == 0)
    self->fold_source = g_idle_add_full (GTK_PRIORITY_RESIZE, fold_cb, self, NULL);
}

static void
fw_scope_bar_dispose (GObject *object)
{
  FwScopeBar *self = FW_SCOPE_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->names_source, g_source_remove);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_object (&self->view);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fw_scope_bar_parent_class)->dispose (object);
}

static void
fw_scope_bar_class_init (FwScopeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FW_TYPE_PILL);
  g_type_ensure (FW_TYPE_SCOPE_FOLD);
  G_OBJECT_CLASS (klass)->dispose = fw_scope_bar_dispose;
  widget_class->map = fw_scope_bar_map;
  widget_class->unmap = fw_scope_bar_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-scope-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, fold);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, who);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, when);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, site);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, team);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, queue);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, range);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, against);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, metric);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, own);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, age);
  gtk_widget_class_bind_template_child (widget_class, FwScopeBar, dot);
}

static void
fw_scope_bar_init (FwScopeBar *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (fold_soon), self, G_CONNECT_SWAPPED);
}

/* A table of days is held against days or its targets; what is neither only why can ask. */
static gboolean
may_compare (FwScopeBar *self, FwWhyBaseline baseline)
{
  return (self->parts & FW_SCOPE_BAR_DAYS_ALONE) == 0 ||
         (baseline != FW_WHY_OTHERS && baseline != FW_WHY_FORECAST);
}

/* Good periods stand among the other things to compare with. One that is gone is none. */
static void
fill_againsts (FwScopeBar *self)
{
  FwRecordList *list = fw_record_list_get (self->client, fw_kind_find ("period"));
  GListModel *periods = fw_record_list_get_items (list);
  const char *chosen = fw_good_period_get_id (fw_view_get (self->view, "against"));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < FW_N_WHY_BASELINES; i++)
    {
      if (!may_compare (self, i))
        continue;
      g_ptr_array_add (ids, g_strdup (fw_why_baseline_to_name (i)));
      g_ptr_array_add (titles, g_strdup (fw_why_words_baseline (i)));
    }
  for (guint i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (FwRecordItem) period = g_list_model_get_item (periods, i);

      g_ptr_array_add (ids,
                       g_strconcat (FW_GOOD_PERIOD_PREFIX, fw_record_item_get_id (period), NULL));
      /* Translators: a good period, by its name */
      g_ptr_array_add (titles,
                       g_strdup_printf (_ ("good period “%s”"), fw_record_item_get_title (period)));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (titles, NULL);
  /* what is chosen elsewhere and cannot be shown here leaves the targets (fw-floor-query.c) */
  fw_pill_set_stand_in (self->against, "against", fw_why_baseline_to_name (FW_WHY_TARGET));
  fw_pill_set_choices (self->against, "against", (const char *const *) ids->pdata,
                       (const char *const *) titles->pdata);
  if (chosen != NULL && fw_record_list_get_as_of (list) > 0 && !fw_record_list_is_loading (list) &&
      fw_record_list_find (list, chosen) == NULL)
    fw_view_set (self->view, "against", fw_why_baseline_to_name (FW_WHY_LAST_WEEK));
}

static void
bind_against (FwScopeBar *self)
{
  GtkWidget *chooser = fw_range_chooser_new_for_baseline (self->view);

  fw_range_chooser_add (FW_RANGE_CHOOSER (chooser),
                        fw_good_period_new (FW_RANGE_CHOOSER (chooser), self->client));
  fw_pill_bind (self->against, self->view, _ ("Compared with"), _ ("against"));
  fw_pill_add_section (self->against, "against", NULL, NULL);
  fw_pill_set_chooser (self->against, chooser);
  g_signal_connect_object (fw_record_list_get (self->client, fw_kind_find ("period")), "changed",
                           G_CALLBACK (fill_againsts), self, G_CONNECT_SWAPPED);
  fill_againsts (self);
}

static void
add_fixed_choices (FwScopeBar *self)
{
  const char *const *ranges, *const *range_titles;
  const char *const *metrics = fw_why_words_metrics ();
  const char *metric_titles[16] = { NULL };

  for (guint i = 0; metrics[i] != NULL && i + 1 < G_N_ELEMENTS (metric_titles); i++)
    metric_titles[i] = fw_why_words_metric (metrics[i]);
  fw_range_choices (&ranges, &range_titles);
  fw_pill_set_choices (self->range, "range", ranges, range_titles);
  fw_pill_set_choices (self->metric, "metric", metrics, metric_titles);
}

void
fw_scope_bar_bind (FwScopeBar *self, FwClient *client, FwView *view)
{
  g_return_if_fail (FW_IS_SCOPE_BAR (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->view = g_object_ref (view);

  fw_pill_bind (self->site, view, _ ("Site"), NULL);
  fw_pill_add_section (self->site, "site", NULL, _ ("All sites"));
  fw_pill_bind (self->team, view, _ ("Team"), NULL);
  fw_pill_add_section (self->team, "team", NULL, _ ("All teams"));
  fw_pill_bind (self->queue, view, _ ("Queue, channel, product"), NULL);
  fw_pill_add_section (self->queue, "queue", _ ("Queue"), _ ("All queues"));
  fw_pill_add_section (self->queue, "channel", _ ("Channel"), _ ("All channels"));
  fw_pill_add_section (self->queue, "product", _ ("Product"), _ ("All products"));
  fw_pill_bind (self->range, view, _ ("Time"), NULL);
  fw_pill_add_section (self->range, "range", NULL, NULL);
  fw_pill_set_chooser (self->range, fw_range_chooser_new (view));
  bind_against (self);
  fw_pill_bind (self->metric, view, _ ("Figure"), NULL);
  fw_pill_add_section (self->metric, "metric", NULL, NULL);
  add_fixed_choices (self);

  g_signal_connect_swapped (view, "changed", G_CALLBACK (fold_soon), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (client, "record-changed", G_CALLBACK (state_changed_cb), self);
  fw_client_recall_async (client, "names", self->cancellable, names_recalled_cb,
                          g_object_ref (self));
  state_changed_cb (self);
}

static void
remove_cb (GtkButton *button, gpointer data)
{
  FwScopeBar *self = data;

  if (self->page != NULL)
    fw_page_remove_filter (self->page, g_object_get_data (G_OBJECT (button), "id"));
}

static void
add_own (FwScopeBar *self, const char *id, const char *words)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (words);
  /* Translators: a filter that a press takes off: "Team: Night B, take off" */
  g_autofree char *name = g_strdup_printf (_ ("%s, take off"), words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "own-filter");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_box_append (self->own, button);
}

/* What the page says of itself stands in place of what the bar would say of it. */
static FwScopeBarParts
find_part (const char *id)
{
  static const struct
  {
    const char *id;
    FwScopeBarParts part;
  } parts[] = {
    { "site", FW_SCOPE_BAR_SITE },     { "team", FW_SCOPE_BAR_TEAM },
    { "queue", FW_SCOPE_BAR_QUEUE },   { "channel", FW_SCOPE_BAR_QUEUE },
    { "product", FW_SCOPE_BAR_QUEUE }, { "time", FW_SCOPE_BAR_RANGE | FW_SCOPE_BAR_AGAINST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].id, id))
      return parts[i].part;
  return FW_SCOPE_BAR_NONE;
}

static void
show_parts (FwScopeBar *self)
{
  GVariant *filters = self->page != NULL ? fw_page_get_filters (self->page) : NULL;
  FwScopeBarParts parts = self->parts;
  GtkWidget *child;
  const char *id, *words;
  GVariantIter iter;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->own))) != NULL)
    gtk_box_remove (self->own, child);
  if (filters != NULL)
    {
      g_variant_iter_init (&iter, filters);
      while (g_variant_iter_next (&iter, "(&s&s)", &id, &words))
        {
          parts &= ~find_part (id);
          add_own (self, id, words);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->own), filters != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->site), (parts & FW_SCOPE_BAR_SITE) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->team), (parts & FW_SCOPE_BAR_TEAM) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->queue), (parts & FW_SCOPE_BAR_QUEUE) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->range), (parts & FW_SCOPE_BAR_RANGE) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->against), (parts & FW_SCOPE_BAR_AGAINST) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->metric), (parts & FW_SCOPE_BAR_METRIC) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->who), shows_any (self->who));
  gtk_widget_set_visible (GTK_WIDGET (self->when), shows_any (self->when));
  part_days (self);
  fold_soon (self);
}

void
fw_scope_bar_set_page (FwScopeBar *self, FwPage *page, FwScopeBarParts parts)
{
  g_return_if_fail (FW_IS_SCOPE_BAR (self));

  if (self->page != NULL)
    g_signal_handlers_disconnect_by_func (self->page, show_parts, self);
  g_set_weak_pointer (&self->page, page);
  self->parts = parts;
  if (page != NULL)
    g_signal_connect_object (page, "notify::filters", G_CALLBACK (show_parts), self,
                             G_CONNECT_SWAPPED);
  fill_againsts (self);
  show_parts (self);
  update_age (self);
}

char *
fw_scope_bar_describe (FwScopeBar *self)
{
  FwPill *pills[] = {
    self->site, self->team, self->queue, self->metric, self->range, self->against
  };
  g_autoptr (GString) text = g_string_new (NULL);
  GVariant *filters;
  GVariantIter iter;
  const char *words;

  g_return_val_if_fail (FW_IS_SCOPE_BAR (self), NULL);

  filters = self->page != NULL ? fw_page_get_filters (self->page) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (pills); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (pills[i])))
      {
        g_autofree char *chosen = fw_pill_describe (pills[i]);

        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", chosen);
      }
  if (filters != NULL)
    {
      g_variant_iter_init (&iter, filters);
      while (g_variant_iter_next (&iter, "(&s&s)", NULL, &words))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
    }
  return g_strdup (text->str);
}

char *
fw_scope_bar_describe_moment (FwScopeBar *self)
{
  gint64 as_of;
  g_autofree char *day = NULL, *clock = NULL;

  g_return_val_if_fail (FW_IS_SCOPE_BAR (self), NULL);

  as_of = get_as_of (self);
  if (as_of == 0)
    return g_strdup ("");
  day = fw_format_day (as_of, NULL);
  clock = fw_format_clock (as_of, NULL);
  /* Translators: a day and a time of day */
  return g_strdup_printf (_ ("As of %s, %s"), day, clock);
}
