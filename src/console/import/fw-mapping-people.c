/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-mapping-people.h"

struct _FwMappingPeople
{
  AdwBin parent_instance;

  GtkGrid *lines;
  GtkEntry *name;
  GtkEntry *person;
  GtkWidget *add;
  FwMappingDraft *draft;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwMappingPeople, fw_mapping_people, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
clicked_cb (GtkButton *button, FwMappingPeople *self)
{
  GObject *object = G_OBJECT (button);
  const char *person = g_object_get_data (object, "person");
  const char *name = g_object_get_data (object, "name");

  if (g_object_get_data (object, "join") != NULL)
    fw_mapping_draft_add_name (self->draft, person, name);
  else
    fw_mapping_draft_remove_name (self->draft, person, name);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_line (FwMappingPeople *self, const char *person, const char *name, gboolean join, int line)
{
  g_autofree char *text =
      join /* Translators: two names of the file that differ only in case: “ANN LEE”, “Ann Lee”. */
          ? g_strdup_printf (_ ("“%s” may be “%s”"), name, person)
          /* Translators: a name that stands in the file, and the person who it is. */
          : g_strdup_printf (_ ("“%s” is %s"), name, person);
  g_autofree char *spoken = g_strdup_printf (join ? _ ("Take “%s” and “%s” as one person")
                                                  : _ ("Take “%s” and “%s” apart again"),
                                             name, person);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_label (join ? _ ("Same person") : _ ("Take apart"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "person", g_strdup (person), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (button), "join", GINT_TO_POINTER (join));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_grid_attach (self->lines, label, 0, line, 1, 1);
  gtk_grid_attach (self->lines, button, 1, line, 1, 1);
}

static void
show_add (FwMappingPeople *self)
{
  gtk_widget_set_sensitive (self->add,
                            *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0' &&
                                *gtk_editable_get_text (GTK_EDITABLE (self->person)) != '\0');
}

static void
add_cb (FwMappingPeople *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  g_autofree char *person = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->person)));

  g_strstrip (name);
  g_strstrip (person);
  if (*name == '\0' || *person == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (*name == '\0' ? self->name : self->person));
      return;
    }
  fw_mapping_draft_add_name (self->draft, person, name);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->person), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkEntry *
add_entry (FwMappingPeople *self, GtkBox *fields, const char *title)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), title);
  /* Narrow where text is large. */
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 22);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (show_add), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (fields, entry);
  return GTK_ENTRY (entry);
}

static void
fw_mapping_people_class_init (FwMappingPeopleClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_MAPPING_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_mapping_people_init (FwMappingPeople *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *fields = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->lines = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->lines, 18);
  gtk_grid_set_row_spacing (self->lines, 3);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  self->name = add_entry (self, GTK_BOX (fields), _ ("Name in the file"));
  self->person = add_entry (self, GTK_BOX (fields), _ ("Person who it is"));
  self->add = gtk_button_new_with_label (_ ("Same person"));
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (fields), self->add);
  gtk_box_append (GTK_BOX (box), fields);
  adw_bin_set_child (ADW_BIN (self), box);
  show_add (self);
}

/* The button that was pressed is gone by now: the next one has the focus, or the fields below. */
static void
keep_focus (FwMappingPeople *self)
{
  GtkWidget *button = gtk_grid_get_child_at (self->lines, 1, 0);

  gtk_widget_grab_focus (button != NULL ? button : GTK_WIDGET (self->name));
}

void
fw_mapping_people_show (FwMappingPeople *self,
                        const FwInspection *inspection,
                        FwMappingDraft *draft)
{
  gboolean focused;
  GtkWidget *child;
  int line = 0;

  g_return_if_fail (FW_IS_MAPPING_PEOPLE (self));
  g_return_if_fail (inspection != NULL && draft != NULL);

  self->draft = draft;
  focused = gtk_widget_get_focus_child (GTK_WIDGET (self->lines)) != NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_grid_remove (self->lines, child);
  for (guint i = 0; i < inspection->people->len; i++)
    {
      const FwOnePerson *one = g_ptr_array_index (inspection->people, i);

      add_line (self, one->person, one->name, !one->said, line++);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lines), line > 0);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          line > 0 || fw_inspection_has_role (inspection, "agent"));
  if (focused)
    keep_focus (self);
}
