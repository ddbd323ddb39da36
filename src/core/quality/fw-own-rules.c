/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-own-rules.h"

#include <string.h>

#include "core/fw-error.h"

/* No rule that comes with the program has a name that begins so. */
#define PREFIX "own:"
#define MOST_FOUND 3900 /* bytes of one transcript; the field has room for them */
#define MOST_ID 256     /* bytes */

struct _FwOwnRules
{
  gatomicrefcount count;
  char *text; /* by which the same is known again */
  FwTextRules *rules;
  GArray *own;  /* FwOwnRule */
  guint *index; /* by rule of @rules: in own; G_MAXUINT: one that comes with the program */
};

/* ---- as it stands in a file ---- */

static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (out, " %s=\"%s\"", name, escaped);
}

static void
append_number (GString *out, const FwRecord *record, const char *field, const char *name)
{
  if (!fw_record_lacks (record, field))
    g_string_append_printf (out, " %s=\"%" G_GINT64_FORMAT "\"", name,
                            fw_record_integer (record, field));
}

static void
append_terms (GString *out, const FwRecord *record, const char *field, const char *element)
{
  g_autofree char *escaped = NULL;

  if (fw_record_lacks (record, field))
    return;
  escaped = g_markup_escape_text (fw_record_text (record, field), -1);
  g_string_append_printf (out, "<%s>%s</%s>", element, escaped, element);
}

/* Names of rules that come with the program, and its own, by which it takes itself back. */
static void
append_unless (GString *out, const FwRecord *record)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GString) known = g_string_new (NULL);

  if (fw_record_lacks (record, "unless"))
    return;
  names = g_strsplit (fw_record_text (record, "unless"), " ", -1);
  for (char **name = names; *name != NULL; name++)
    if (**name != '\0')
      g_string_append_printf (known, "%s%s%s", known->len > 0 ? " " : "",
                              g_str_equal (*name, fw_record_get_id (record)) ? PREFIX : "", *name);
  if (known->len > 0)
    append_attribute (out, "unless", known->str);
}

/* A level of abuse, and a kind of the others, is of no matter for what is followed up. */
static void
append_rule (GString *out, const FwRecord *record)
{
  const char *marks = fw_record_text (record, "marks");
  g_autofree char *name = g_strconcat (PREFIX, fw_record_get_id (record), NULL);

  g_string_append (out, "<rule");
  append_attribute (out, "name", name);
  append_attribute (out, "label", marks);
  append_attribute (out, "grade", g_str_equal (marks, "abuse") ? "1" : "own");
  append_attribute (out, "by", fw_record_text (record, "speaker"));
  append_attribute (out, "turn", fw_record_text (record, "turn"));
  append_attribute (out, "at", fw_record_text (record, "place"));
  append_number (out, record, "within", "within");
  append_number (out, record, "gap", "gap");
  append_unless (out, record);
  g_string_append (out, ">");
  append_terms (out, record, "terms", "term");
  append_terms (out, record, "exclusion", "not");
  g_string_append (out, "</rule>\n");
}

/* ---- rules that are run ---- */

static gboolean
is_of (const FwRecord *record, gboolean chinese, gboolean running)
{
  const char *state = fw_record_text (record, FW_KIND_STATE);

  return g_str_equal (fw_record_text (record, "language"), chinese ? "zh" : "en") &&
         (!running || g_strcmp0 (state, "shadow") == 0 || g_strcmp0 (state, "live") == 0);
}

static FwTextRisk
find_risk (const char *name)
{
  for (guint i = 0; i < FW_N_TEXT_RISKS; i++)
    if (g_strcmp0 (fw_text_risk_name ((FwTextRisk) i), name) == 0)
      return (FwTextRisk) i;
  return FW_TEXT_RISK_FORBIDDEN;
}

static void
clear_own (gpointer data)
{
  g_free (((FwOwnRule *) data)->id);
}

static void
add_own (FwOwnRules *self, const FwRecord *record)
{
  const FwOwnRule own = { .id = g_strdup (fw_record_get_id (record)),
                          .version = (guint) fw_record_integer (record, "version"),
                          .live = g_strcmp0 (fw_record_text (record, FW_KIND_STATE), "live") == 0,
                          .risk = find_risk (fw_record_text (record, "marks")) };

  g_array_append_val (self->own, own);
}

static GPtrArray *
choose (const GPtrArray *records, gboolean chinese, gboolean running)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (is_of (records->pdata[i], chinese, running) && fw_text_rule_check (records->pdata[i], NULL))
      g_ptr_array_add (chosen, records->pdata[i]);
  return chosen;
}

/* What is run, how it is marked, and in which state: nothing else of the records matters. */
static char *
write_all (const GPtrArray *records, gboolean chinese, gboolean running, gboolean whole)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      if (!is_of (records->pdata[i], chinese, running))
        continue;
      append_rule (text, records->pdata[i]);
      if (whole)
        g_string_append_printf (text, "%" G_GINT64_FORMAT " %s\n",
                                fw_record_integer (records->pdata[i], "version"),
                                fw_record_text (records->pdata[i], FW_KIND_STATE));
    }
  return g_string_free (text, FALSE);
}

static FwOwnRules *
make (const GPtrArray *records, gboolean chinese, gboolean running, char *text)
{
  FwOwnRules *self = g_new0 (FwOwnRules, 1);
  g_autoptr (GPtrArray) chosen = choose (records, chinese, running);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *more = write_all (chosen, chinese, running, FALSE);
  guint n;

  g_atomic_ref_count_init (&self->count);
  self->text = text;
  self->own = g_array_new (FALSE, FALSE, sizeof (FwOwnRule));
  g_array_set_clear_func (self->own, clear_own);
  self->rules = fw_text_rules_find_with (chinese ? "zh" : "en", more, faults);
  if (self->rules == NULL)
    return self; /* more of them than one reader takes: none is run */
  n = fw_text_rules_count (self->rules);
  self->index = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    self->index[i] = i < n - chosen->len ? G_MAXUINT : i - (n - chosen->len);
  for (guint i = 0; i < chosen->len; i++)
    add_own (self, chosen->pdata[i]);
  return self;
}

static GMutex lock;
static FwOwnRules *last[2][2]; /* by language, and whether all or those that run */

FwOwnRules *
fw_own_rules_get (const GPtrArray *records, gboolean chinese, gboolean running)
{
  FwOwnRules **known = &last[chinese ? 1 : 0][running ? 1 : 0];
  g_autofree char *text = NULL;
  FwOwnRules *self;

  g_return_val_if_fail (records != NULL, NULL);

  text = write_all (records, chinese, running, TRUE);
  g_mutex_lock (&lock);
  if (*known == NULL || !g_str_equal ((*known)->text, text))
    {
      g_clear_pointer (known, fw_own_rules_unref);
      *known = make (records, chinese, running, g_steal_pointer (&text));
    }
  self = fw_own_rules_ref (*known);
  g_mutex_unlock (&lock);
  return self;
}

FwOwnRules *
fw_own_rules_ref (FwOwnRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
fw_own_rules_unref (FwOwnRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_free (self->text);
  fw_text_rules_free (self->rules);
  g_array_unref (self->own);
  g_free (self->index);
  g_free (self);
}

guint
fw_own_rules_count (const FwOwnRules *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->own->len;
}

const FwOwnRule *
fw_own_rules_nth (const FwOwnRules *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->own->len, NULL);

  return &g_array_index (self->own, FwOwnRule, i);
}

void
fw_own_rules_mark (const FwOwnRules *self, const FwDialogue *dialogue, GArray *marks)
{
  g_autoptr (GArray) marked = NULL;
  g_autoptr (FwTextJudge) judge = NULL;

  g_return_if_fail (self != NULL && dialogue != NULL && marks != NULL);

  g_array_set_size (marks, 0);
  if (self->own->len == 0)
    return;
  marked = g_array_new (FALSE, FALSE, sizeof (FwMarked));
  judge = fw_text_judge_new (self->rules);
  fw_dialogue_judge (dialogue, judge, marked);
  for (guint i = 0; i < marked->len; i++)
    {
      const FwMarked *one = &g_array_index (marked, FwMarked, i);
      const FwOwnMark mark = { self->index[one->hit.rule], one->turn, one->hit.from, one->hit.to };

      if (mark.rule != G_MAXUINT)
        g_array_append_val (marks, mark);
    }
}

/* ---- as a transcript keeps it ---- */

char *
fw_own_rules_write (const FwOwnRules *self, const GArray *marks)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && marks != NULL, g_string_free (out, FALSE));

  for (guint i = 0; i < marks->len && out->len + MOST_ID < MOST_FOUND; i++)
    {
      const FwOwnMark *mark = &g_array_index (marks, FwOwnMark, i);
      const FwOwnRule *rule = fw_own_rules_nth (self, mark->rule);

      /* The id stands last, as it may have spaces; it never has a ";". */
      g_string_append_printf (out, "%s%s %s %u %u %u %u %s", i > 0 ? "; " : "",
                              rule->live ? "live" : "shadow", fw_text_risk_name (rule->risk),
                              rule->version, mark->turn, mark->from, mark->to, rule->id);
    }
  return g_string_free (out, FALSE);
}

static void
clear_found (gpointer data)
{
  g_free (((FwOwnFound *) data)->rule);
}

static guint
read_number (const char *text)
{
  return (guint) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXINT32);
}

GArray *
fw_own_rules_read (const char *found)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FwOwnFound));
  g_auto (GStrv) parts = g_strsplit (found != NULL ? found : "", "; ", -1);

  g_array_set_clear_func (list, clear_found);
  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) words = g_strsplit (*part, " ", 7);
      FwOwnFound one;

      if (g_strv_length (words) != 7)
        continue;
      one = (FwOwnFound){ .rule = g_strdup (words[6]),
                          .version = read_number (words[2]),
                          .turn = read_number (words[3]),
                          .live = g_str_equal (words[0], "live"),
                          .risk = find_risk (words[1]),
                          .from = read_number (words[4]),
                          .to = read_number (words[5]) };
      g_array_append_val (list, one);
    }
  return list;
}

/* ---- the record ---- */

static gboolean
hits_the_same (const FwRecord *stored, const FwRecord *record)
{
  g_autoptr (GString) before = g_string_new (NULL), now = g_string_new (NULL);

  append_rule (before, stored);
  append_rule (now, record);
  return g_string_equal (before, now) &&
         g_strcmp0 (fw_record_text (stored, "language"), fw_record_text (record, "language")) == 0;
}

static gboolean
is_whole (const FwRecord *record)
{
  static const char *const fields[] = { "language", "marks", "terms", "speaker", "turn", "place" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fw_record_lacks (record, fields[i]))
      return FALSE;
  return TRUE;
}

void
fw_text_rule_derive (const FwRecord *stored, FwRecord *record)
{
  const gint64 before = stored != NULL ? fw_record_integer (stored, "version") : 0;
  const guint version = fw_record_find (record, "version");

  g_return_if_fail (record != NULL);

  if (!is_whole (record))
    return; /* which is refused */
  if (stored != NULL && hits_the_same (stored, record))
    {
      fw_record_set_integer (record, version, before);
      return;
    }
  fw_record_set_integer (record, version, before + 1);
  fw_record_set_text (record, fw_record_find (record, "standing"), "open");
  fw_record_clear (record, fw_record_find (record, "figures"));
}

gboolean
fw_text_rule_check (const FwRecord *record, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (FwTextRules) rules = NULL;
  g_autoptr (GString) fault = NULL;

  g_return_val_if_fail (record != NULL, FALSE);

  append_rule (text, record);
  rules = fw_text_rules_find_with (fw_record_text (record, "language"), text->str, faults);
  if (rules != NULL)
    return TRUE;
  /* Without its line; what is told of the rule by its name is told of what takes it back. */
  fault = g_string_new (strstr (faults->pdata[0], ": ") + strlen (": "));
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: %s",
               g_string_replace (fault, PREFIX, "", 1) > 0 ? "unless" : "terms", fault->str);
  return FALSE;
}
