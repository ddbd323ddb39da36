/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-units.h"

#include "intake/calls/fw-call-stated.h"
#include "intake/fw-placeholders.h"

static const struct
{
  const char *words; /* folded, parted by "|" */
  guint ms;
} units[] = {
  { "ms|msec|millis|millisecond|milliseconds|毫秒|millisekunden|millisecondes|milisegundos", 1 },
  { "s|sec|secs|second|seconds|秒|sek|sekunde|sekunden|seconde|secondes|seconden|seg|segs|segundo|"
    "segundos|secondi|sekund|sekundy|сек|с|секунд|секунды|в "
    "секундах|秒数|초|sn|saniye|sekunder|sekunnit",
    1000 },
  { "min|mins|minute|minutes|分|分钟|minuten|minuto|minutos|minuti|minuut|minut|minuty|мин|минут|"
    "минуты|分鐘|분|dk|dakika|minuter|minutter",
    60000 },
  { "h|hour|hours|小时|std|stunden|heure|heures|hora|horas|ore|uur|uren|godz|godziny|ч|час|часы|"
    "часов|"
    "小時|時間数|시간|saat",
    3600000 },
};

static GHashTable *
get_units (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        fw_fold_list (table, units[i].words, GUINT_TO_POINTER (units[i].ms));
      g_once_init_leave (&ready, GPOINTER_TO_SIZE (table));
    }

  return (GHashTable *) (gpointer) ready;
}

guint
fw_call_unit_find (const char *word)
{
  g_return_val_if_fail (word != NULL, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (get_units (), word));
}

/* Words for parts of a notation, folded. */
static const char *const clock_parts[] = {
  "|h|hh|hrs|std|stunden|hora|horas|heures|ore|uur|godz|ч|чч|час|sa|saat|时|小时|時|시|시간|",
  "|m|mm|min|mins|mi|mn|minuten|minutes|м|мм|мин|dk|dakika|分|分钟|分鐘|분|",
  "|s|ss|sec|secs|sek|seg|seconds|sekunden|с|сс|сек|sn|saniye|秒|초|",
};

static gint
find_clock_part (const char *word)
{
  g_autofree char *fenced = g_strconcat ("|", word, "|", NULL);

  for (gint i = 0; word[0] != '\0' && i < (gint) G_N_ELEMENTS (clock_parts); i++)
    if (strstr (clock_parts[i], fenced) != NULL)
      return i;

  return -1;
}

static gboolean
is_bracket (const char *word)
{
  return word[0] == '(' || word[0] == ')';
}

guint
fw_call_unit_take_notation (char **words)
{
  static const char joined[] = "|hhmmss|hmmss|mmss|";
  guint n = g_strv_length (words), found = 0;
  gint first = 3, last = -1;

  for (guint i = n; i-- > 1;)
    {
      g_autofree char *fenced = g_strconcat ("|", words[i], "|", NULL);
      gint part = find_clock_part (words[i]);

      if (words[i][0] == '\0' || is_bracket (words[i]))
        continue;
      if (found == 0 && strstr (joined, fenced) != NULL)
        {
          words[i][0] = '\0';
          return FW_CALL_UNIT_HHMMSS;
        }
      if (part < 0 || part != first - (found > 0 ? 1 : first - part))
        break;
      first = part;
      last = MAX (last, part);
      found++;
    }
  if (found < 2)
    return 0;
  for (guint i = n; i-- > 1 && found > 0;)
    if (words[i][0] != '\0' && !is_bracket (words[i]))
      {
        words[i][0] = '\0';
        found--;
      }

  return first == 0 && last == 2 ? 1000 : first == 0 ? FW_CALL_UNIT_H_MM : FW_CALL_UNIT_M_SS;
}

/* What stands between brackets. */
static FwText
strip_brackets (FwText cell)
{
  cell = fw_cell_trim (cell);
  while (cell.length > 2 && strchr ("([", cell.data[0]) != NULL &&
         strchr (")]", cell.data[cell.length - 1]) != NULL)
    cell = fw_cell_trim ((FwText){ cell.data + 1, cell.length - 2 });

  return cell;
}

/* "yyyy-mm-dd hh:mm", "HH:MM:SS" */
static gboolean
is_pattern (FwText cell)
{
  guint pairs = 0;

  for (guint i = 0; i < cell.length; i++)
    {
      if (cell.data[i] == '\0' || strchr ("yYmMdDhHsS:/.- ", cell.data[i]) == NULL)
        return FALSE;
      pairs += i > 0 && g_ascii_isalpha (cell.data[i]) && cell.data[i] == cell.data[i - 1];
    }

  return pairs > 0;
}

gboolean
fw_call_unit_is_alone (FwText cell)
{
  g_autofree char *folded = NULL;

  cell = strip_brackets (cell);
  folded = fw_fold_words (cell);

  return cell.length > 0 && (fw_call_unit_find (folded) != 0 || is_pattern (cell));
}

char *
fw_call_unit_join (FwText header, FwText unit)
{
  unit = strip_brackets (unit);

  return g_strdup_printf ("%.*s (%.*s)", (int) header.length, header.data, (int) unit.length,
                          unit.data);
}
