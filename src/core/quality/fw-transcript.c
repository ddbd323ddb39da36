/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-transcript.h"

#include <string.h>
#include <time.h>

#include "core/fw-error.h"
#include "core/quality/fw-dialogue-judge.h"
#include "core/quality/fw-mask.h"
#include "core/quality/fw-own-rules.h"

#define MARK "¶"
#define BETWEEN " " MARK " "
#define MOST_FOUND 60 /* of one transcript; the field has room for them */

static const char *const names[FW_N_TEXT_RISKS] = { "threat",  "abuse",   "forbidden",
                                                    "promise", "silence", "greeting" };

const char *
fw_text_risk_name (FwTextRisk risk)
{
  g_return_val_if_fail (risk < FW_N_TEXT_RISKS, NULL);

  return names[risk];
}

/* ---- what was said ---- */

/* A line has no breaks, and the mark between turns stands in none. */
static void
append_text (GString *out, const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (c == 0xb6 /* ¶ */)
        g_string_append_c (out, '|');
      else if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, c);
    }
}

char *
fw_transcript_write (const FwDialogue *dialogue)
{
  static const char letters[] = { '?', 'A', 'C' };
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (dialogue != NULL, g_string_free (out, FALSE));

  for (guint i = 0; i < dialogue->turns->len; i++)
    {
      const FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, i);

      if (i > 0)
        g_string_append (out, BETWEEN);
      g_string_append_c (out, letters[turn->by]);
      if (turn->from_ms >= 0)
        g_string_append_printf (out, "@%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, turn->from_ms,
                                MAX (turn->to_ms, turn->from_ms));
      g_string_append_c (out, ' ');
      append_text (out, turn->text);
    }
  return g_string_free (out, FALSE);
}

/* "A@1200-3400 text" */
static gboolean
read_turn (FwDialogue *dialogue, const char *text)
{
  const char *letter = strchr ("?AC", *text);
  gint64 from = -1, to = -1;
  char *end = (char *) text + 1;

  if (*text == '\0' || letter == NULL)
    return FALSE;
  if (*end == '@')
    {
      from = g_ascii_strtoll (end + 1, &end, 10);
      if (*end != '-' || from < 0)
        return FALSE;
      to = g_ascii_strtoll (end + 1, &end, 10);
      if (to < from)
        return FALSE;
    }
  if (*end != ' ' && *end != '\0')
    return FALSE;
  fw_dialogue_add (dialogue, (FwSpeaker) (letter - "?AC"), from, to,
                   g_strdup (*end == ' ' ? end + 1 : end));
  return TRUE;
}

FwDialogue *
fw_transcript_read (const char *said, GError **error)
{
  g_autoptr (FwDialogue) dialogue = fw_dialogue_new ();
  g_auto (GStrv) turns = NULL;

  g_return_val_if_fail (said != NULL, NULL);

  /* No text has the mark, so it parts turns with or without spaces around it. */
  turns = g_strsplit (*said != '\0' ? said : MARK, MARK, -1);
  for (char **turn = turns; *turn != NULL; turn++)
    if (!read_turn (dialogue, g_strstrip (*turn)))
      {
        g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                             "said: expected turns such as “A@0-2500 Hello ¶ C Hello”: A for the "
                             "agent, C for the customer, then the milliseconds where they are "
                             "known");
        return NULL;
      }
  fw_dialogue_finish (dialogue);
  return g_steal_pointer (&dialogue);
}

/* ---- what is found ---- */

GArray *
fw_transcript_read_found (const char *found)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FwFound));
  g_auto (GStrv) parts = g_strsplit (found != NULL ? found : "", "; ", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) words = g_strsplit (*part, " ", -1);

      if (g_strv_length (words) != 4)
        continue;
      for (guint i = 0; i < FW_N_TEXT_RISKS; i++)
        if (g_str_equal (words[0], names[i]))
          {
            const FwFound one = { (FwTextRisk) i, (guint) g_ascii_strtoull (words[1], NULL, 10),
                                  g_ascii_strtoll (words[2], NULL, 10),
                                  g_ascii_strtoll (words[3], NULL, 10) };

            g_array_append_val (list, one);
          }
    }
  return list;
}

static void
add_found (GArray *list, FwTextRisk risk, guint turn, gint64 from, gint64 to)
{
  const FwFound one = { risk, turn, from, to };

  g_array_append_val (list, one);
}

/* Returns: FW_N_TEXT_RISKS for what is said as it should be, and for what only ranks. */
static FwTextRisk
get_risk (const FwTextRule *rule)
{
  switch (rule->label)
    {
    case FW_LABEL_THREAT:
      return FW_TEXT_RISK_THREAT;
    case FW_LABEL_ABUSE:
      return FW_TEXT_RISK_ABUSE;
    case FW_LABEL_FORBIDDEN:
      return FW_TEXT_RISK_FORBIDDEN;
    case FW_LABEL_PROMISE:
      return g_strcmp0 (rule->grade, "soft") == 0 ? FW_N_TEXT_RISKS : FW_TEXT_RISK_PROMISE;
    case FW_LABEL_GREETING:
    case FW_LABEL_CLOSING:
    case FW_LABEL_REPEAT:
    case FW_LABEL_SILENCE:
    case FW_N_LABELS:
    default:
      return FW_N_TEXT_RISKS;
    }
}

/* The turn that a silence follows. */
static guint
find_before (const FwDialogue *dialogue, gint64 from_ms)
{
  guint before = 0;

  for (guint i = 0; i < dialogue->turns->len; i++)
    if (g_array_index (dialogue->turns, FwTurn, i).from_ms < from_ms)
      before = i;
  return before;
}

static gint
compare_found (gconstpointer a, gconstpointer b)
{
  const FwFound *one = a, *two = b;

  if (one->turn != two->turn)
    return one->turn < two->turn ? -1 : 1;
  return one->risk != two->risk ? (one->risk < two->risk ? -1 : 1)
                                : (one->from > two->from) - (one->from < two->from);
}

static GArray *
find_all (const FwDialogue *dialogue, const FwTextRules *rules)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FwFound));
  g_autoptr (GArray) marked = g_array_new (FALSE, FALSE, sizeof (FwMarked));
  g_autoptr (FwTextJudge) judge = fw_text_judge_new (rules);
  g_autoptr (GArray) silences =
      fw_dialogue_find_silences (dialogue, fw_text_rules_get_silence (rules));
  const guint first = fw_dialogue_find_turn (dialogue, FW_SPEAKER_AGENT, FALSE);
  gboolean greeted = FALSE;

  fw_dialogue_judge (dialogue, judge, marked);
  for (guint i = 0; i < marked->len; i++)
    {
      const FwMarked *one = &g_array_index (marked, FwMarked, i);
      const FwTextRule *rule = fw_text_rules_get (rules, one->hit.rule);
      const FwTextRisk risk = get_risk (rule);

      greeted |= rule->label == FW_LABEL_GREETING;
      if (risk < FW_N_TEXT_RISKS)
        add_found (list, risk, one->turn, one->hit.from, one->hit.to);
    }
  for (guint i = 0; i < silences->len; i++)
    {
      const FwSilence *silence = &g_array_index (silences, FwSilence, i);

      add_found (list, FW_TEXT_RISK_SILENCE, find_before (dialogue, silence->to_ms),
                 silence->from_ms, silence->to_ms);
    }
  if (!greeted && first != G_MAXUINT)
    add_found (list, FW_TEXT_RISK_GREETING, first, 0, 0);
  g_array_sort (list, compare_found);
  return list;
}

static char *
write_found (const GArray *list)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (list->len, MOST_FOUND); i++)
    {
      const FwFound *one = &g_array_index (list, FwFound, i);

      g_string_append_printf (out, "%s%s %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                              i > 0 ? "; " : "", names[one->risk], one->turn, one->from, one->to);
    }
  return g_string_free (out, FALSE);
}

/* ---- the record ---- */

static FwTextRules *rules_of[2]; /* of Chinese, of English */

static const FwTextRules *
find_rules (gboolean chinese)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      /* They come with the program and are read in its tests: without them there is no program. */
      rules_of[0] = fw_text_rules_find ("en", NULL);
      rules_of[1] = fw_text_rules_find ("zh", NULL);
      g_assert (rules_of[0] != NULL && rules_of[1] != NULL);
      g_once_init_leave (&once, 1);
    }
  return rules_of[chinese ? 1 : 0];
}

/* Each turn by itself, as texts are masked. */
static void
mask_turns (FwDialogue *dialogue)
{
  g_autoptr (FwMask) mask = fw_mask_new ((gint32) (time (NULL) / 86400) + 1);

  for (guint i = 0; i < dialogue->turns->len; i++)
    {
      FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, i);
      char *masked = fw_mask_write (mask, turn->text);

      g_free (turn->text);
      turn->text = masked;
    }
}

static void
keep_verdict (const FwRecord *stored, FwRecord *record)
{
  fw_record_set_text (record, fw_record_find (record, "found"), fw_record_text (stored, "found"));
  fw_record_set_text (record, fw_record_find (record, "risk"), fw_record_text (stored, "risk"));
  fw_record_set_integer (record, fw_record_find (record, "turns"),
                         fw_record_integer (stored, "turns"));
}

static gboolean
has_found (const GArray *list, const FwOwnFound *own)
{
  for (guint i = 0; i < list->len; i++)
    {
      const FwFound *one = &g_array_index (list, FwFound, i);

      if (one->turn == own->turn && one->risk == own->risk)
        return TRUE;
    }
  return FALSE;
}

/* Those in the shadow call nobody. What a turn is followed up for already is not said twice. */
static void
add_own (GArray *list, const char *found)
{
  g_autoptr (GArray) own = fw_own_rules_read (found);

  for (guint i = 0; i < own->len; i++)
    {
      const FwOwnFound *one = &g_array_index (own, FwOwnFound, i);

      if (one->live && !has_found (list, one))
        add_found (list, one->risk, one->turn, one->from, one->to);
    }
  g_array_sort (list, compare_found);
}

static void
set_verdict (FwRecord *record, const FwDialogue *dialogue)
{
  g_autoptr (GArray) list = find_all (dialogue, find_rules (fw_dialogue_is_chinese (dialogue)));
  g_autofree char *found = NULL;
  FwTextRisk worst = FW_N_TEXT_RISKS;

  add_own (list, fw_record_text (record, "rules_found"));
  found = write_found (list);
  for (guint i = 0; i < list->len; i++)
    worst = MIN (worst, g_array_index (list, FwFound, i).risk);
  fw_record_set_text (record, fw_record_find (record, "found"), found);
  fw_record_set_text (record, fw_record_find (record, "risk"),
                      worst < FW_N_TEXT_RISKS ? names[worst] : "none");
  fw_record_set_integer (record, fw_record_find (record, "turns"), dialogue->turns->len);
}

/* Returns: (transfer full) (nullable): what was said with its numbers masked, also in the record;
 * NULL: it cannot be read, which is refused. */
static FwDialogue *
take_masked (FwRecord *record)
{
  const char *said = fw_record_text (record, "said");
  FwDialogue *dialogue = said != NULL ? fw_transcript_read (said, NULL) : NULL;
  g_autofree char *masked = NULL;

  if (dialogue == NULL)
    return NULL;
  mask_turns (dialogue);
  masked = fw_transcript_write (dialogue);
  fw_record_set_text (record, fw_record_find (record, "said"), masked);
  return dialogue;
}

static gboolean
says_the_same (const FwRecord *stored, const FwRecord *record)
{
  return stored != NULL &&
         g_strcmp0 (fw_record_text (stored, "said"), fw_record_text (record, "said")) == 0;
}

void
fw_transcript_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  g_autoptr (FwDialogue) dialogue = NULL;
  g_autoptr (FwOwnRules) rules = NULL;
  g_autoptr (GArray) marks = NULL;
  g_autofree char *found = NULL;
  guint field, count;

  g_return_if_fail (record != NULL && look != NULL);

  field = fw_record_find (record, "rules_found");
  count = fw_record_find (record, "rule_hits");
  dialogue = take_masked (record);
  if (dialogue == NULL)
    return;
  if (says_the_same (stored, record))
    {
      fw_record_set_text (record, field, fw_record_text (stored, "rules_found"));
      fw_record_set_integer (record, count, fw_record_integer (stored, "rule_hits"));
      return;
    }
  rules = fw_own_rules_get (look->list (look->data, "text-rule"), fw_dialogue_is_chinese (dialogue),
                            TRUE);
  marks = g_array_new (FALSE, FALSE, sizeof (FwOwnMark));
  fw_own_rules_mark (rules, dialogue, marks);
  found = fw_own_rules_write (rules, marks);
  fw_record_set_text (record, field, found);
  fw_record_set_integer (record, count, marks->len);
}

void
fw_transcript_derive (const FwRecord *stored, FwRecord *record)
{
  g_autoptr (FwDialogue) dialogue = NULL;

  g_return_if_fail (record != NULL);

  dialogue = take_masked (record);
  if (dialogue == NULL)
    return;
  if (says_the_same (stored, record))
    keep_verdict (stored, record);
  else
    set_verdict (record, dialogue);
}

gboolean
fw_transcript_check (const FwRecord *record, GError **error)
{
  g_autoptr (FwDialogue) dialogue = NULL;

  g_return_val_if_fail (record != NULL, FALSE);

  dialogue = fw_transcript_read (fw_record_text (record, "said"), error);
  return dialogue != NULL;
}
