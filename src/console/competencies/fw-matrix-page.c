/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-matrix-page.h"

#include "console/competencies/fw-competency-reading.h"
#include "console/competencies/fw-competency-table.h"
#include "console/competencies/fw-competency-words.h"
#include "console/competencies/fw-requirement-write.h"
#include "core/kind/fw-kind.h"

#include <glib/gi18n-lib.h>

/* What positions ask comes beside the rows of people, of which none are needed. */
#define PATH "competencies?limit=0"

struct _FwMatrixPage
{
  FwAskingPage parent_instance;

  GtkLabel *hint;
  GtkLabel *sentence;
  FwCompetencyTable *table;
};

G_DEFINE_FINAL_TYPE (FwMatrixPage, fw_matrix_page, FW_TYPE_ASKING_PAGE)

/* ---- showing ---- */

static void
show_sentence (FwMatrixPage *self)
{
  FwCompetencyItem *item = fw_competency_table_get_item (self->table);
  const guint competency = fw_competency_table_get_competency (self->table);
  g_autofree char *cell = NULL, *text = NULL;

  if (item == NULL || competency == FW_COMPETENCY_NOTHING)
    {
      gtk_label_set_text (self->sentence,
                          _ ("There are no positions or no competencies yet: define them first."));
      return;
    }
  cell = fw_competency_write_cell (item, competency);
  /* Translators: a position, and what it asks of a competency: "Team leader: Coaching: asked 3" */
  text = g_strdup_printf (_ ("%s: %s"), fw_competency_item_get (item)->name, cell);
  gtk_label_set_text (self->sentence, text);
}

static void
show_set (FwMatrixPage *self, FwCompetencySet *set)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = set->positions->len;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n && set->competencies->len > 0; i++)
    g_ptr_array_add (items, fw_competency_item_new_position (set, i));
  fw_competency_table_set (self->table, set, items);
  show_sentence (self);
  text = g_strdup_printf (ngettext ("%u position", "%u positions", n), n);
  fw_page_set_subtitle (FW_PAGE (self), text);
}

/* ---- asking ---- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwMatrixPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCompetencyReading) reading = fw_competency_reading_new_finish (result, &error);

  if (reading != NULL)
    show_set (self, reading->set);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fw_page_show_error (FW_PAGE (self), error);
}

static gboolean
take_body (FwAskingPage *page, GBytes *body, GError **error)
{
  fw_competency_reading_new_async (body, NULL, fw_asking_page_get_cancellable (page), read_cb,
                                   g_object_ref (page));
  return TRUE;
}

static void
fw_matrix_page_ask (FwAskingPage *page)
{
  fw_asking_page_get (page, PATH, take_body);
}

/* ---- a cell is changed ---- */

static void
written (FwPage *page, const char *refusal)
{
  if (refusal != NULL)
    fw_page_toast (page, refusal);
  else
    fw_asking_page_ask_soon (FW_ASKING_PAGE (page));
}

/* A digit beyond the scale of the competency is refused by the server, in words. */
static void
level_cb (FwCompetencyTable *table, guint digit, gpointer data)
{
  FwMatrixPage *self = data;
  FwCompetencyItem *item = fw_competency_table_get_item (self->table);
  const guint competency = fw_competency_table_get_competency (self->table);

  if (item == NULL || competency == FW_COMPETENCY_NOTHING ||
      !fw_asking_page_may_write (FW_ASKING_PAGE (self), "requirement"))
    return;
  fw_requirement_write (FW_PAGE (self), fw_competency_item_get (item)->person,
                        fw_competency_set_get (fw_competency_item_get_set (item), competency)->id,
                        digit, written);
}

static void
activated_cb (FwMatrixPage *self)
{
  fw_page_go (FW_PAGE (self), "competency-requirements", NULL);
}

/* ---- the page ---- */

static char *
fw_matrix_page_copy (FwPage *page, gboolean with_headers)
{
  FwMatrixPage *self = FW_MATRIX_PAGE (page);

  return fw_competency_table_count (self->table) > 0
             ? fw_competency_table_to_text (self->table, with_headers, FALSE)
             : NULL;
}

static char *
fw_matrix_page_list (FwPage *page)
{
  FwMatrixPage *self = FW_MATRIX_PAGE (page);

  return fw_competency_table_count (self->table) > 0
             ? fw_competency_table_to_text (self->table, TRUE, TRUE)
             : NULL;
}

static void
fw_matrix_page_focus (FwPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (FW_MATRIX_PAGE (page)->table));
}

static void
fw_matrix_page_setup (FwPage *page)
{
  FW_PAGE_CLASS (fw_matrix_page_parent_class)->setup (page);
  if (fw_asking_page_may_write (FW_ASKING_PAGE (page), "requirement"))
    gtk_label_set_text (
        FW_MATRIX_PAGE (page)->hint,
        _ ("What each position asks. A digit sets the level of the cell, 0 asks for nothing; "
           "Ctrl+Z takes it back. Weights stand under Requirements (Enter)."));
}

static void
fw_matrix_page_class_init (FwMatrixPageClass *klass)
{
  static const char *const kinds[] = { "competency", "requirement", "position", NULL };
  FwPageClass *page_class = FW_PAGE_CLASS (klass);

  FW_ASKING_PAGE_CLASS (klass)->ask = fw_matrix_page_ask;
  FW_ASKING_PAGE_CLASS (klass)->kinds = kinds;
  page_class->setup = fw_matrix_page_setup;
  page_class->focus = fw_matrix_page_focus;
  page_class->copy = fw_matrix_page_copy;
  page_class->list = fw_matrix_page_list;
  page_class->is_table = TRUE;
}

static void
fw_matrix_page_init (FwMatrixPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->hint = GTK_LABEL (gtk_label_new (_ ("What each position asks.")));
  self->sentence = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->sentence, 0);
  gtk_label_set_wrap (self->sentence, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "numeric");
  gtk_label_set_xalign (self->hint, 0);
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dim-label");
  self->table = FW_COMPETENCY_TABLE (fw_competency_table_new ());
  fw_competency_table_set_matrix (self->table);
  g_signal_connect_object (self->table, "moved", G_CALLBACK (show_sentence), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "level", G_CALLBACK (level_cb), self, 0);
  gtk_widget_add_css_class (box, "live-board");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->table));
  adw_bin_set_child (ADW_BIN (self), box);
}
