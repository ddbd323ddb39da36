/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-mapping-grid.h"

#include "charts/fw-format.h"
#include "console/import/fw-mapping-choice.h"
#include "console/import/fw-mapping-title.h"
#include "protocol/fw-said.h"

/* Without a header more is shown, so that it can be found. */
#define MOST_ROWS 24
#define MOST_ROWS_BELOW 8
#define MOST_CELLS 12 /* of a row where no header says how many there are */

/* Lines of the grid: what a column holds, its unit, then the rows of the file. */
enum
{
  LINE_ROLE,
  LINE_UNIT,
  LINE_ROWS
};

/** A column of the file. */
typedef struct
{
  FwMappingChoice *role;
  FwMappingChoice *unit; /* (nullable) */
} Column;

struct _FwMappingGrid
{
  AdwBin parent_instance;

  GtkGrid *grid;
  GArray *columns;    /* Column */
  GPtrArray *headers; /* char*: of the columns that stand there */
  const FwInspection *inspection;
  FwMappingDraft *draft;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwMappingGrid, fw_mapping_grid, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static const FwListColumn *
get_column (FwMappingGrid *self, guint i)
{
  return g_ptr_array_index (self->inspection->list.columns, i);
}

static guint
count_columns (const FwInspection *inspection)
{
  return MIN (inspection->list.columns->len, FW_MAPPING_MOST_COLUMNS);
}

/* A name that is blank or there twice names no column: then its place does. */
static guint
find_number (FwMappingGrid *self, guint i)
{
  const char *header = get_column (self, i)->header;
  guint same = 0;

  for (guint j = 0; j < self->inspection->list.columns->len; j++)
    same += g_str_equal (get_column (self, j)->header, header);
  return *header == '\0' || same > 1 ? i + 1 : 0;
}

/* ---- choices ---- */

static guint
find_index (GtkWidget *choice)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (choice), "column"));
}

static void
role_chosen_cb (FwMappingChoice *choice, FwMappingGrid *self)
{
  guint i = find_index (GTK_WIDGET (choice));
  const char *as = fw_mapping_choice_get (choice);
  const FwListColumn *column = get_column (self, i);

  fw_mapping_draft_set_column (self->draft, column->header, find_number (self, i),
                               *as != '\0' ? as : NULL, column->used_as);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
unit_chosen_cb (FwMappingChoice *choice, FwMappingGrid *self)
{
  const FwListColumn *column = get_column (self, find_index (GTK_WIDGET (choice)));
  g_autofree char *member = g_strconcat (column->used_as, "_unit", NULL);

  fw_mapping_draft_set_text (self->draft, member, fw_mapping_choice_get (choice));
  g_signal_emit (self, signals[CHANGED], 0);
}

static char *
name_column (FwMappingGrid *self, guint i)
{
  const char *header = get_column (self, i)->header;

  return *header != '\0' ? g_strdup (header) : g_strdup_printf (_ ("column %u"), i + 1);
}

static void
fill_roles (FwMappingGrid *self, FwMappingChoice *choice)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  g_ptr_array_add (names, (char *) "");
  g_ptr_array_add (titles, (char *) _ ("Not used"));
  for (char **role = self->inspection->roles; *role != NULL; role++)
    {
      g_ptr_array_add (names, *role);
      g_ptr_array_add (titles, (char *) fw_mapping_title_of_role (*role));
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (titles, NULL);
  fw_mapping_choice_fill (choice, (const char *const *) names->pdata,
                          (const char *const *) titles->pdata);
}

static GtkWidget *
create_choice (FwMappingGrid *self, guint i, const char *label, GCallback chosen)
{
  GtkWidget *choice = fw_mapping_choice_new (label);

  g_object_set_data (G_OBJECT (choice), "column", GUINT_TO_POINTER (i));
  g_signal_connect_object (choice, "chosen", chosen, self, 0);
  return choice;
}

static void
show_unit (FwMappingGrid *self, guint i)
{
  static const char *const names[] = {
    "s", "min", "h", "ms", "m.ss", "h:mm", "hhmmss", "day", NULL
  };
  const char *titles[G_N_ELEMENTS (names)] = { NULL };
  Column *column = &g_array_index (self->columns, Column, i);
  const char *unit = get_column (self, i)->unit;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  if (unit == NULL && column->unit != NULL)
    {
      gtk_grid_remove (self->grid, GTK_WIDGET (column->unit));
      column->unit = NULL;
    }
  if (unit == NULL)
    return;
  if (column->unit == NULL)
    {
      name = name_column (self, i);
      /* Translators: %s is the name of a column. */
      label = g_strdup_printf (_ ("Unit of plain numbers in “%s”"), name);
      column->unit =
          FW_MAPPING_CHOICE (create_choice (self, i, label, G_CALLBACK (unit_chosen_cb)));
      for (guint k = 0; names[k] != NULL; k++)
        titles[k] = fw_mapping_title_of_unit (names[k]);
      fw_mapping_choice_fill (column->unit, names, titles);
      gtk_grid_attach (self->grid, GTK_WIDGET (column->unit), (int) i + 1, LINE_UNIT, 1, 1);
    }
  fw_mapping_choice_show (column->unit, unit);
}

static void
show_choices (FwMappingGrid *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FwMappingChoice *role = g_array_index (self->columns, Column, i).role;
      const FwListColumn *column = get_column (self, i);
      g_autofree char *why = column->why != NULL ? fw_said_translate (column->why) : NULL;

      fill_roles (self, role);
      fw_mapping_choice_show (role, column->used_as);
      if (column->used_as != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (role), "unused");
      else
        gtk_widget_add_css_class (GTK_WIDGET (role), "unused");
      gtk_widget_set_tooltip_text (GTK_WIDGET (role), why);
      show_unit (self, i);
    }
}

/* ---- rows ---- */

static GtkWidget *
create_cell (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 15);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, "cell");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
describe_state (const FwInspectedRow *row)
{
  g_autofree char *number = fw_format_count (row->row);

  switch (row->state)
    {
    case FW_LINE_HEADER:
      return g_strdup_printf (_ ("%s  header"), number);
    case FW_LINE_LEFT_OUT:
      return g_strdup_printf (_ ("%s  ○ left out"), number);
    case FW_LINE_REJECTED:
      return g_strdup_printf (_ ("%s  ● rejected"), number);
    case FW_LINE_ABOVE:
    case FW_LINE_TAKEN:
    default:
      return g_steal_pointer (&number);
    }
}

static const char *
find_class (FwLineState state)
{
  switch (state)
    {
    case FW_LINE_HEADER:
      return "heading";
    case FW_LINE_REJECTED:
      return "late";
    case FW_LINE_ABOVE:
    case FW_LINE_LEFT_OUT:
      return "quiet";
    case FW_LINE_TAKEN:
    default:
      return NULL;
    }
}

static void
add_row (FwMappingGrid *self, const FwInspectedRow *row, int line)
{
  g_autofree char *state = describe_state (row);
  const char *css_class = find_class (row->state);
  GtkWidget *number = create_cell (state, css_class);
  guint n = g_strv_length (row->cells);
  guint shown = self->columns->len > 0 ? self->columns->len : MOST_CELLS;

  gtk_label_set_width_chars (GTK_LABEL (number), 10);
  gtk_widget_add_css_class (number, "number");
  gtk_grid_attach (self->grid, number, 0, line, 1, 1);
  /* A title has one cell and may be as long as the table is wide. */
  if (row->state == FW_LINE_ABOVE && n == 1 && self->columns->len > 1)
    {
      gtk_grid_attach (self->grid, create_cell (row->cells[0], css_class), 1, line,
                       (int) MIN (self->columns->len, 4), 1);
      return;
    }
  for (guint i = 0; i < MIN (n, shown); i++)
    {
      gboolean unused =
          i < self->columns->len && get_column (self, i)->used_as == NULL && css_class == NULL;

      gtk_grid_attach (self->grid, create_cell (row->cells[i], unused ? "quiet" : css_class),
                       (int) i + 1, line, 1, 1);
    }
}

static void
show_rows (FwMappingGrid *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)), *next;
  guint below = 0;

  for (; child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (GTK_IS_LABEL (child))
        gtk_grid_remove (self->grid, child);
    }
  for (guint i = 0; i < MIN (self->inspection->rows->len, MOST_ROWS) && below < MOST_ROWS_BELOW;
       i++)
    {
      const FwInspectedRow *row = g_ptr_array_index (self->inspection->rows, i);

      below += row->state != FW_LINE_ABOVE && row->state != FW_LINE_HEADER;
      add_row (self, row, LINE_ROWS + (int) i);
    }
}

/* ---- columns ---- */

static gboolean
has_same_columns (FwMappingGrid *self)
{
  if (self->headers->len != count_columns (self->inspection))
    return FALSE;
  for (guint i = 0; i < self->headers->len; i++)
    if (!g_str_equal (g_ptr_array_index (self->headers, i), get_column (self, i)->header))
      return FALSE;
  return TRUE;
}

static void
build_columns (FwMappingGrid *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->headers, 0);
  for (guint i = 0; i < count_columns (self->inspection); i++)
    {
      g_autofree char *name = name_column (self, i);
      /* Translators: %s is the name of a column. */
      g_autofree char *label = g_strdup_printf (_ ("What “%s” holds"), name);
      Column column = {
        FW_MAPPING_CHOICE (create_choice (self, i, label, G_CALLBACK (role_chosen_cb))), NULL
      };

      gtk_grid_attach (self->grid, GTK_WIDGET (column.role), (int) i + 1, LINE_ROLE, 1, 1);
      g_array_append_val (self->columns, column);
      g_ptr_array_add (self->headers, g_strdup (get_column (self, i)->header));
    }
}

static void
fw_mapping_grid_finalize (GObject *object)
{
  FwMappingGrid *self = FW_MAPPING_GRID (object);

  g_array_unref (self->columns);
  g_ptr_array_unref (self->headers);

  G_OBJECT_CLASS (fw_mapping_grid_parent_class)->finalize (object);
}

static void
fw_mapping_grid_class_init (FwMappingGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_mapping_grid_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_MAPPING_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_mapping_grid_init (FwMappingGrid *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "mapping-grid");
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The first rows of the file"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
fw_mapping_grid_show (FwMappingGrid *self, const FwInspection *inspection, FwMappingDraft *draft)
{
  g_return_if_fail (FW_IS_MAPPING_GRID (self));
  g_return_if_fail (inspection != NULL && draft != NULL);

  self->inspection = inspection;
  self->draft = draft;
  if (!has_same_columns (self))
    build_columns (self);
  show_choices (self);
  show_rows (self);
}
