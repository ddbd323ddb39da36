/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-watch.h"

#include "console/fw-good-period.h"
#include "console/records/fw-record-writer.h"
#include "console/why/fw-why-words.h"
#include "core/why/fw-factor.h"
#include "protocol/fw-said.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FwWhyWatch
{
  AdwBin parent_instance;

  FwPage *page;        /* not owned: it holds this */
  const GArray *parts; /* of the page */
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkEntry *name;
  GtkDropDown *moment;
  GtkDropDown *direction;
  GtkLabel *problem;
  GtkButton *save;
  GtkBox *record;
};

G_DEFINE_FINAL_TYPE (FwWhyWatch, fw_why_watch, ADW_TYPE_BIN)

static const char *const moments[] = { "daily", "live" };
static const char *const directions[] = { "worse", "either" };

static guint
find_field (const FwKind *kind, const char *name)
{
  return (guint) fw_kind_find_field (kind, name);
}

static void
set_text (FwRecord *record, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    fw_record_put_text (record, name, text);
}

/* ---- the question as a record ---- */

static const char *
find_part (FwWhyWatch *self, const char *attribute)
{
  for (guint i = self->parts->len; i > 0; i--)
    {
      const FwWhyPart *part = &g_array_index (self->parts, FwWhyPart, i - 1);

      if (g_str_equal (part->attribute, attribute))
        return part->value;
    }
  return NULL;
}

static const char *
find_filter (FwWhyWatch *self, const char *attribute)
{
  const char *value = find_part (self, attribute);

  return value != NULL ? value : fw_view_get (fw_page_get_view (self->page), attribute);
}

/* The levels of a factor are several values, parted by commas; of a dimension it is one. */
static void
append_filter (GString *filters, const char *attribute, const char *value)
{
  guint factor;

  if (*value == '\0')
    return;
  if (filters->len > 0)
    g_string_append_c (filters, '&');
  g_string_append_printf (filters, "%s=", attribute);
  g_string_append_uri_escaped (filters, value,
                               fw_factor_find (fw_text (attribute), &factor) ? "," : NULL, TRUE);
}

static char *
make_filters (FwWhyWatch *self)
{
  static const char *const of_view[] = { "queue", "channel", "product" };
  GString *filters = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (of_view); i++)
    append_filter (filters, of_view[i], find_filter (self, of_view[i]));
  for (guint i = 0; i < self->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (self->parts, FwWhyPart, i);
      gboolean apart =
          g_str_equal (part->attribute, "site") || g_str_equal (part->attribute, "team") ||
          g_strv_contains ((const char *const[]){ "queue", "channel", "product", NULL },
                           part->attribute);

      if (!apart && find_part (self, part->attribute) == part->value)
        append_filter (filters, part->attribute, part->value);
    }
  return g_string_free (filters, FALSE);
}

/* What is found is told by team: somebody of a few teams alone watches one of them. */
static const char *
find_team (FwWhyWatch *self)
{
  const char *team = find_filter (self, "team");
  const char *mine = fw_client_get_account_teams (fw_page_get_client (self->page));

  return *team == '\0' && mine != NULL && strchr (mine, ',') == NULL ? mine : team;
}

static FwRecord *
make_watch (FwWhyWatch *self)
{
  FwView *view = fw_page_get_view (self->page);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *filters = make_filters (self);
  FwRecord *record = fw_record_new (fw_kind_find ("watch"), id);
  const char *against = fw_view_get (view, "against");
  const char *period = fw_good_period_get_id (against);

  set_text (record, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
  set_text (record, "metric", fw_view_get (view, "metric"));
  if (g_str_equal (against, "period"))
    against = "previous"; /* what has no name passes; a watch goes on */
  set_text (record, "baseline", period != NULL ? "period" : against);
  set_text (record, "period", period);
  set_text (record, "moment", moments[gtk_drop_down_get_selected (self->moment)]);
  set_text (record, "direction", directions[gtk_drop_down_get_selected (self->direction)]);
  set_text (record, "site", find_filter (self, "site"));
  set_text (record, "team", find_team (self));
  set_text (record, "filters", filters);
  fw_record_set_fallbacks (record);

  return record;
}

static void
show_problem (FwWhyWatch *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwWhyWatch) self = data;
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  FwWriteOutcome outcome = fw_record_write_finish (result, &stored, NULL, &error);
  g_autofree char *sentence = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
  if (outcome == FW_WRITE_FAILED)
    {
      sentence = fw_error_to_sentence (error);
      show_problem (self, sentence);
      return;
    }
  gtk_popover_popdown (self->popover);
  fw_page_toast (self->page, outcome == FW_WRITE_STORED
                                 ? _ ("Watched from now on")
                                 : _ ("Watched as soon as the server is back"));
}

static void
save_cb (FwWhyWatch *self)
{
  g_autoptr (FwRecord) watch = make_watch (self);
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->save)))
    return;
  if (strchr (find_team (self), ',') == NULL &&
      fw_record_is_empty (watch, find_field (fw_kind_find ("watch"), "team")) &&
      *fw_client_get_account_teams (fw_page_get_client (self->page)) != '\0')
    show_problem (self, _ ("Choose one of your teams in the bar above: a watch tells its team."));
  else if (!fw_record_check (watch, &error))
    {
      g_autofree char *sentence = fw_said_translate (error->message);

      show_problem (self, sentence);
    }
  else
    {
      show_problem (self, NULL);
      gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
      fw_record_write_async (fw_page_get_client (self->page), watch, NULL, written_cb,
                             g_object_ref (self));
    }
}

/* ---- how often each was right ---- */

typedef struct
{
  guint spoken, right, wrong;
} Count;

static Count
count_findings (FwWhyWatch *self, const char *watch)
{
  GListModel *findings = fw_record_list_get_items (
      fw_record_list_get (fw_page_get_client (self->page), fw_kind_find ("finding")));
  Count count = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (findings, i);
      FwRecord *record = fw_record_item_get_record (item);
      const char *judgement = fw_record_text (record, FW_KIND_STATE);

      if (g_strcmp0 (fw_record_text (record, "watch"), watch) != 0)
        continue;
      count.spoken++;
      count.right += g_strcmp0 (judgement, "real") == 0;
      count.wrong += g_strcmp0 (judgement, "chance") == 0;
    }
  return count;
}

static char *
describe_count (const Count *count)
{
  g_autofree char *spoken = NULL;

  if (count->spoken == 0)
    return g_strdup (_ ("has not spoken up yet"));
  spoken = g_strdup_printf (ngettext ("spoke up %u time", "spoke up %u times", count->spoken),
                            count->spoken);
  if (count->right + count->wrong == 0)
    return g_strdup_printf (_ ("%s, not judged yet"), spoken);
  /* Translators: "spoke up 6 times": right 5 of 6 judged */
  return g_strdup_printf (_ ("%s: right %u of %u judged"), spoken, count->right,
                          count->right + count->wrong);
}

static void
show_record (FwWhyWatch *self)
{
  GListModel *watches = fw_record_list_get_items (
      fw_record_list_get (fw_page_get_client (self->page), fw_kind_find ("watch")));
  guint n = g_list_model_get_n_items (watches);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->record))) != NULL)
    gtk_box_remove (self->record, child);
  for (guint i = 0; i < MAX (n, 1); i++)
    {
      g_autoptr (FwRecordItem) item = n > 0 ? g_list_model_get_item (watches, i) : NULL;
      g_autofree char *text = NULL;
      GtkWidget *label;

      if (item != NULL)
        {
          Count count = count_findings (self, fw_record_item_get_id (item));
          g_autofree char *words = describe_count (&count);

          /* Translators: name of a watch, and how often it spoke up */
          text = g_strdup_printf (_ ("%s: %s"), fw_record_item_get_title (item), words);
        }
      else
        text = g_strdup (_ ("Nothing is watched yet."));
      label = gtk_label_new (text);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
      gtk_box_append (self->record, label);
    }
}

static void
show_cb (FwWhyWatch *self)
{
  FwView *view = fw_page_get_view (self->page);
  GString *name = g_string_new (fw_why_words_metric (fw_view_get (view, "metric")));

  for (guint i = 0; i < self->parts->len; i++)
    {
      g_autofree char *part = fw_why_words_part (&g_array_index (self->parts, FwWhyPart, i));

      g_string_append_printf (name, " · %s", part);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->name), name->str);
  g_string_free (name, TRUE);
  show_problem (self, NULL);
  show_record (self);
}

static void
go (FwWhyWatch *self, const char *page)
{
  gtk_popover_popdown (self->popover);
  fw_page_go (self->page, page, NULL);
}

static void
watches_cb (FwWhyWatch *self)
{
  go (self, "watches");
}

static void
findings_cb (FwWhyWatch *self)
{
  go (self, "findings");
}

static void
fw_why_watch_class_init (FwWhyWatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/why/fw-why-watch.ui");
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, button);
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, popover);
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, name);
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, moment);
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, direction);
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, problem);
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, save);
  gtk_widget_class_bind_template_child (widget_class, FwWhyWatch, record);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, watches_cb);
  gtk_widget_class_bind_template_callback (widget_class, findings_cb);
}

static void
fw_why_watch_init (FwWhyWatch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fw_why_watch_new (FwPage *page, const GArray *parts)
{
  FwWhyWatch *self;
  FwClient *client;

  g_return_val_if_fail (FW_IS_PAGE (page), NULL);

  self = g_object_new (FW_TYPE_WHY_WATCH, NULL);
  self->page = page;
  self->parts = parts;
  client = fw_page_get_client (page);
  g_signal_connect_object (fw_record_list_get (client, fw_kind_find ("watch")), "changed",
                           G_CALLBACK (show_record), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fw_record_list_get (client, fw_kind_find ("finding")), "changed",
                           G_CALLBACK (show_record), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
fw_why_watch_open (FwWhyWatch *self)
{
  g_return_if_fail (FW_IS_WHY_WATCH (self));

  gtk_menu_button_popup (self->button);
}
