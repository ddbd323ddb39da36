/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-pill.h"

#include "console/fw-choice-keys.h"
#include "console/fw-range-chooser.h"

typedef struct
{
  char *property;
  char *heading;
  char *all;
  char *stand_in; /* (nullable) */
  GStrv ids;
  GStrv titles;
} Section;

struct _FwPill
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *prefix;
  GtkLabel *chosen;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListBox *list;
  FwRangeChooser *chooser; /* (nullable): of a range that no row names */

  FwView *view;
  GPtrArray *sections; /* Section */
  char *name;
};

G_DEFINE_FINAL_TYPE (FwPill, fw_pill, ADW_TYPE_BIN)

static void
free_section (gpointer data)
{
  Section *section = data;

  g_free (section->property);
  g_free (section->heading);
  g_free (section->all);
  g_free (section->stand_in);
  g_strfreev (section->ids);
  g_strfreev (section->titles);
  g_free (section);
}

static const char *
find_title (Section *section, const char *id)
{
  for (guint i = 0; section->ids != NULL && section->ids[i] != NULL; i++)
    if (g_str_equal (section->ids[i], id))
      return section->titles[i];
  return id;
}

/* What the view says, or what stands for it. */
static const char *
get_value (FwPill *self, Section *section)
{
  const char *value = fw_view_get (self->view, section->property);

  if (section->stand_in == NULL || *value == '\0' || section->ids == NULL ||
      g_strv_contains ((const char *const *) section->ids, value))
    return value;
  return section->stand_in;
}

/* What is chosen in any section; else the first section's word for everything. */
static void
update_label (FwPill *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *label = NULL, *custom = NULL;
  gboolean narrowed = FALSE;

  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);
      const char *value = get_value (self, section);

      if (*value == '\0')
        continue;
      narrowed = narrowed || section->all != NULL;
      if (self->chooser != NULL && g_str_equal (value, fw_range_chooser_get_choice (self->chooser)))
        custom = fw_range_chooser_describe (self->chooser);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                              custom != NULL ? custom : find_title (section, value));
    }
  if (text->len == 0 && self->sections->len > 0)
    {
      Section *first = g_ptr_array_index (self->sections, 0);

      g_string_append (text, first->all != NULL ? first->all : "");
    }

  gtk_label_set_text (self->chosen, text->str);
  if (narrowed)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "narrowed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "narrowed");
  label = g_strdup_printf ("%s: %s", self->name, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
add_heading (FwPill *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
add_choice (FwPill *self, Section *section, const char *id, const char *title)
{
  gboolean chosen = g_str_equal (get_value (self, section), id);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_opacity (check, chosen ? 1 : 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (row), "section", section);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", g_utf8_casefold (title, -1), g_free);
  gtk_list_box_append (self->list, row);
}

static void
fill_list (FwPill *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);

  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);
      guint n = section->ids != NULL ? g_strv_length (section->ids) : 0;

      if (n == 0 && section->all == NULL)
        continue;
      if (section->heading != NULL)
        add_heading (self, section->heading);
      if (section->all != NULL)
        add_choice (self, section, "", section->all);
      for (guint j = 0; j < n; j++)
        add_choice (self, section, section->ids[j], section->titles[j]);
    }
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  FwPill *self = FW_PILL (user_data);
  const char *folded = g_object_get_data (G_OBJECT (row), "folded");
  g_autofree char *wanted =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return *wanted == '\0' || (folded != NULL && strstr (folded, wanted) != NULL);
}

/* The first choice that is made, where there are several sections. */
static GtkListBoxRow *
find_chosen (FwPill *self)
{
  GtkListBoxRow *row, *all = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      Section *section = g_object_get_data (G_OBJECT (row), "section");
      const char *id = g_object_get_data (G_OBJECT (row), "id");

      if (section == NULL || !g_str_equal (get_value (self, section), id))
        continue;
      if (*id != '\0')
        return row;
      all = all != NULL ? all : row;
    }
  return all;
}

static void
popover_shown_cb (FwPill *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_list (self);
  fw_choice_keys_begin (self->list, find_chosen (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
row_activated_cb (FwPill *self, GtkListBoxRow *row)
{
  Section *section = g_object_get_data (G_OBJECT (row), "section");
  const char *id = g_object_get_data (G_OBJECT (row), "id");

  gtk_popover_popdown (self->popover);
  if (section != NULL && self->chooser != NULL &&
      g_str_equal (id, fw_range_chooser_get_choice (self->chooser)))
    gtk_popover_popup (GTK_POPOVER (self->chooser));
  else if (section != NULL)
    fw_view_set (self->view, section->property, id);
}

static void
fw_pill_dispose (GObject *object)
{
  FwPill *self = FW_PILL (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  if (self->chooser != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->chooser));
  self->chooser = NULL;

  G_OBJECT_CLASS (fw_pill_parent_class)->dispose (object);
}

static void
fw_pill_finalize (GObject *object)
{
  FwPill *self = FW_PILL (object);

  g_ptr_array_unref (self->sections);
  g_free (self->name);

  G_OBJECT_CLASS (fw_pill_parent_class)->finalize (object);
}

static void
fw_pill_class_init (FwPillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fw_pill_dispose;
  object_class->finalize = fw_pill_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-pill.ui");
  gtk_widget_class_bind_template_child (widget_class, FwPill, button);
  gtk_widget_class_bind_template_child (widget_class, FwPill, prefix);
  gtk_widget_class_bind_template_child (widget_class, FwPill, chosen);
  gtk_widget_class_bind_template_child (widget_class, FwPill, popover);
  gtk_widget_class_bind_template_child (widget_class, FwPill, search);
  gtk_widget_class_bind_template_child (widget_class, FwPill, list);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
fw_pill_init (FwPill *self)
{
  self->sections = g_ptr_array_new_with_free_func (free_section);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  fw_choice_keys_attach (self->popover, self->search, self->list);
}

void
fw_pill_bind (FwPill *self, FwView *view, const char *name, const char *prefix)
{
  g_return_if_fail (FW_IS_PILL (self));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  self->name = g_strdup (name);
  gtk_label_set_text (self->prefix, prefix);
  gtk_widget_set_visible (GTK_WIDGET (self->prefix), prefix != NULL);
  g_signal_connect_swapped (view, "changed", G_CALLBACK (update_label), self);
}

void
fw_pill_add_section (FwPill *self, const char *property, const char *heading, const char *all)
{
  Section *section = g_new0 (Section, 1);

  g_return_if_fail (FW_IS_PILL (self));

  section->property = g_strdup (property);
  section->heading = g_strdup (heading);
  section->all = g_strdup (all);
  g_ptr_array_add (self->sections, section);
  update_label (self);
}

void
fw_pill_set_choices (FwPill *self,
                     const char *property,
                     const char *const *ids,
                     const char *const *titles)
{
  g_return_if_fail (FW_IS_PILL (self));

  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      if (!g_str_equal (section->property, property))
        continue;
      g_strfreev (section->ids);
      g_strfreev (section->titles);
      section->ids = g_strdupv ((GStrv) ids);
      section->titles = g_strdupv ((GStrv) titles);
    }
  update_label (self);
}

void
fw_pill_set_chooser (FwPill *self, GtkWidget *popover)
{
  g_return_if_fail (FW_IS_PILL (self));
  g_return_if_fail (self->chooser == NULL);

  self->chooser = FW_RANGE_CHOOSER (popover);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
}

void
fw_pill_set_stand_in (FwPill *self, const char *property, const char *id)
{
  g_return_if_fail (FW_IS_PILL (self));

  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      if (g_str_equal (section->property, property))
        {
          g_free (section->stand_in);
          section->stand_in = g_strdup (id);
        }
    }
}

char *
fw_pill_describe (FwPill *self)
{
  const char *prefix;

  g_return_val_if_fail (FW_IS_PILL (self), NULL);

  prefix = gtk_label_get_text (self->prefix);
  return *prefix != '\0' ? g_strdup_printf ("%s %s", prefix, gtk_label_get_text (self->chosen))
                         : g_strdup (gtk_label_get_text (self->chosen));
}

gboolean
fw_pill_narrows (FwPill *self)
{
  g_return_val_if_fail (FW_IS_PILL (self), FALSE);

  return gtk_widget_has_css_class (GTK_WIDGET (self->button), "narrowed");
}
