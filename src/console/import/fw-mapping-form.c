/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-mapping-form.h"

#include "console/import/fw-mapping-choice.h"
#include "console/import/fw-mapping-title.h"

#define LAST_HEADER_ROW 1000

struct _FwMappingForm
{
  AdwBin parent_instance;

  GtkFlowBox *flow;
  GtkSpinButton *header_row;
  FwMappingChoice *sheet;
  FwMappingChoice *encoding;
  FwMappingChoice *decimal;
  FwMappingChoice *order;
  FwMappingChoice *same_id;
  GtkEntry *zone;
  gboolean showing;
  const FwInspection *inspection;
  FwMappingDraft *draft;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwMappingForm, fw_mapping_form, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* Names as iconv knows them, the usual ones first. */
static const char *const encodings[] = { "UTF-8",
                                         "windows-1252",
                                         "windows-1250",
                                         "windows-1251",
                                         "windows-1253",
                                         "windows-1254",
                                         "windows-1255",
                                         "windows-1256",
                                         "ISO-8859-15",
                                         "KOI8-R",
                                         "GB18030",
                                         "Big5",
                                         "Shift_JIS",
                                         "EUC-JP",
                                         "EUC-KR",
                                         "UTF-16",
                                         NULL };

static void
tell (FwMappingForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
header_row_cb (FwMappingForm *self)
{
  if (self->showing)
    return;
  fw_mapping_draft_set_header_row (self->draft,
                                   gtk_spin_button_get_value_as_int (self->header_row));
  tell (self);
}

static void
sheet_cb (FwMappingForm *self)
{
  fw_mapping_draft_set_sheet (self->draft, fw_mapping_choice_get (self->sheet));
  tell (self);
}

static void
member_cb (FwMappingChoice *choice, FwMappingForm *self)
{
  const char *value = fw_mapping_choice_get (choice);

  fw_mapping_draft_set_text (self->draft, g_object_get_data (G_OBJECT (choice), "member"),
                             *value != '\0' ? value : NULL);
  tell (self);
}

static void
apply_zone (FwMappingForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->zone));
  const char *before = fw_mapping_draft_get_text (self->draft, "zone");

  if (g_str_equal (text, before != NULL ? before : ""))
    return;
  fw_mapping_draft_set_text (self->draft, "zone", *text != '\0' ? text : NULL);
  tell (self);
}

static void
zone_left_cb (FwMappingForm *self)
{
  if (self->draft != NULL && !self->showing)
    apply_zone (self);
}

/* ---- building ---- */

static void
add_field (FwMappingForm *self, const char *title, GtkWidget *control)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), control);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_focusable (child, FALSE); /* what is in it takes the focus */
  gtk_flow_box_append (self->flow, child);
}

static FwMappingChoice *
add_choice (FwMappingForm *self, const char *title, const char *member)
{
  GtkWidget *choice = fw_mapping_choice_new (title);

  g_object_set_data (G_OBJECT (choice), "member", (gpointer) member);
  if (member != NULL)
    g_signal_connect_object (choice, "chosen", G_CALLBACK (member_cb), self, 0);
  add_field (self, title, choice);
  return FW_MAPPING_CHOICE (choice);
}

static void
add_header_row (FwMappingForm *self)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (1, LAST_HEADER_ROW, 1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Line of the header"), -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (header_row_cb), self,
                           G_CONNECT_SWAPPED);
  self->header_row = GTK_SPIN_BUTTON (spin);
  add_field (self, _ ("Line of the header"), spin);
}

static void
add_zone (FwMappingForm *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 18);
  gtk_widget_set_tooltip_text (entry, _ ("Such as Europe/Berlin"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clock of the file"), -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (apply_zone), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (zone_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
  self->zone = GTK_ENTRY (entry);
  add_field (self, _ ("Clock of the file"), entry);
}

static void
fw_mapping_form_class_init (FwMappingFormClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_MAPPING_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_mapping_form_init (FwMappingForm *self)
{
  self->flow = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (self->flow, 2);
  gtk_flow_box_set_max_children_per_line (self->flow, 7);
  gtk_flow_box_set_column_spacing (self->flow, 18);
  gtk_flow_box_set_row_spacing (self->flow, 9);
  gtk_widget_set_focusable (GTK_WIDGET (self->flow), FALSE);
  add_header_row (self);
  self->sheet = add_choice (self, _ ("Sheet"), NULL);
  g_signal_connect_object (self->sheet, "chosen", G_CALLBACK (sheet_cb), self, G_CONNECT_SWAPPED);
  self->encoding = add_choice (self, _ ("Text is written as"), "encoding");
  self->order = add_choice (self, _ ("Days are written as"), "date_order");
  self->decimal = add_choice (self, _ ("Decimal sign"), "decimal");
  add_zone (self);
  self->same_id = add_choice (self, _ ("Rows of one number"), "same_id");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->flow));
}

/* ---- showing ---- */

static void
set_field_visible (gpointer control, gboolean visible)
{
  gtk_widget_set_visible (gtk_widget_get_ancestor (control, GTK_TYPE_FLOW_BOX_CHILD), visible);
}

/* The first choice is what was found; the others overrule it. */
static void
show_choice (FwMappingForm *self,
             FwMappingChoice *choice,
             const char *found,
             const char *const *names,
             const char *(*title) (const char *name))
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  const char *said =
      fw_mapping_draft_get_text (self->draft, g_object_get_data (G_OBJECT (choice), "member"));
  g_autofree char *first =
      found != NULL ? g_strdup_printf (_ ("Found: %s"), found) : g_strdup (_ ("As found"));

  g_ptr_array_add (all, (char *) "");
  g_ptr_array_add (titles, first);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_ptr_array_add (all, (char *) names[i]);
      g_ptr_array_add (titles, (char *) (title != NULL ? title (names[i]) : names[i]));
    }
  g_ptr_array_add (all, NULL);
  g_ptr_array_add (titles, NULL);
  fw_mapping_choice_fill (choice, (const char *const *) all->pdata,
                          (const char *const *) titles->pdata);
  fw_mapping_choice_show (choice, said);
}

static const char *
title_decimal (const char *sign)
{
  return g_str_equal (sign, ",") ? _ ("comma: 1.234,5") : _ ("point: 1,234.5");
}

static const char *
title_same_id (const char *name)
{
  return g_str_equal (name, "parts") ? _ ("one call in parts") : _ ("a call each");
}

static void
show_choices (FwMappingForm *self)
{
  static const char *const orders[] = { "dmy", "mdy", "ymd", NULL };
  static const char *const signs[] = { ",", ".", NULL };
  static const char *const same[] = { "parts", "calls", NULL };
  const FwInspection *inspection = self->inspection;
  const char decimal[] = { inspection->text.decimal, '\0' };
  gboolean workbook = inspection->sheets[0] != NULL;

  show_choice (self, self->order,
               inspection->date_order != NULL ? fw_mapping_title_of_order (inspection->date_order)
                                              : NULL,
               orders, fw_mapping_title_of_order);
  show_choice (self, self->decimal,
               inspection->text.decimal != '\0' ? title_decimal (decimal) : NULL, signs,
               title_decimal);
  show_choice (self, self->encoding, inspection->text.encoding, encodings, NULL);
  show_choice (self, self->same_id, NULL, same, title_same_id);
  fw_mapping_choice_fill (self->sheet, (const char *const *) inspection->sheets,
                          (const char *const *) inspection->sheets);
  fw_mapping_choice_show (self->sheet, inspection->text.sheet);
  set_field_visible (self->sheet, workbook);
  set_field_visible (self->encoding, !workbook);
  set_field_visible (self->same_id, fw_inspection_has_role (inspection, "id"));
}

void
fw_mapping_form_show (FwMappingForm *self, const FwInspection *inspection, FwMappingDraft *draft)
{
  const char *zone;

  g_return_if_fail (FW_IS_MAPPING_FORM (self));
  g_return_if_fail (inspection != NULL && draft != NULL);

  self->inspection = inspection;
  self->draft = draft;
  self->showing = TRUE;
  if (inspection->list.header_row > 0)
    gtk_spin_button_set_value (self->header_row, (double) inspection->list.header_row);
  show_choices (self);
  zone = fw_mapping_draft_get_text (draft, "zone");
  gtk_entry_set_placeholder_text (self->zone, inspection->text.zone);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->zone)))))
    gtk_editable_set_text (GTK_EDITABLE (self->zone), zone != NULL ? zone : "");
  self->showing = FALSE;
}
