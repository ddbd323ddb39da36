/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-mapping-names.h"

/* What is said of names of one role. */
typedef struct
{
  const char *role;
  const char *member;
  const char *known; /* title of the field */
  const char *join;
  const char *joined; /* spoken, as the two below */
  const char *apart;
} Words;

static const Words words[] = {
  { "agent", "people", N_ ("Person who it is"), N_ ("Same person"),
    N_ ("Take “%s” and “%s” as one person"), N_ ("Take “%s” and “%s” apart again") },
  { "queue", "queues", N_ ("Queue that it is"), N_ ("Same queue"),
    N_ ("Take “%s” and “%s” as one queue"), N_ ("Take “%s” and “%s” apart again") },
};

struct _FwMappingNames
{
  AdwBin parent_instance;

  const Words *words;
  GtkGrid *lines;
  GtkEntry *name;
  GtkEntry *known;
  GtkWidget *add;
  FwMappingDraft *draft;
};

enum
{
  PROP_0,
  PROP_ROLE,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwMappingNames, fw_mapping_names, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
clicked_cb (GtkButton *button, FwMappingNames *self)
{
  GObject *object = G_OBJECT (button);
  const char *known = g_object_get_data (object, "known");
  const char *name = g_object_get_data (object, "name");

  if (g_object_get_data (object, "join") != NULL)
    fw_mapping_draft_add_name (self->draft, self->words->member, known, name);
  else
    fw_mapping_draft_remove_name (self->draft, self->words->member, known, name);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* @format: a translatable sentence with two places. */
static char *
say (const char *format, const char *name, const char *known)
{
  g_auto (GStrv) parts = g_strsplit (_ (format), "%s", 3);

  return g_strconcat (parts[0], name, parts[1], known, parts[2], NULL);
}

static void
add_line (FwMappingNames *self, const char *known, const char *name, gboolean join, int line)
{
  g_autofree char *text =
      join /* Translators: two names of the file that differ only in case: “ANN LEE”, “Ann Lee”. */
          ? g_strdup_printf (_ ("“%s” may be “%s”"), name, known)
          /* Translators: a name that stands in the file, and the person or queue that it is. */
          : g_strdup_printf (_ ("“%s” is %s"), name, known);
  g_autofree char *spoken = say (join ? self->words->joined : self->words->apart, name, known);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_label (join ? _ (self->words->join) : _ ("Take apart"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "known", g_strdup (known), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (button), "join", GINT_TO_POINTER (join));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_grid_attach (self->lines, label, 0, line, 1, 1);
  gtk_grid_attach (self->lines, button, 1, line, 1, 1);
}

static void
show_add (FwMappingNames *self)
{
  gtk_widget_set_sensitive (self->add,
                            *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0' &&
                                *gtk_editable_get_text (GTK_EDITABLE (self->known)) != '\0');
}

static void
add_cb (FwMappingNames *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  g_autofree char *known = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->known)));

  g_strstrip (name);
  g_strstrip (known);
  if (*name == '\0' || *known == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (*name == '\0' ? self->name : self->known));
      return;
    }
  fw_mapping_draft_add_name (self->draft, self->words->member, known, name);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->known), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkEntry *
add_entry (FwMappingNames *self, GtkBox *fields, const char *title)
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
fw_mapping_names_constructed (GObject *object)
{
  FwMappingNames *self = FW_MAPPING_NAMES (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *fields = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  G_OBJECT_CLASS (fw_mapping_names_parent_class)->constructed (object);

  self->lines = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->lines, 18);
  gtk_grid_set_row_spacing (self->lines, 3);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  self->name = add_entry (self, GTK_BOX (fields), _ ("Name in the file"));
  self->known = add_entry (self, GTK_BOX (fields), _ (self->words->known));
  self->add = gtk_button_new_with_label (_ (self->words->join));
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (fields), self->add);
  gtk_box_append (GTK_BOX (box), fields);
  adw_bin_set_child (ADW_BIN (self), box);
  show_add (self);
}

static void
fw_mapping_names_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FwMappingNames *self = FW_MAPPING_NAMES (object);

  if (id != PROP_ROLE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (g_value_get_string (value), words[i].role) == 0)
      self->words = &words[i];
}

static void
fw_mapping_names_class_init (FwMappingNamesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fw_mapping_names_constructed;
  object_class->set_property = fw_mapping_names_set_property;
  properties[PROP_ROLE] =
      g_param_spec_string ("role", NULL, NULL, "agent",
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_MAPPING_NAMES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_mapping_names_init (FwMappingNames *self)
{
  self->words = words;
}

/* The button that was pressed is gone by now: the next one has the focus, or the fields below. */
static void
keep_focus (FwMappingNames *self)
{
  GtkWidget *button = gtk_grid_get_child_at (self->lines, 1, 0);

  gtk_widget_grab_focus (button != NULL ? button : GTK_WIDGET (self->name));
}

void
fw_mapping_names_show (FwMappingNames *self, const FwInspection *inspection, FwMappingDraft *draft)
{
  gboolean focused;
  GtkWidget *child;
  int line = 0;

  g_return_if_fail (FW_IS_MAPPING_NAMES (self));
  g_return_if_fail (inspection != NULL && draft != NULL);

  self->draft = draft;
  focused = gtk_widget_get_focus_child (GTK_WIDGET (self->lines)) != NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_grid_remove (self->lines, child);
  for (guint i = 0; i < inspection->one_names->len; i++)
    {
      const FwOneName *one = g_ptr_array_index (inspection->one_names, i);

      if (g_str_equal (one->role, self->words->role))
        add_line (self, one->known, one->name, !one->said, line++);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lines), line > 0);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          line > 0 || fw_inspection_has_role (inspection, self->words->role));
  if (focused)
    keep_focus (self);
}
