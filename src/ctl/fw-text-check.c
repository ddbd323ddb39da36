/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/fw-error.h"
#include "core/quality/fw-dialogue-judge.h"
#include "core/quality/fw-mask.h"
#include "ctl/fw-text.h"
#include "intake/transcripts/fw-transcripts.h"
#include "protocol/fw-json.h"

enum
{
  LANG_ZH,
  LANG_EN,
  N_LANGS
};

typedef struct
{
  FwTextRules *rules[N_LANGS]; /* the same where a person named them */
  FwTextJudge *judges[N_LANGS];
  FwMask *mask;
  const char *lang; /* (nullable): as stated */
  GArray *marked;   /* FwMarked, of the dialogue */
  GString *out;
} Check;

/* ---- judging ---- */

static guint
find_lang (const Check *check, const FwDialogue *dialogue)
{
  const char *lang = check->lang != NULL ? check->lang : dialogue->lang;

  if (lang != NULL && g_ascii_strncasecmp (lang, "zh", 2) == 0)
    return LANG_ZH;
  if (lang != NULL && g_ascii_strncasecmp (lang, "en", 2) == 0)
    return LANG_EN;
  return fw_dialogue_is_chinese (dialogue) ? LANG_ZH : LANG_EN;
}

static const FwTextRule *
get_rule (const Check *check, guint lang, guint i)
{
  return fw_text_rules_get (check->rules[lang],
                            g_array_index (check->marked, FwMarked, i).hit.rule);
}

/* ---- printing ---- */

static char *
get_words (const FwTurn *turn, const FwRuleHit *hit)
{
  const char *from = g_utf8_offset_to_pointer (turn->text, hit->from);

  return g_strndup (from, g_utf8_offset_to_pointer (from, hit->to - hit->from) - from);
}

static gboolean
has_label (const Check *check, guint lang, FwLabel label, const char *grade)
{
  for (guint i = 0; i < check->marked->len; i++)
    {
      const FwTextRule *rule = get_rule (check, lang, i);

      if (rule->label == label && (grade == NULL || g_strcmp0 (rule->grade, grade) == 0))
        return TRUE;
    }
  return FALSE;
}

/* What is promised firmly outdoes what is promised softly in the same turn. */
static void
write_promises (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  fw_json_writer_key (json, "promise");
  fw_json_writer_begin_array (json);
  for (guint t = 0; t < dialogue->turns->len; t++)
    {
      const char *grade = NULL;

      for (guint i = 0; i < check->marked->len; i++)
        if (g_array_index (check->marked, FwMarked, i).turn == t &&
            get_rule (check, lang, i)->label == FW_LABEL_PROMISE && g_strcmp0 (grade, "hard") != 0)
          grade = g_strcmp0 (get_rule (check, lang, i)->grade, "soft") == 0 ? "soft" : "hard";
      if (grade == NULL)
        continue;
      fw_json_writer_begin_object (json);
      fw_json_member_integer (json, "turn", g_array_index (dialogue->turns, FwTurn, t).n);
      fw_json_member_text (json, "grade", grade);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_forbidden (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  fw_json_writer_key (json, "forbidden");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < check->marked->len; i++)
    {
      const FwMarked *marked = &g_array_index (check->marked, FwMarked, i);
      const FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, marked->turn);
      g_autofree char *words = NULL;

      if (get_rule (check, lang, i)->label != FW_LABEL_FORBIDDEN)
        continue;
      words = get_words (turn, &marked->hit);
      fw_json_writer_begin_object (json);
      fw_json_member_integer (json, "turn", turn->n);
      fw_json_member_text (json, "words", words);
      fw_json_member_text (json, "kind", get_rule (check, lang, i)->grade);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static gint64
find_level (const Check *check, guint lang, guint turn)
{
  gint64 level = 0;

  for (guint i = 0; i < check->marked->len; i++)
    if (g_array_index (check->marked, FwMarked, i).turn == turn &&
        get_rule (check, lang, i)->label == FW_LABEL_ABUSE)
      level = MAX (level, g_ascii_strtoll (get_rule (check, lang, i)->grade, NULL, 10));
  return level;
}

static void
write_abuse (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  fw_json_writer_key (json, "abuse");
  fw_json_writer_begin_array (json);
  for (guint t = 0; t < dialogue->turns->len; t++)
    if (find_level (check, lang, t) > 0)
      {
        fw_json_writer_begin_object (json);
        fw_json_member_integer (json, "turn", g_array_index (dialogue->turns, FwTurn, t).n);
        fw_json_member_integer (json, "level", find_level (check, lang, t));
        fw_json_writer_end_object (json);
      }
  fw_json_writer_end_array (json);
}

static void
write_threats (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  guint before = G_MAXUINT;

  fw_json_writer_key (json, "threat");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < check->marked->len; i++)
    {
      const guint turn = g_array_index (check->marked, FwMarked, i).turn;

      if (get_rule (check, lang, i)->label != FW_LABEL_THREAT || turn == before)
        continue;
      fw_json_writer_integer (json, g_array_index (dialogue->turns, FwTurn, turn).n);
      before = turn;
    }
  fw_json_writer_end_array (json);
}

/* The names that labels have for them. */
static const char *
get_personal_name (const FwPersonal *personal, guint lang)
{
  if (personal->spoken)
    return fw_personal_name (personal);
  if (personal->kind == FW_PERSONAL_CARD && lang == LANG_ZH)
    return "bank-card";
  if (personal->kind == FW_PERSONAL_ID)
    return "resident-id";
  if (personal->kind == FW_PERSONAL_PHONE)
    return "phone-us";
  return personal->kind == FW_PERSONAL_SSN ? "ssn-us" : fw_personal_name (personal);
}

static void
write_personal (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  fw_json_writer_key (json, "personal");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < dialogue->turns->len; i++)
    {
      const FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, i);
      const FwPersonal *found;
      guint n;

      if (turn->by == FW_SPEAKER_AGENT)
        continue;
      found = fw_mask_find (check->mask, turn->text, strlen (turn->text), &n);
      for (guint k = 0; k < n; k++)
        {
          fw_json_writer_begin_object (json);
          fw_json_member_integer (json, "turn", turn->n);
          fw_json_member_text (json, "kind", get_personal_name (&found[k], lang));
          fw_json_writer_key (json, "text");
          fw_json_writer_view (
              json, (FwText){ turn->text + found[k].start, found[k].end - found[k].start });
          fw_json_writer_end_object (json);
        }
    }
  fw_json_writer_end_array (json);
}

static void
write_silences (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  g_autoptr (GArray) silences =
      fw_dialogue_find_silences (dialogue, fw_text_rules_get_silence (check->rules[lang]));

  fw_json_writer_key (json, "silence");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < silences->len; i++)
    {
      fw_json_writer_begin_object (json);
      fw_json_member_integer (json, "from", g_array_index (silences, FwSilence, i).from_ms);
      fw_json_member_integer (json, "to", g_array_index (silences, FwSilence, i).to_ms);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_turns (FwJsonWriter *json, const FwDialogue *dialogue)
{
  static const char *const speakers[] = { NULL, "agent", "customer" };

  fw_json_writer_key (json, "turns");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < dialogue->turns->len; i++)
    {
      const FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, i);

      fw_json_writer_begin_object (json);
      fw_json_member_integer (json, "n", turn->n);
      fw_json_member_text (json, "by", speakers[turn->by]);
      fw_json_member_integer (json, "from_ms", turn->from_ms);
      fw_json_member_integer (json, "to_ms", turn->to_ms);
      fw_json_member_text (json, "text", turn->text);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_dialogue (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  fw_json_member_integer (json, "greeting", has_label (check, lang, FW_LABEL_GREETING, NULL));
  fw_json_member_text (json, "closing",
                       has_label (check, lang, FW_LABEL_CLOSING, "full")     ? "full"
                       : has_label (check, lang, FW_LABEL_CLOSING, "thanks") ? "thanks"
                                                                             : "none");
  write_promises (check, json, dialogue, lang);
  write_forbidden (check, json, dialogue, lang);
  write_abuse (check, json, dialogue, lang);
  write_threats (check, json, dialogue, lang);
  fw_json_member_integer (json, "repeat", has_label (check, lang, FW_LABEL_REPEAT, NULL));
  write_personal (check, json, dialogue, lang);
  if (!dialogue->timed)
    return;
  write_silences (check, json, dialogue, lang);
  if (dialogue->total_ms >= 0)
    fw_json_member_integer (json, "total_ms", dialogue->total_ms);
  write_turns (json, dialogue);
}

static const char *
find_grade (const Check *check, guint lang, FwLabel label)
{
  for (guint i = 0; i < check->marked->len; i++)
    if (get_rule (check, lang, i)->label == label)
      return get_rule (check, lang, i)->grade;
  return NULL;
}

static void
write_single (Check *check, FwJsonWriter *json, const FwDialogue *dialogue, guint lang)
{
  const FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, 0);

  fw_json_member_text (json, "by",
                       turn->by == FW_SPEAKER_AGENT      ? "agent"
                       : turn->by == FW_SPEAKER_CUSTOMER ? "customer"
                                                         : NULL);
  fw_json_member_text (json, "text", turn->text);
  if (turn->by != FW_SPEAKER_CUSTOMER)
    {
      fw_json_member_text (json, "forbidden", find_grade (check, lang, FW_LABEL_FORBIDDEN));
      fw_json_member_text (json, "promise", find_grade (check, lang, FW_LABEL_PROMISE));
    }
  if (turn->by != FW_SPEAKER_AGENT)
    fw_json_member_integer (json, "abuse", find_level (check, lang, 0));
}

static void
check_cb (const FwDialogue *dialogue, gpointer user_data)
{
  Check *check = user_data;
  const guint lang = find_lang (check, dialogue);
  FwJsonWriter json;

  fw_dialogue_judge (dialogue, check->judges[lang], check->marked);
  g_string_truncate (check->out, 0);
  fw_json_writer_init (&json, check->out);
  fw_json_writer_begin_object (&json);
  fw_json_member_text (&json, "id", dialogue->id);
  fw_json_member_text (&json, "lang", lang == LANG_ZH ? "zh" : "en");
  if (dialogue->single)
    write_single (check, &json, dialogue, lang);
  else
    write_dialogue (check, &json, dialogue, lang);
  fw_json_writer_end_object (&json);
  g_string_append_c (check->out, '\n');
  fwrite (check->out->str, 1, check->out->len, stdout);
}

/* ---- rules and files ---- */

static FwTextRules *
read_rules (const char *path, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  FwTextRules *rules;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  rules = fw_text_rules_read (text, length, faults);
  for (guint i = 0; i < faults->len; i++)
    fprintf (stderr, "%s:%s\n", path, (char *) faults->pdata[i]);
  if (rules == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: the rules are refused", path);
  return rules;
}

static gboolean
run (Check *check, const char *path, const char *encoding, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;
  bytes = g_bytes_new_take (data, length);
  if (!fw_transcripts_read (path, bytes, encoding, check_cb, check, faults, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  for (guint i = 0; i < faults->len; i++)
    fprintf (stderr, "%s:%s\n", path, (char *) faults->pdata[i]);
  if (faults->len == 0)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "%s: some of it could not be read and is left out", path);
  return FALSE;
}

gboolean
fw_text_print_checked (
    const char *path, const char *rules, const char *lang, const char *encoding, GError **error)
{
  static const char *const langs[N_LANGS] = { "zh", "en" };
  Check check = { .lang = lang };
  gboolean done = TRUE;

  g_return_val_if_fail (path != NULL, FALSE);

  for (guint i = 0; i < N_LANGS && done; i++)
    {
      check.rules[i] =
          rules != NULL ? read_rules (rules, error) : fw_text_rules_find (langs[i], error);
      done = check.rules[i] != NULL;
      if (done)
        check.judges[i] = fw_text_judge_new (check.rules[i]);
    }
  check.mask = fw_mask_new ((gint32) (time (NULL) / 86400) + 1);
  check.marked = g_array_new (FALSE, FALSE, sizeof (FwMarked));
  check.out = g_string_new (NULL);
  done = done && run (&check, path, encoding, error);
  for (guint i = 0; i < N_LANGS; i++)
    {
      fw_text_judge_free (check.judges[i]);
      fw_text_rules_free (check.rules[i]);
    }
  fw_mask_free (check.mask);
  g_array_unref (check.marked);
  g_string_free (check.out, TRUE);
  return done;
}
