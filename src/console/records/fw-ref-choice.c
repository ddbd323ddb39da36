/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-ref-choice.h"

#include "console/fw-choice-keys.h"
#include "console/fw-cut-text.h"
#include "console/records/fw-account-names.h"

struct _FwRefChoice
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListBox *rows;

  FwRecordList *list;        /* (nullable): whose records are chosen */
  FwClient *accounts;        /* (nullable): whose user names are */
  const char *const *ids;    /* (nullable): of fixed values */
  const char *const *titles; /* to be translated */
  GPtrArray *chosen;         /* char *, ids */
  char *name;                /* of the field */
  char *empty;               /* (nullable): what nothing chosen means; NULL: something must be */
  gboolean several;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwRefChoice, fw_ref_choice, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static gboolean
is_chosen (FwRefChoice *self, const char *id)
{
  return g_ptr_array_find_with_equal_func (self->chosen, id, g_str_equal, NULL);
}

static const char *
get_title (FwRefChoice *self, const char *id)
{
  FwRecordItem *item;

  if (self->accounts != NULL)
    return fw_account_names_find (self->accounts, id);
  for (guint i = 0; self->ids != NULL && self->ids[i] != NULL; i++)
    if (g_str_equal (self->ids[i], id))
      return _ (self->titles[i]);
  item = self->list != NULL ? fw_record_list_find (self->list, id) : NULL;
  return item != NULL ? fw_record_item_get_title (item) : id;
}

/* A screen reader hears what the field is and what is chosen. */
static void
update_name (FwRefChoice *self)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", self->name, gtk_label_get_text (self->label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
update_label (FwRefChoice *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->chosen->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            get_title (self, g_ptr_array_index (self->chosen, i)));
  gtk_label_set_text (self->label, text->len > 0         ? text->str
                                   : self->empty != NULL ? self->empty
                                                         : _ ("Choose"));
  update_name (self);
  if (text->len > 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
}

static void
add_row (FwRefChoice *self, const char *id, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autofree char *said = NULL;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_opacity (check,
                          (id != NULL ? is_chosen (self, id) : self->chosen->len == 0) ? 1 : 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  said = id != NULL ? g_strdup_printf ("%s\n%s", title, id) : g_strdup (title);
  g_object_set_data_full (G_OBJECT (row), "title", g_utf8_casefold (said, -1), g_free);
  gtk_list_box_append (self->rows, row);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (fw_record_item_get_title (*(FwRecordItem *const *) a),
                         fw_record_item_get_title (*(FwRecordItem *const *) b));
}

static void
add_records (FwRefChoice *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items = fw_record_list_get_items (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (sorted, g_list_model_get_item (items, i));
  g_ptr_array_sort (sorted, compare_items);
  for (guint i = 0; i < sorted->len; i++)
    add_row (self, fw_record_item_get_id (g_ptr_array_index (sorted, i)),
             fw_record_item_get_title (g_ptr_array_index (sorted, i)));
}

/* Two people may have one name. */
static void
add_accounts (FwRefChoice *self)
{
  g_autoptr (GPtrArray) ids = fw_account_names_list (fw_account_names_get (self->accounts));

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autofree char *title =
          g_strdup_printf ("%s · %s", fw_account_names_find (self->accounts, id), id);

      add_row (self, id, title);
    }
}

static void
fill (FwRefChoice *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  if (self->empty != NULL)
    add_row (self, NULL, self->empty);
  if (self->list != NULL)
    add_records (self);
  if (self->accounts != NULL)
    add_accounts (self);
  for (guint i = 0; self->ids != NULL && self->ids[i] != NULL; i++)
    add_row (self, self->ids[i], _ (self->titles[i]));
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  FwRefChoice *self = FW_REF_CHOICE (user_data);
  g_autofree char *wanted =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return strstr (g_object_get_data (G_OBJECT (row), "title"), wanted) != NULL;
}

static GtkListBoxRow *
find_row (FwRefChoice *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "id"), id) == 0)
      return row;
  return NULL;
}

static void
popover_shown_cb (FwRefChoice *self)
{
  const char *first = self->chosen->len > 0 ? g_ptr_array_index (self->chosen, 0) : NULL;

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill (self);
  fw_choice_keys_begin (self->rows, find_row (self, first));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
row_activated_cb (FwRefChoice *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));
  guint position;

  if (id == NULL)
    g_ptr_array_set_size (self->chosen, 0);
  else if (g_ptr_array_find_with_equal_func (self->chosen, id, g_str_equal, &position))
    g_ptr_array_remove_index (self->chosen, position);
  else
    {
      if (!self->several)
        g_ptr_array_set_size (self->chosen, 0);
      g_ptr_array_add (self->chosen, g_strdup (id));
    }
  if (self->several)
    {
      fill (self);
      fw_choice_keys_begin (self->rows, find_row (self, id));
    }
  else
    gtk_popover_popdown (self->popover);
  update_label (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
fw_ref_choice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FW_REF_CHOICE (widget)->button));
}

static void
fw_ref_choice_finalize (GObject *object)
{
  FwRefChoice *self = FW_REF_CHOICE (object);

  g_clear_object (&self->accounts);
  g_ptr_array_unref (self->chosen);
  g_free (self->name);
  g_free (self->empty);

  G_OBJECT_CLASS (fw_ref_choice_parent_class)->finalize (object);
}

static void
fw_ref_choice_class_init (FwRefChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_ref_choice_finalize;
  widget_class->grab_focus = fw_ref_choice_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_REF_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/records/fw-ref-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, FwRefChoice, button);
  gtk_widget_class_bind_template_child (widget_class, FwRefChoice, label);
  gtk_widget_class_bind_template_child (widget_class, FwRefChoice, popover);
  gtk_widget_class_bind_template_child (widget_class, FwRefChoice, search);
  gtk_widget_class_bind_template_child (widget_class, FwRefChoice, rows);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
fw_ref_choice_init (FwRefChoice *self)
{
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The menu button centres what it holds; a field begins at its left. */
  for (GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (self->label)); GTK_IS_BOX (box);
       box = gtk_widget_get_parent (box))
    {
      gtk_widget_set_halign (box, GTK_ALIGN_FILL);
      gtk_widget_set_hexpand (box, TRUE);
    }
  fw_cut_text_watch (GTK_WIDGET (self->label));
  gtk_list_box_set_filter_func (self->rows, filter_cb, self, NULL);
  fw_choice_keys_attach (self->popover, self->search, self->rows);
}

GtkWidget *
fw_ref_choice_new (FwRecordList *list, const char *name, gboolean several, const char *empty)
{
  FwRefChoice *self;

  g_return_val_if_fail (FW_IS_RECORD_LIST (list) && name != NULL, NULL);

  self = g_object_new (FW_TYPE_REF_CHOICE, NULL);
  self->name = g_strdup (name);
  self->empty = g_strdup (empty);
  self->list = list; /* lives as long as the client does */
  self->several = several;
  g_signal_connect_object (list, "changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  update_label (self);
  return GTK_WIDGET (self);
}

GtkWidget *
fw_ref_choice_new_accounts (FwClient *client, const char *name, const char *empty)
{
  FwRefChoice *self;

  g_return_val_if_fail (FW_IS_CLIENT (client) && name != NULL, NULL);

  self = g_object_new (FW_TYPE_REF_CHOICE, NULL);
  self->name = g_strdup (name);
  self->empty = g_strdup (empty);
  self->accounts = g_object_ref (client);
  g_signal_connect_object (fw_account_names_get (client), "changed", G_CALLBACK (update_label),
                           self, G_CONNECT_SWAPPED);
  update_label (self);
  return GTK_WIDGET (self);
}

GtkWidget *
fw_ref_choice_new_fixed (const char *const *ids,
                         const char *const *titles,
                         const char *name,
                         const char *empty)
{
  FwRefChoice *self;

  g_return_val_if_fail (ids != NULL && titles != NULL && name != NULL, NULL);

  self = g_object_new (FW_TYPE_REF_CHOICE, NULL);
  self->name = g_strdup (name);
  self->empty = g_strdup (empty);
  self->ids = ids;
  self->titles = titles;
  update_label (self);
  return GTK_WIDGET (self);
}

void
fw_ref_choice_set_chosen (FwRefChoice *self, const char *const *ids)
{
  g_return_if_fail (FW_IS_REF_CHOICE (self));

  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      g_ptr_array_add (self->chosen, g_strdup (ids[i]));
  update_label (self);
}

GStrv
fw_ref_choice_get_chosen (FwRefChoice *self)
{
  GStrv ids;

  g_return_val_if_fail (FW_IS_REF_CHOICE (self), NULL);

  ids = g_new0 (char *, self->chosen->len + 1);
  for (guint i = 0; i < self->chosen->len; i++)
    ids[i] = g_strdup (g_ptr_array_index (self->chosen, i));
  return ids;
}
