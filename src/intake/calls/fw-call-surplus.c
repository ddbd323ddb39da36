/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-row.h"
#include "intake/calls/fw-call-units.h"
#include "intake/fw-placeholders.h"

/* First words of a row that sums up those above. */
static const char totals[] =
    "total|totals|grand total|sub total|subtotal|sum|sums|summary|average|averages|avg|mean|count|"
    "overall|maximum|minimum|max|min|"
    "summe|gesamt|gesamtsumme|zwischensumme|insgesamt|mittelwert|durchschnitt|total general|"
    "sous total|totaux|moyenne|somme|ensemble|suma|sumatoria|promedio|totales|gran total|"
    "subtotales|media|soma|totais|total geral|totale|totali|somma|totale generale|media generale|"
    "totaal|subtotaal|eindtotaal|gemiddelde|gemiddeld|som|razem|suma ogolem|ogolem|lacznie|srednia|"
    "итого|всего|итог|сумма|среднее|общий итог|итоги|усього|разом|всего звонков|"
    "合计|总计|小计|平均|平均值|总和|汇总|共计|合計|小計|計|総計|総合計|平均値|合算|總計|總和|加總|"
    "합계|총계|소계|평균|총합|계|toplam|genel toplam|ara toplam|ortalama|"
    "summa|totalt|medelvarde|genomsnitt|gjennomsnitt|i alt|ialt|gennemsnit|yhteensa|keskiarvo|"
    "celkem|prumer|osszesen|atlag|medie|total gen|συνολο|μεσος "
    "ορος|الإجمالي|المجموع|المتوسط|סהכ|ממוצע|"
    "tong|tong cong|trung binh|รวม|ผลรวม|ค่าเฉลี่ย|jumlah|rata rata|"
    "ukupno|sveukupno|prosjek|zbroj|skupaj|povprecje|spolu|priemer|soucet|середнє|сума|"
    "סה כ|סיכום|المعدل|مجموع|إجمالي|tong so|trung binh cong|total keseluruhan|rata|osszeg|"
    "summa yhteensa|gemiddelde";

static GHashTable *
get_totals (void)
{
  static gsize ready;

  if (g_once_init_enter (&ready))
    g_once_init_leave (&ready, GPOINTER_TO_SIZE (fw_fold_set (totals)));

  return (GHashTable *) (gpointer) ready;
}

/* "Total", "Total: 3", "Grand total calls", "合计 3": the first words of the cell are one. */
static gboolean
begins_with_total (FwText cell)
{
  g_autofree char *folded = fw_fold_words (cell);

  for (char *end = folded + strlen (folded); end != NULL && end > folded;
       end = strrchr (folded, ' '))
    {
      *end = '\0';
      if (g_hash_table_contains (get_totals (), folded))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_header_again (FwCallReader *self, const FwCsv *csv)
{
  if (csv->n_cells < 2 || csv->n_cells != self->header->len)
    return FALSE;
  for (guint i = 0; i < csv->n_cells; i++)
    if (!fw_text_equal (fw_cell_trim (csv->cells[i]),
                        fw_cell_trim (fw_text (self->header->pdata[i]))))
      return FALSE;

  return TRUE;
}

/* A line of text alone, such as "Generated on 9 March by Ann": more than one word, in the first
 * cell, or one behind the sign of a comment, which is no number of a call. */
static gboolean
is_note (FwText text)
{
  g_autofree char *folded = fw_fold_words (text);
  gboolean letters = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    letters |= g_unichar_isalpha (g_utf8_get_char (p));

  return letters && (strchr (folded, ' ') != NULL || g_str_has_prefix (text.data, "# "));
}

/* "-----+-----", "|---|---|" under the header of a table that is drawn. */
static gboolean
is_drawn (const FwCsv *csv)
{
  gboolean line = FALSE;

  for (guint i = 0; i < csv->n_cells; i++)
    {
      FwText cell = fw_cell_trim (csv->cells[i]);

      for (guint j = 0; j < cell.length; j++)
        if (cell.data[j] == '\0' || strchr ("-=+:_* ", cell.data[j]) == NULL)
          return FALSE;
      line |= cell.length > 2;
    }

  return line;
}

gboolean
fw_call_row_is_units (const FwCsv *csv)
{
  guint n = 0;

  g_return_val_if_fail (csv != NULL, FALSE);

  for (guint i = 0; i < csv->n_cells; i++)
    {
      FwText cell = fw_cell_trim (csv->cells[i]);

      if (cell.length == 0)
        continue;
      if (!fw_call_unit_is_alone (cell))
        return FALSE;
      n++;
    }

  return n > 0 && csv->problem == NULL;
}

gboolean
fw_call_row_is_surplus (FwCallReader *self, const FwCsv *csv)
{
  FwText first = FW_TEXT_NONE;
  guint filled = 0;
  gboolean total = FALSE;

  g_return_val_if_fail (self != NULL && csv != NULL, FALSE);

  if (is_header_again (self, csv) || fw_call_row_is_units (csv) || is_drawn (csv))
    return TRUE;
  for (guint i = 0; i < csv->n_cells; i++)
    {
      FwText cell = fw_cell_trim (csv->cells[i]);

      if (cell.length == 0)
        continue;
      if (i == 0)
        first = cell;
      filled++;
      total |= begins_with_total (cell);
    }

  return (total || (filled == 1 && first.length > 0 && is_note (first))) &&
         !fw_call_reader_has_moment (self, csv);
}
