/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-ways.h"

#include "intake/calls/fw-call-names.h"
#include "intake/calls/fw-call-words.h"
#include "intake/fw-placeholders.h"

/* Headers that ask of each call which way it went; folded, parted by "|". */
static const char ask_outbound[] =
    "outbound|is outbound|outgoing|is outgoing|outbound call|outgoing call|outbound yn|outbound y "
    "n|"
    "ausgehend|abgehend|sortant|appel sortant|saliente|llamada saliente|in uscita|uscente|uitgaand|"
    "wychodzace|исходящий|исходящий "
    "звонок|是否外呼|是否呼出|外呼|呼出|是否外撥|発信|아웃바운드여부|"
    "발신여부|giden|giden cagri|utgaende|udgaende|lahteva|odchozi|вихідний|صادرة|יוצאת";
static const char ask_inbound[] =
    "inbound|is inbound|incoming|is incoming|inbound call|incoming call|inbound yn|inbound y n|"
    "eingehend|entrant|appel entrant|entrante|llamada entrante|in entrata|entrante|inkomend|"
    "przychodzace|входящий|входящий звонок|是否呼入|呼入|着信|인바운드여부|수신여부|gelen|gelen "
    "cagri|"
    "inkommande|indgaende|saapuva|prichozi|вхідний|واردة|נכנסת";

static const char ask_missed[] =
    "missed|is missed|missed call|abandoned|is abandoned|abandon|call abandoned|lost|unanswered|"
    "verpasst|verloren|aufgelegt|manque|perdu|abandonne|appel perdu|appel "
    "manque|perdida|abandonada|"
    "llamada perdida|persa|abbandonata|gemist|nieodebrane|porzucone|пропущен|пропущенный|потерян|"
    "是否未接|是否放弃|是否漏接|未接|放弃|漏接|是否放棄|不在着信|放棄|부재중|포기여부|포기|"
    "kacirildi|"
    "cevapsiz|missat|mistet|tapt|vastaamaton|zmeskany|пропущений|فائتة";
static const char teams[] =
    "team|teams|team name|agent team|agent group|user group|squad|shift|site|location|branch|"
    "department|division|unit|office|abteilung|teamname|standort|equipe|nom de l equipe|service|"
    "departement|equipo|departamento|sede|equipe do agente|squadra|reparto|gruppo agenti|afdeling|"
    "vestiging|zespol|dzial|отдел|подразделение|команда|группа "
    "операторов|团队|班组|小组|部门|组别|坐席组|"
    "團隊|部門|チーム|部署|팀|부서|상담팀|takim|ekip|departman|sube|avdelning|afdelning|avdeling|"
    "tiimi|"
    "osasto|oddeleni|tym|відділ|القسم|الفريق|צוות|מחלקה|phong ban|nhom|divisi|tim";

static const char zones[] =
    "time zone|timezone|tz|zone|utc offset|gmt offset|tz offset|time offset|timezone offset|"
    "time zone offset|offset utc|offset from utc|time zone name|timezone name|all times in|"
    "call timezone|call time zone|site timezone|zeitzone|utc versatz|"
    "decalage utc|desfase utc|смещение utc|与utc时差|fuseau horaire|fuseau|zona horaria|huso "
    "horario|fuso "
    "horario|"
    "fuso orario|tijdzone|strefa czasowa|часовой пояс|часовий пояс|时区|時區|タイムゾーン|시간대역|"
    "saat dilimi|tidszon|tidssone|tidszone|aikavyohyke|casove pasmo|المنطقة الزمنية|אזור זמן|mui "
    "gio|"
    "zona waktu";

typedef struct
{
  GHashTable *outbound, *inbound, *missed, *teams, *zones;
} Tables;

static const Tables *
get_tables (void)
{
  static Tables tables;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      tables = (Tables){ fw_fold_set (ask_outbound), fw_fold_set (ask_inbound),
                         fw_fold_set (ask_missed), fw_fold_set (teams), fw_fold_set (zones) };
      g_once_init_leave (&ready, 1);
    }

  return &tables;
}

gboolean
fw_call_header_asks_way (FwText header, gboolean *outbound)
{
  g_autofree char *words = fw_call_header_words (header);

  g_return_val_if_fail (outbound != NULL, FALSE);

  *outbound = g_hash_table_contains (get_tables ()->outbound, words);

  return *outbound || g_hash_table_contains (get_tables ()->inbound, words);
}

gboolean
fw_call_header_asks_missed (FwText header)
{
  g_autofree char *words = fw_call_header_words (header);

  return g_hash_table_contains (get_tables ()->missed, words);
}

gboolean
fw_call_header_names_team (FwText header)
{
  g_autofree char *words = fw_call_header_words (header);

  return g_hash_table_contains (get_tables ()->teams, words);
}

gboolean
fw_call_header_names_zone (FwText header)
{
  g_autofree char *words = fw_call_header_words (header);

  return g_hash_table_contains (get_tables ()->zones, words);
}

gboolean
fw_call_words_tell_ways (const FwSurveyColumn *column, GHashTable *stated, gboolean surely)
{
  gboolean in = FALSE, others = FALSE, sure = FALSE;
  GHashTableIter iter;
  gpointer word, rows;
  guint unknown = 0;

  g_return_val_if_fail (column != NULL, FALSE);

  if (column->words == NULL || column->n == 0)
    return FALSE;
  g_hash_table_iter_init (&iter, column->words);
  while (g_hash_table_iter_next (&iter, &word, &rows))
    {
      FwCallWord way = fw_call_word_find (FW_CALL_DIRECTION, fw_text (word));

      if (fw_call_word_is_stated (stated, word))
        in = others = sure = TRUE;
      else if (way == FW_CALL_WORD_UNKNOWN)
        unknown += GPOINTER_TO_UINT (rows);
      in |= way == FW_CALL_WORD_IN;
      others |= way == FW_CALL_WORD_OUT || way == FW_CALL_WORD_INTERNAL;
      sure |= fw_call_word_is_sure_direction (fw_text (word));
    }
  if (unknown > 0 && (surely || !sure || !in || unknown * 2 > column->n))
    return FALSE;

  return others && (sure || !surely);
}

gboolean
fw_call_words_tell_ends (const FwSurveyColumn *column, gboolean some)
{
  gboolean good = FALSE, bad = FALSE;
  GHashTableIter iter;
  gpointer word;

  g_return_val_if_fail (column != NULL, FALSE);

  if (column->words == NULL || column->n == 0)
    return FALSE;
  g_hash_table_iter_init (&iter, column->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      FwCallWord end = fw_call_word_find (FW_CALL_OUTCOME, fw_text (word));

      if (end == FW_CALL_WORD_UNKNOWN && !some)
        return FALSE;
      good |= end == FW_CALL_WORD_ANSWERED;
      bad |= end != FW_CALL_WORD_ANSWERED && end != FW_CALL_WORD_UNKNOWN;
    }

  return bad && (good || some);
}

gboolean
fw_call_words_tell_other_ends (const FwSurveyColumn *column)
{
  GHashTableIter iter;
  gpointer word;

  g_return_val_if_fail (column != NULL, FALSE);

  if (column->words == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, column->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      FwCallWord end = fw_call_word_find (FW_CALL_OUTCOME, fw_text (word));

      if (end == FW_CALL_WORD_TIMEOUT || end == FW_CALL_WORD_EMPTY || end == FW_CALL_WORD_KEY)
        return TRUE;
    }

  return FALSE;
}

/* What yes, no and nothing in a column of questions mean, where the mapping does not say it of a
 * word. */
static void
state_answers (GHashTable **stated, GHashTable *words, const char *of_yes, const char *of_no)
{
  GHashTableIter iter;
  gpointer word;

  if (*stated == NULL)
    *stated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      gboolean yes = fw_call_word_find (FW_CALL_RESOLVED, fw_text (word)) == FW_CALL_WORD_YES;

      if (!g_hash_table_contains (*stated, word))
        g_hash_table_insert (*stated, g_strdup (word), g_strdup (yes ? of_yes : of_no));
    }
  /* A column that is filled only for a yes. */
  if (!g_hash_table_contains (*stated, ""))
    g_hash_table_insert (*stated, g_strdup (""), g_strdup (of_no));
}

void
fw_call_stated_answer_ways (FwCallStated *self, GHashTable *words, gboolean outbound)
{
  g_return_if_fail (self != NULL && words != NULL);

  state_answers (&self->words[FW_CALL_DIRECTION], words, outbound ? "out" : "in",
                 outbound ? "in" : "out");
}

void
fw_call_stated_answer_missed (FwCallStated *self, GHashTable *words)
{
  g_return_if_fail (self != NULL && words != NULL);

  state_answers (&self->words[FW_CALL_ANSWERED], words, "no", "yes");
}
