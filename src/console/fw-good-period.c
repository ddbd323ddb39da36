/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-good-period.h"

#include "console/fw-page.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-record-writer.h"
#include "protocol/fw-said.h"

struct _FwGoodPeriod
{
  AdwBin parent_instance;

  FwRangeChooser *chooser; /* weak: it holds this */
  FwClient *client;
  GtkWidget *name;
  GtkWidget *keep;
  GtkWidget *problem;
};

G_DEFINE_FINAL_TYPE (FwGoodPeriod, fw_good_period, ADW_TYPE_BIN)

const char *
fw_good_period_get_id (const char *against)
{
  g_return_val_if_fail (against != NULL, NULL);

  return g_str_has_prefix (against, FW_GOOD_PERIOD_PREFIX)
             ? against + strlen (FW_GOOD_PERIOD_PREFIX)
             : NULL;
}

static void
show_problem (FwGoodPeriod *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}

static void
choose (FwGoodPeriod *self, FwRecord *stored)
{
  g_autofree char *against = g_strconcat (FW_GOOD_PERIOD_PREFIX, fw_record_get_id (stored), NULL);

  fw_record_list_put (fw_record_list_get (self->client, fw_kind_find ("period")), stored);
  if (self->chooser == NULL)
    return;
  fw_view_set (fw_range_chooser_get_view (self->chooser), "against", against);
  gtk_popover_popdown (GTK_POPOVER (self->chooser));
}

/* The server does not know yet what waits for it: until then its days are asked for. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwGoodPeriod) self = data;
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  FwWriteOutcome outcome = fw_record_write_finish (result, &stored, NULL, &error);
  g_autofree char *sentence = NULL;

  gtk_widget_set_sensitive (self->keep, TRUE);
  if (outcome == FW_WRITE_FAILED)
    {
      sentence = fw_error_to_sentence (error);
      show_problem (self, sentence);
    }
  else if (outcome == FW_WRITE_STORED && stored != NULL)
    choose (self, stored);
  else if (self->chooser != NULL)
    fw_range_chooser_apply (self->chooser);
}

static gboolean
parse_field (FwRecord *record, const char *field, const char *text, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return fw_record_parse (record, (guint) fw_kind_find_field (fw_kind_find ("period"), field),
                          fw_text (stripped), error);
}

static FwRecord *
make_period (FwGoodPeriod *self, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *from = fw_range_chooser_get_day (self->chooser, FALSE);
  g_autofree char *to = fw_range_chooser_get_day (self->chooser, TRUE);
  g_autoptr (FwRecord) record = fw_record_new (fw_kind_find ("period"), id);
  const char *site = fw_view_get (fw_range_chooser_get_view (self->chooser), "site");

  if (!parse_field (record, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)), error) ||
      !parse_field (record, "from", from, error) || !parse_field (record, "to", to, error) ||
      !parse_field (record, "site", site, error) || !fw_record_check (record, error))
    return NULL;
  return g_steal_pointer (&record);
}

static void
keep_cb (FwGoodPeriod *self)
{
  g_autoptr (FwRecord) period = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (self->chooser == NULL || !gtk_widget_get_sensitive (self->keep) ||
      !fw_range_chooser_check (self->chooser))
    return;
  period = make_period (self, &error);
  sentence = error != NULL ? fw_said_translate (error->message) : NULL;
  show_problem (self, sentence);
  if (period == NULL)
    {
      gtk_widget_grab_focus (self->name);
      return;
    }
  gtk_widget_set_sensitive (self->keep, FALSE);
  fw_record_write_async (self->client, period, NULL, written_cb, g_object_ref (self));
}

static void
shown_cb (FwGoodPeriod *self)
{
  show_problem (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_widget_set_visible (
      GTK_WIDGET (self), (fw_client_get_role (self->client) & fw_kind_find ("period")->write) != 0);
}

static void
fw_good_period_dispose (GObject *object)
{
  FwGoodPeriod *self = FW_GOOD_PERIOD (object);

  g_clear_weak_pointer (&self->chooser);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fw_good_period_parent_class)->dispose (object);
}

static void
fw_good_period_class_init (FwGoodPeriodClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_good_period_dispose;
}

static void
fw_good_period_init (FwGoodPeriod *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Name"));

  self->name = gtk_entry_new ();
  self->keep = gtk_button_new_with_mnemonic (_ ("_Keep as a good period"));
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the good period"), -1);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->problem), 32);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "late");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), self->keep);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (keep_cb), self);
  g_signal_connect_swapped (self->keep, "clicked", G_CALLBACK (keep_cb), self);
}

GtkWidget *
fw_good_period_new (FwRangeChooser *chooser, FwClient *client)
{
  FwGoodPeriod *self = g_object_new (FW_TYPE_GOOD_PERIOD, NULL);

  g_set_weak_pointer (&self->chooser, chooser);
  self->client = g_object_ref (client);
  g_signal_connect_object (chooser, "show", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
