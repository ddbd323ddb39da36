/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/certificates/fw-certificate-columns.h"

#include "charts/fw-format.h"
#include "console/certificates/fw-certificate-words.h"
#include "console/live/fw-live-heads.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const FwLiveHead table[FW_N_CERTIFICATE_COLUMNS] = {
  [FW_CERTIFICATE_COLUMN_PERSON] = { "person", N_ ("Person"), 14, TRUE },
  [FW_CERTIFICATE_COLUMN_TEAM] = { "team", N_ ("Team"), 10, TRUE },
  [FW_CERTIFICATE_COLUMN_SCHEME] = { "scheme", N_ ("Certificate"), 14, TRUE },
  [FW_CERTIFICATE_COLUMN_STATE] = { "state", N_ ("State"), 10, FALSE, FW_LIVE_ROOM_MARKED },
  [FW_CERTIFICATE_COLUMN_UNTIL] = { "until", N_ ("Valid until"), 10, FALSE, FW_LIVE_ROOM_WHOLE },
  [FW_CERTIFICATE_COLUMN_MISSING] = { "missing", N_ ("What is missing"), 20, TRUE },
};

const char *
fw_certificate_column_get_title (FwCertificateColumn column)
{
  g_return_val_if_fail (column < FW_N_CERTIFICATE_COLUMNS, "");

  return _ (table[column].title);
}

/* Who never passed loses nothing on any day and stands behind those who do. */
static int
compare_until (const FwCertificateFacts *one, const FwCertificateFacts *two)
{
  const gboolean ends_one = *one->until != '\0', ends_two = *two->until != '\0';

  return ends_one == ends_two ? strcmp (one->until, two->until) : ends_two - ends_one;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwCertificateFacts *one = fw_certificate_item_get ((gpointer) a);
  const FwCertificateFacts *two = fw_certificate_item_get ((gpointer) b);
  int order = 0;

  switch ((FwCertificateColumn) GPOINTER_TO_UINT (data))
    {
    case FW_CERTIFICATE_COLUMN_TEAM:
      order = g_utf8_collate (one->team, two->team);
      break;
    case FW_CERTIFICATE_COLUMN_SCHEME:
      order = g_utf8_collate (one->scheme_title, two->scheme_title);
      break;
    case FW_CERTIFICATE_COLUMN_STATE:
      order =
          fw_certificate_state_get_rank (one->state) - fw_certificate_state_get_rank (two->state);
      break;
    case FW_CERTIFICATE_COLUMN_MISSING:
      order = strcmp (one->missing, two->missing);
      break;
    case FW_CERTIFICATE_COLUMN_UNTIL:
      break;
    case FW_CERTIFICATE_COLUMN_PERSON:
    case FW_N_CERTIFICATE_COLUMNS:
    default:
      order = g_utf8_collate (one->name, two->name);
    }
  return order != 0 ? order : compare_until (one, two);
}

static char *
write_cell (FwCertificateColumn column, const FwCertificateFacts *facts)
{
  switch (column)
    {
    case FW_CERTIFICATE_COLUMN_PERSON:
      return g_strdup (facts->name);
    case FW_CERTIFICATE_COLUMN_TEAM:
      return g_strdup (facts->team);
    case FW_CERTIFICATE_COLUMN_SCHEME:
      return g_strdup (facts->scheme_title);
    case FW_CERTIFICATE_COLUMN_STATE:
      return g_strdup (fw_certificate_word (facts->state));
    case FW_CERTIFICATE_COLUMN_UNTIL:
      return g_strdup (*facts->until != '\0' ? facts->until : FW_FORMAT_NONE);
    case FW_CERTIFICATE_COLUMN_MISSING:
      return fw_certificate_write_missing (facts);
    case FW_N_CERTIFICATE_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const FwCertificateColumn column = GPOINTER_TO_UINT (data);
  const FwCertificateFacts *facts = fw_certificate_item_get (row);
  const gboolean state = column == FW_CERTIFICATE_COLUMN_STATE;
  g_autofree char *text = write_cell (column, facts);

  fw_live_cell_set (cell, text, state ? fw_certificate_shape (facts->state) : FW_MARK_NONE,
                    state ? fw_certificate_color (facts->state) : FW_CHART_COLOR_TEXT,
                    column == FW_CERTIFICATE_COLUMN_TEAM || g_str_equal (text, FW_FORMAT_NONE),
                    FALSE);
}

/* What the row says in one sentence, for whoever hears it or rests the pointer on it. */
static char *
describe (gpointer row, gpointer data)
{
  const FwCertificateFacts *facts = fw_certificate_item_get (row);
  g_autofree char *missing = fw_certificate_write_missing (facts);
  g_autofree char *days = NULL;

  if (isnan (facts->days_left))
    return g_strdup_printf ("%s: %s, %s", facts->scheme_title, fw_certificate_word (facts->state),
                            missing);
  days = facts->days_left >= 0
             ? g_strdup_printf (ngettext ("%d day left", "%d days left", (guint) facts->days_left),
                                (int) facts->days_left)
             : g_strdup_printf (
                   ngettext ("over for %d day", "over for %d days", (guint) -facts->days_left),
                   (int) -facts->days_left);
  return g_strdup_printf ("%s: %s, %s, %s", facts->scheme_title, fw_certificate_word (facts->state),
                          days, missing);
}

void
fw_certificate_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_live_heads_add (
      grid, table, FW_N_CERTIFICATE_COLUMNS,
      &(const FwLiveColumn){ .compare = compare, .show = show_cell, .describe = describe });
}
