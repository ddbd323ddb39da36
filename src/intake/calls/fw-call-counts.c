/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-counts.h"

#include "core/fw-error.h"
#include "intake/calls/fw-call-names.h"
#include "intake/calls/fw-call-words.h"
#include "intake/fw-placeholders.h"
#include "intake/text/fw-cell-text.h"

/* Words of headers, folded; parted by "|". What calls are called in the plural, where a column says
 * how many of them. */
static const char calls[] =
    "calls|contacts|interactions|conversations|chats|tickets|call|contact|interaction|acd|cdrs|"
    "anrufe|gesprache|kontakte|anrufen|vorgange|appels|contacts|communications|llamadas|contactos|"
    "interacciones|chamadas|ligacoes|contatos|atendimentos|chiamate|contatti|interazioni|"
    "oproepen|gesprekken|telefoontjes|contacten|polaczenia|polaczen|rozmowy|rozmow|kontakty|"
    "звонки|звонков|вызовы|вызовов|обращения|обращений|дзвінків|дзвінки|cagri|cagrilar|aramalar|"
    "arama|"
    "samtal|samtaler|opkald|puhelut|puheluita|hovory|hivasok|apeluri|κλησεις|cuoc|"
    "panggilan|hovoru|volani|pozivi|poziva|pozive|klici|klicev|klica|dzvinky|дзвінок|виклики|"
    "викликів|звернень|المكالمات|مكالمات|الاتصالات|שיחות|השיחות|puhelua|samtalen|anrop|κλησεων|"
    "hivas|hivast|gorusmeler|gorusme";

/* What was done with them. */
static const char fates[] =
    "offered|handled|answered|abandoned|received|queued|missed|lost|presented|incoming|inbound|"
    "outbound|outgoing|transferred|accepted|taken|dropped|total|unanswered|connected|entered|"
    "overflowed|made|serviced|served|completed|rejected|refused|dequeued|acd|aban|abn|ans|offer|"
    "answer|abandon|handle|offers|answers|abandons|handles|all|"
    "angeboten|angenommen|angenommene|verloren|verlorene|eingehend|eingehende|beantwortet|"
    "beantwortete|verpasst|verpasste|aufgelegt|bearbeitet|gesamt|entgegengenommen|"
    "recus|traites|abandonnes|perdus|repondus|presentes|entrants|sortants|decroches|offerts|pris|"
    "manques|"
    "recibidas|atendidas|abandonadas|perdidas|contestadas|ofrecidas|entrantes|salientes|"
    "gestionadas|"
    "realizadas|recebidas|oferecidas|desistentes|respondidas|"
    "ricevute|gestite|abbandonate|perse|risposte|offerte|entranti|"
    "ontvangen|aangeboden|beantwoord|gemist|verloren|afgehandeld|inkomend|"
    "odebrane|przychodzace|porzucone|obsluzone|nieodebrane|utracone|"
    "принято|принятые|принятых|пропущено|пропущенные|пропущенных|поступило|поступивших|входящие|"
    "входящих|потеряно|потерянных|потерянные|отвечено|обработано|отвеченные|отвеченных|"
    "всего|всех|gesamtzahl|summe|totale|totali|totaux|totales|totais|totaal|wszystkie|tum|"
    "gelen|cevaplanan|kacan|kacirilan|karsilanan|terk|toplam|kayip|prichozi|odchozi|prijate|"
    "prijatych|prijatych|ztracene|zmeskane|nabidnute|celkem|spojene|opustene|prichadzajuce|"
    "stratene|zodpovedane|odgovoreni|propusteni|dolazni|odlazni|primljeni|ukupno|izgubljeni|"
    "napusteni|dohodni|sprejeti|zgreseni|вхідні|вхідних|прийняті|прийнятих|пропущені|пропущених|"
    "втрачені|втрачених|вихідні|всього|усього|оброблені|оброблених|пропущено|εισερχομενες|"
    "εξερχομενες|απαντημενες|αναπαντητες|χαμενες|εγκαταλειφθεισες|συνολο|συνολικες|שנענו|שננטשו|"
    "נענו|ננטשו|נכנסות|יוצאות|סהכ|שלא|المجابة|الفائتة|الواردة|الصادرة|المتروكة|المستلمة|المفقودة|"
    "الاجمالي|إجمالي|besvarade|missade|inkommande|utgaende|tappade|besvarede|mistede|besvarte|"
    "tapte|innkommende|vastatut|saapuneet|menetetyt|vastaamattomat|yhteensa|fogadott|elveszett|"
    "bejovo|kimeno|megvalaszolt|osszes|primite|pierdute|preluate|abandonate|masuk|keluar|dijawab|"
    "terjawab|nho|den";

/* What comes in, of which there is one in every row of a list of calls. */
static const char came_in[] =
    "offered|received|presented|incoming|inbound|entered|queued|total|offer|offers|angeboten|"
    "eingehend|eingehende|recus|presentes|entrants|offerts|recibidas|ofrecidas|entrantes|"
    "recebidas|oferecidas|ricevute|offerte|entranti|ontvangen|aangeboden|inkomend|przychodzace|"
    "поступило|входящие|gelen|prichozi|dolazni|вхідні|inkommande|innkommende|saapuneet|bejovo|"
    "primite|masuk";

/* A number of something. */
static const char numbers[] =
    "number|no|num|count|counts|qty|quantity|volume|n|nb|nbr|anzahl|menge|nombre|numero|cantidad|"
    "quantidade|qtd|qtde|cant|quantita|aantal|liczba|ilosc|количество|кол|число|колво|кількість|"
    "sayisi|adet|adedi|sayi|antal|antall|maara|pocet|szama|numar|αριθμος|so "
    "luong|jumlah|pocet|broj|stevilo|ukupan|عدد|כמות|מספר|lukumaara|lkm|tong so|total de";

/* Something of one call that is counted too, or a state at the moment of the call. */
static const char of_one_call[] =
    "transfers|holds|hold|transfer|attempts|attempt|retries|rings|ring|position|waiting|ahead|"
    "queue|ivr|conference|conferences|consults|menu|agents|hops|legs|previous|prior|earlier|last|"
    "since|today|history|repeat|duration|time|seconds|secs|id|ref|reference|key|type|status|"
    "direction|reason|date|phone|callback|"
    "warteschlange|weiterleitungen|attente|transferts|espera|transferencias|cola|fila|coda|"
    "trasferimenti|wachtrij|kolejce|очереди|переводов|bekleyen|aktarma";

/* Where words are not set apart. */
static const char *const joined[] = {
  "来电数",   "来电量",   "呼入量",   "呼入数",   "接入量",   "接入数",   "接听数",   "接听量",
  "接通数",   "接通量",   "应答数",   "应答量",   "放弃数",   "放弃量",   "呼损数",   "呼损量",
  "未接数",   "未接量",   "通话数",   "通话量",   "话务量",   "排队数",   "进线量",   "进线数",
  "呼叫量",   "呼叫数",   "人工量",   "通话次数", "呼叫次数", "来电次数", "呼入次数", "接听次数",
  "接通次数", "总通数",   "通数",     "接起数",   "接起量",   "受理量",   "处理量",   "來電數",
  "來電量",   "接聽數",   "放棄數",   "進線數",   "進線量",   "入電数",   "着信数",   "応答数",
  "放棄数",   "受電数",   "放棄呼数", "総着信",   "呼数",     "コール数", "通話件数", "着信件数",
  "応答件数", "対応件数", "受電件数", "入電件数", "放棄件数", "총콜",     "인입호",   "응답호",
  "포기호",   "인입콜",   "응대콜",   "콜수",     "호수",     "인입건수", "응답건수", "포기건수",
};

typedef enum
{
  COUNTS_NOTHING,
  MAY_COUNT, /* "Answered" alone: of one call it is a word or a duration */
  COUNTS     /* "Calls answered" */
} Counting;

typedef struct
{
  GHashTable *calls, *fates, *came_in, *numbers, *of_one_call;
} Tables;

static const Tables *
get_tables (void)
{
  static Tables tables;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      tables = (Tables){ fw_fold_set (calls), fw_fold_set (fates), fw_fold_set (came_in),
                         fw_fold_set (numbers), fw_fold_set (of_one_call) };
      g_once_init_leave (&ready, 1);
    }

  return &tables;
}

static Counting
judge_joined (const char *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (joined); i++)
    {
      g_autofree char *folded = fw_fold_words (fw_text (joined[i]));

      if (strstr (words, folded) != NULL)
        return COUNTS;
    }

  return COUNTS_NOTHING;
}

/* What the name alone says: "Calls Offered", "# calls", "Number of calls", "Anzahl Anrufe". */
static Counting
judge_name (FwText header)
{
  const Tables *tables = get_tables ();
  g_autofree char *words = fw_call_header_words (header);
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  gboolean sign = header.length > 0 && memchr (header.data, '#', header.length) != NULL;
  gboolean plural = FALSE, fate = FALSE, number = sign;
  guint n = g_strv_length (parts);

  if (judge_joined (words) == COUNTS)
    return COUNTS;
  for (guint i = 0; i < n; i++)
    {
      if (g_hash_table_contains (tables->of_one_call, parts[i]))
        return COUNTS_NOTHING;
      plural |= g_hash_table_contains (tables->calls, parts[i]) &&
                !g_str_equal (parts[i], "call") && !g_str_equal (parts[i], "contact") &&
                !g_str_equal (parts[i], "interaction");
      fate |= g_hash_table_contains (tables->fates, parts[i]);
      number |= i < n && g_hash_table_contains (tables->numbers, parts[i]) && n > 1;
    }
  if ((plural && (fate || number || n == 1)) || (number && fate))
    return COUNTS;
  if (number &&
      (g_strv_contains ((const char *const *) parts, "call") ||
       g_strv_contains ((const char *const *) parts, "contact")) &&
      strstr (words, "count") != NULL)
    return COUNTS;

  return fate && n == 1 ? MAY_COUNT : COUNTS_NOTHING;
}

static gboolean
holds_counts (const FwSurveyColumn *values)
{
  return values->n > 0 && values->whole * 10 >= values->n * 9;
}

static gboolean
tells_words (const FwSurveyColumn *values, FwCallColumn column)
{
  guint known;

  return values->n > values->whole && fw_survey_count_words (values, column, NULL, &known) &&
         known * 2 > values->n;
}

/* Numbers of telephones are long; counts of customers are not. */
static gboolean
names_callers (const FwSurveyColumn *values, guint n_rows)
{
  guint others = values->n - MIN (values->n, values->whole + values->percents + values->clocks +
                                                 values->decimals);

  return (values->long_numbers + others) * 2 > n_rows;
}

/* Which call it is: an id of its own. Row numbers are none: they are short. */
static gboolean
tells_ids (const FwCallMapping *mapping, const FwSurvey *survey)
{
  gint column = mapping->column[FW_CALL_ID];
  const FwSurveyColumn *id = column >= 0 ? &survey->columns[column] : NULL;

  return id != NULL && id->n * 2 > survey->n_rows &&
         (id->whole - MIN (id->whole, id->long_numbers)) * 2 < id->n;
}

/* Who called, or how the call went. */
static gboolean
tells_callers_or_ends (const FwCallMapping *mapping, const FwSurvey *survey)
{
  static const FwCallColumn telling[] = { FW_CALL_OUTCOME, FW_CALL_ANSWERED, FW_CALL_RESOLVED,
                                          FW_CALL_DIRECTION };
  gint customer = mapping->column[FW_CALL_CUSTOMER];

  for (guint i = 0; i < G_N_ELEMENTS (telling); i++)
    if (mapping->column[telling[i]] >= 0 &&
        tells_words (&survey->columns[mapping->column[telling[i]]], telling[i]))
      return TRUE;

  return customer >= 0 && names_callers (&survey->columns[customer], survey->n_rows);
}

static char *
dup_name (FwText header)
{
  FwText name = fw_cell_trim (header);

  return g_utf8_make_valid (name.length > 0 ? name.data : "", name.length);
}

/* A list's own numbers of its calls, each there once: "Call No", "Çağrı No". */
static gboolean
numbers_calls (const FwCallMapping *mapping, const FwSurveyColumn *values, guint column)
{
  GHashTableIter iter;
  gpointer count;

  if (mapping->column[FW_CALL_ID] != (gint) column)
    return FALSE;
  if (values->words == NULL)
    return TRUE; /* more of them than counts have values */
  g_hash_table_iter_init (&iter, values->words);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    if (GPOINTER_TO_UINT (count) > 1)
      return FALSE;
  return TRUE;
}

/* Whether an interval without a call stands in it, or one with several: "Offered" 0 and 2. */
static gboolean
counts_what_came (FwText header, const FwSurveyColumn *values)
{
  g_autofree char *words = fw_call_header_words (header);

  return g_hash_table_contains (get_tables ()->came_in, words) && holds_counts (values) &&
         (values->above_one > 0 ||
          (values->words != NULL && g_hash_table_contains (values->words, "0")));
}

gboolean
fw_call_counts_check (const FwCallMapping *mapping,
                      const FwText *header,
                      guint n_header,
                      const FwSurvey *survey,
                      GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const FwSurveyColumn *example = NULL;
  guint sure = 0, unsure = 0, many = 0, above = 0;
  gboolean came = FALSE;

  g_return_val_if_fail (mapping != NULL && survey != NULL, FALSE);
  g_return_val_if_fail (survey->n_columns == n_header, FALSE);

  if (mapping->stated.same_id == FW_SAME_ID_CALLS || tells_ids (mapping, survey))
    return TRUE;
  for (guint i = 0; i < n_header; i++)
    came |= counts_what_came (header[i], &survey->columns[i]);
  for (guint i = 0; i < n_header; i++)
    {
      const FwSurveyColumn *values = &survey->columns[i];
      Counting counting = judge_name (header[i]);
      g_autofree char *name = NULL;

      if (counting == COUNTS_NOTHING || !holds_counts (values) ||
          numbers_calls (mapping, values, i) ||
          (counting == MAY_COUNT && values->above_one == 0 && !came))
        continue;
      name = dup_name (header[i]);
      sure += counting == COUNTS;
      unsure += counting == MAY_COUNT;
      many += counting == COUNTS && values->above_one * 2 > values->n;
      above += values->above_one > 0;
      g_string_append_printf (names, "%s\"%s\"", names->len > 0 ? ", " : "", name);
      if (example == NULL || (example->above_one == 0 && values->above_one > 0))
        example = values;
    }
  /* Rows can be told apart by their ends or callers and be counts all the same, where most count
   * several calls. */
  if (many == 0 && tells_callers_or_ends (mapping, survey))
    return TRUE;
  if (!(sure > 0 && above > 0) && sure < 2 && unsure < 2)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "this is a report of intervals or totals and no list of single calls: %s count "
               "several calls a row, such as %s on line %" G_GUINT64_FORMAT
               "; export the list of calls (one row a call) instead, or, if each row is one call "
               "after all, say \"same_id\": \"calls\" in the mapping",
               names->str, example->example, example->line);

  return FALSE;
}
