/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contact-columns.h"

#include "charts/fw-format.h"
#include "console/contacts/fw-contact-detail.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *order; /* of the server */
  const char *title; /* in the context "contact" */
  double xalign;
  guint chars;
} table[FW_N_CONTACT_COLUMNS] = {
  [FW_CONTACT_ARRIVAL] = { "arrival", "at", N_ ("Arrived"), 0, 15 },
  [FW_CONTACT_QUEUE] = { "queue", "queue", N_ ("Queue"), 0, 15 },
  [FW_CONTACT_TEAM] = { "team", "team", N_ ("Team"), 0, 12 },
  [FW_CONTACT_PERSON] = { "person", "agent", N_ ("Person"), 0, 14 },
  [FW_CONTACT_PRODUCT] = { "product", "product", N_ ("Product"), 0, 12 },
  [FW_CONTACT_OUTCOME] = { "outcome", "outcome", N_ ("Outcome"), 0, 9 },
  [FW_CONTACT_WAIT] = { "wait", "wait_s", N_ ("Waited"), 1, 5 },
  [FW_CONTACT_HANDLING] = { "handling", "handling_s", N_ ("Handling"), 1, 5 },
  [FW_CONTACT_RATING] = { "rating", "rating", N_ ("Rating"), 1, 3 },
  [FW_CONTACT_RESOLVED] = { "resolved", "resolved", NC_ ("contact", "Resolved"), 1, 4 },
};

typedef struct
{
  FwContactsModel *model; /* not owned: the grid's rows are its own */
  FwNames *names;
  FwContactColumn column;
} ColumnData;

const char *
fw_contact_column_get_title (FwContactColumn column)
{
  g_return_val_if_fail (column < FW_N_CONTACT_COLUMNS, "");

  return column == FW_CONTACT_RESOLVED
             ? g_dpgettext2 (GETTEXT_PACKAGE, "contact", table[column].title)
             : _ (table[column].title);
}

const char *
fw_contact_column_get_order (FwContactColumn column)
{
  g_return_val_if_fail (column < FW_N_CONTACT_COLUMNS, "at");

  return table[column].order;
}

static char *
write_moment (gint64 at, GTimeZone *zone)
{
  g_autofree char *day = fw_format_day (at, zone);
  g_autofree char *clock = fw_format_clock (at, zone);

  return g_strdup_printf ("%s %s", day, clock);
}

char *
fw_contact_column_write (FwContactColumn column,
                         const FwContactFacts *contact,
                         FwNames *names,
                         GTimeZone *zone)
{
  g_return_val_if_fail (contact != NULL && FW_IS_NAMES (names), NULL);

  switch (column)
    {
    case FW_CONTACT_ARRIVAL:
      return write_moment (contact->at, zone);
    case FW_CONTACT_QUEUE:
      return g_strdup (fw_names_find (names, "queue", contact->queue));
    case FW_CONTACT_TEAM:
      return g_strdup (fw_names_find (names, "team", contact->team));
    case FW_CONTACT_PERSON:
      return g_strdup (fw_names_find (names, "agent", contact->agent));
    case FW_CONTACT_PRODUCT:
      return g_strdup (fw_names_find (names, "product", contact->product));
    case FW_CONTACT_OUTCOME:
      return g_strdup (fw_contact_word (contact->outcome));
    case FW_CONTACT_WAIT:
      return fw_format_duration (contact->wait);
    case FW_CONTACT_HANDLING:
      return g_strcmp0 (contact->outcome, "answered") == 0 ? fw_format_duration (contact->handling)
                                                           : g_strdup (FW_FORMAT_NONE);
    case FW_CONTACT_RATING:
      return contact->rating > 0 ? fw_format_count (contact->rating) : g_strdup (FW_FORMAT_NONE);
    case FW_CONTACT_RESOLVED:
      return g_strdup (contact->resolved < 0 ? FW_FORMAT_NONE
                       : contact->resolved   ? _ ("yes")
                                             : _ ("no"));
    case FW_N_CONTACT_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  ColumnData *column = data;
  const FwContactFacts *contact = fw_contact_row_get (row);
  g_autofree char *text = contact != NULL
                              ? fw_contact_column_write (column->column, contact, column->names,
                                                         fw_contacts_model_get_zone (column->model))
                              : g_strdup ("…");

  fw_live_cell_set (cell, text, FW_MARK_NONE, FW_CHART_COLOR_TEXT,
                    contact == NULL || g_str_equal (text, FW_FORMAT_NONE), FALSE);
}

/* Rows stand as the server sorted them. */
static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  guint left = fw_contact_row_get_position ((gpointer) a);
  guint right = fw_contact_row_get_position ((gpointer) b);

  return (left > right) - (left < right);
}

static void
free_data (gpointer data)
{
  ColumnData *column = data;

  g_object_unref (column->names);
  g_free (column);
}

void
fw_contact_columns_add (FwLiveGrid *grid,
                        FwContactsModel *model,
                        FwNames *names,
                        const FwContactColumn *columns,
                        guint n_columns)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid) && FW_IS_CONTACTS_MODEL (model));
  g_return_if_fail (FW_IS_NAMES (names));

  fw_live_grid_set_presorted (grid);
  for (guint i = 0; i < n_columns; i++)
    {
      FwContactColumn id = columns[i];
      ColumnData *data = g_new (ColumnData, 1);
      FwLiveColumn column = { table[id].id,
                              fw_contact_column_get_title (id),
                              table[id].xalign,
                              table[id].chars,
                              table[id].xalign == 0 && id != FW_CONTACT_ARRIVAL,
                              id == FW_CONTACT_ARRIVAL ? FW_LIVE_ROOM_WHOLE : FW_LIVE_ROOM_PLAIN,
                              compare_rows,
                              NULL,
                              show_cell,
                              data };

      *data = (ColumnData){ model, g_object_ref (names), id };
      g_object_set_data_full (G_OBJECT (grid), table[id].id, data, free_data);
      fw_live_grid_add_column (grid, &column);
    }
}

char *
fw_contact_columns_get_order (FwLiveGrid *grid, const FwContactColumn *columns)
{
  GtkSortType order;
  guint column;

  g_return_val_if_fail (FW_IS_LIVE_GRID (grid), NULL);

  if (!fw_live_grid_get_sort (grid, &column, &order) ||
      (columns[column] == FW_CONTACT_ARRIVAL && order == GTK_SORT_ASCENDING))
    return g_strdup ("");
  return g_strdup_printf ("&order=%s%s", order == GTK_SORT_DESCENDING ? "-" : "",
                          table[columns[column]].order);
}

static void
append_cell (GString *text, const char *cell, gboolean last)
{
  g_string_append_printf (text, "%s%c", cell, last ? '\n' : '\t');
}

/* Rows come in parts as they are looked at; what has not come is not left out in silence. */
char *
fw_contact_columns_list (FwContactsModel *model,
                         FwNames *names,
                         const FwContactColumn *columns,
                         guint n_columns)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = fw_contacts_model_count_known (model);
  guint64 total = fw_contacts_model_get_total (model);

  if (n == 0)
    return NULL;
  for (guint i = 0; i < n_columns; i++)
    append_cell (text, fw_contact_column_get_title (columns[i]), i + 1 == n_columns);
  for (guint position = 0; position < n; position++)
    {
      g_autoptr (FwContactRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);

      for (guint i = 0; i < n_columns; i++)
        {
          g_autofree char *cell = fw_contact_column_write (
              columns[i], fw_contact_row_get (row), names, fw_contacts_model_get_zone (model));

          append_cell (text, cell, i + 1 == n_columns);
        }
    }
  if (n < total)
    {
      g_autofree char *shown = fw_format_count (n);
      g_autofree char *all = fw_format_count ((gint64) total);

      g_string_append_printf (
          text, _ ("The first %s of %s contacts. An export (Ctrl+E) has all of them."), shown, all);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
