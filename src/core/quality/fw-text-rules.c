/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads rules. What is wrong is told by the line on which its element begins; reading goes on, so
 * that one look tells all faults. */
#include <gio/gio.h>
#include <string.h>

#include "core/fw-error.h"
#include "core/quality/fw-text-rules-private.h"
#include "core/quality/fw-text-rules-resource.h"

#define FOLDER "/org/floorwalker/text-rules"
#define MOST_RULES 2000
#define MOST_FAULTS 100
#define MOST_ANCHOR 20 /* code points that are a beginning */
#define MOST_GAP 40
#define USUAL_GAP 8

static const char *const label_names[FW_N_LABELS] = { "greeting", "closing", "promise", "forbidden",
                                                      "abuse",    "threat",  "repeat",  "silence" };

typedef struct
{
  FwTextRules *rules;
  GPtrArray *faults;
  GMarkupParseContext *context;
  GString *text;
  gboolean begun, excludes, in_term;
  guint n_terms, line;
} Reader;

static void G_GNUC_PRINTF (3, 4) complain (Reader *reader, guint line, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  if (reader->faults->len >= MOST_FAULTS)
    return;
  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (reader->faults, g_strdup_printf ("%u: %s", line, sentence));
}

static guint
get_line (Reader *reader)
{
  gint line;

  g_markup_parse_context_get_position (reader->context, &line, NULL);
  return (guint) line;
}

static FwTextRule *
get_last (Reader *reader)
{
  GArray *rules = reader->rules->rules;

  return rules->len > 0 ? &g_array_index (rules, FwTextRule, rules->len - 1) : NULL;
}

/* ---- attributes ---- */

static gint
find_choice (const char *const *names, guint n, const char *value)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i], value))
      return (gint) i;
  return -1;
}

static guint
read_choice (
    Reader *reader, const char *attribute, const char *const *names, guint n, const char *value)
{
  const gint choice = find_choice (names, n, value);

  if (choice >= 0)
    return (guint) choice;
  complain (reader, reader->line, "%s=\"%s\": there is no such value", attribute, value);
  return 0;
}

static guint
read_count (Reader *reader, const char *attribute, guint64 most, const char *value)
{
  guint64 count;

  if (g_ascii_string_to_unsigned (value, 10, 1, most, &count, NULL))
    return (guint) count;
  complain (reader, reader->line, "%s=\"%s\": expected a whole number from 1 to %" G_GUINT64_FORMAT,
            attribute, value, most);
  return 1;
}

static void
check_weight (Reader *reader, const char *value)
{
  char *end;
  const double weight = g_ascii_strtod (value, &end);

  if (*value == '\0' || *end != '\0' || !(weight > 0 && weight <= 1))
    complain (reader, reader->line, "weight=\"%s\": expected a number above 0 and up to 1", value);
}

static void
read_attribute (Reader *reader, FwTextRule *rule, const char *name, const char *value)
{
  static const char *const speakers[] = { "any", "agent", "customer" };
  static const char *const turns[] = { "any", "first", "last" };
  static const char *const ends[] = { "anywhere", "end" };

  if (g_str_equal (name, "name"))
    rule->name = g_strdup (value);
  else if (g_str_equal (name, "label"))
    rule->label = read_choice (reader, name, label_names, FW_N_LABELS, value);
  else if (g_str_equal (name, "grade"))
    rule->grade = g_strdup (value);
  else if (g_str_equal (name, "by"))
    rule->by = read_choice (reader, name, speakers, G_N_ELEMENTS (speakers), value);
  else if (g_str_equal (name, "turn"))
    rule->turn = read_choice (reader, name, turns, G_N_ELEMENTS (turns), value);
  else if (g_str_equal (name, "at"))
    rule->at_end = read_choice (reader, name, ends, G_N_ELEMENTS (ends), value) == 1;
  else if (g_str_equal (name, "within"))
    rule->within = read_count (reader, name, 10000, value);
  else if (g_str_equal (name, "gap"))
    rule->gap = read_count (reader, name, MOST_GAP, value);
  else if (g_str_equal (name, "longer"))
    rule->longer_ms = (gint64) read_count (reader, name, 86400, value) * 1000;
  else if (g_str_equal (name, "weight"))
    check_weight (reader, value);
  else if (g_str_equal (name, "unless"))
    {
      g_strfreev (rule->unless);
      rule->unless = g_strsplit (value, " ", -1);
    }
  else
    complain (reader, reader->line, "a rule has no “%s”", name);
}

static void
check_grade (Reader *reader, const FwTextRule *rule)
{
  static const char *const levels[] = { "1", "2", "3" };
  static const char *const closings[] = { "full", "thanks" };

  if (rule->label == FW_LABEL_ABUSE &&
      (rule->grade == NULL || find_choice (levels, G_N_ELEMENTS (levels), rule->grade) < 0))
    complain (reader, reader->line, "abuse: expected grade=\"1\", \"2\" or \"3\"");
  if (rule->label == FW_LABEL_CLOSING &&
      (rule->grade == NULL || find_choice (closings, G_N_ELEMENTS (closings), rule->grade) < 0))
    complain (reader, reader->line, "closing: expected grade=\"full\" or \"thanks\"");
  if (rule->label == FW_LABEL_SILENCE && rule->longer_ms == 0)
    complain (reader, reader->line, "silence: expected longer=\"SECONDS\"");
  if ((rule->label == FW_LABEL_FORBIDDEN || rule->label == FW_LABEL_PROMISE) && rule->grade == NULL)
    complain (reader, reader->line, "%s: a grade is missing", label_names[rule->label]);
}

static void
begin_rule (Reader *reader, const char **names, const char **values)
{
  FwTextRule rule = { .gap = USUAL_GAP, .line = reader->line, .label = FW_N_LABELS };

  for (guint i = 0; names[i] != NULL; i++)
    read_attribute (reader, &rule, names[i], values[i]);
  if (rule.name == NULL || *rule.name == '\0')
    complain (reader, reader->line, "a rule without a name");
  else if (fw_text_rules_find_name (reader->rules, rule.name) != G_MAXUINT)
    complain (reader, reader->line, "“%s” stands here twice", rule.name);
  if (rule.label == FW_N_LABELS)
    complain (reader, reader->line, "a rule without a label");
  check_grade (reader, &rule);
  if (rule.name == NULL)
    rule.name = g_strdup ("");
  if (rule.unless == NULL)
    rule.unless = g_new0 (char *, 1);
  reader->n_terms = 0;
  if (reader->rules->rules->len == MOST_RULES)
    complain (reader, reader->line, "more than %u rules", MOST_RULES);
  g_array_append_val (reader->rules->rules, rule);
}

/* ---- terms ---- */

static guint
count_runes (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    n += g_unichar_isalnum (g_utf8_get_char (text));
  return n;
}

static gboolean
is_anchored (const FwTextRule *rule)
{
  return rule->within > 0 && rule->within <= MOST_ANCHOR;
}

/* One character stands in nearly every text, though not at its beginning. */
static gboolean
check_piece (Reader *reader, const char *term, const char *piece)
{
  if (count_runes (piece) == 0)
    complain (reader, reader->line,
              "“%s” matches everything: a term, or a part of it, has no letter", term);
  else if (g_utf8_strlen (term, -1) < 2 && !is_anchored (get_last (reader)))
    complain (reader, reader->line,
              "“%s” is one character: it would hit nearly every text that holds it", term);
  else
    return TRUE;
  return FALSE;
}

static void
add_term (Reader *reader, const char *term)
{
  g_auto (GStrv) parts = g_strsplit (term, "…", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const gboolean stem = g_str_has_suffix (parts[i], "*");
      const FwTextPiece piece = { .rule = reader->rules->rules->len - 1,
                                  .follows = i > 0,
                                  .last = parts[i + 1] == NULL,
                                  .excludes = reader->excludes };

      if (stem)
        parts[i][strlen (parts[i]) - 1] = '\0';
      if (!check_piece (reader, term, parts[i]))
        return;
      fw_terms_add (reader->rules->terms, parts[i], reader->rules->pieces->len,
                    stem ? FW_TERM_STEM : FW_TERM_WHOLE);
      g_array_append_val (reader->rules->pieces, piece);
    }
}

static void
end_terms (Reader *reader)
{
  g_auto (GStrv) terms = g_strsplit (reader->text->str, "|", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_strstrip (terms[i]);
      if (*terms[i] == '\0')
        complain (reader, reader->line, "an empty term matches everything");
      else
        add_term (reader, terms[i]);
    }
  if (!reader->excludes)
    reader->n_terms++;
}

/* ---- elements ---- */

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Reader *reader = user_data;

  reader->line = get_line (reader);
  if (!reader->begun && g_str_equal (element, "rules"))
    reader->begun = TRUE;
  else if (reader->begun && !reader->in_term && g_str_equal (element, "rule"))
    begin_rule (reader, names, values);
  else if (get_last (reader) != NULL && !reader->in_term &&
           (g_str_equal (element, "term") || g_str_equal (element, "not")))
    {
      reader->in_term = TRUE;
      reader->excludes = *element == 'n';
      g_string_truncate (reader->text, 0);
    }
  else
    complain (reader, reader->line, "<%s> has no place here", element);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Reader *reader = user_data;

  if (reader->in_term)
    g_string_append_len (reader->text, text, (gssize) length);
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  const FwTextRule *rule = get_last (reader);

  if (reader->in_term && (g_str_equal (element, "term") || g_str_equal (element, "not")))
    {
      end_terms (reader);
      reader->in_term = FALSE;
    }
  else if (g_str_equal (element, "rule") && rule != NULL && rule->label != FW_LABEL_SILENCE &&
           reader->n_terms == 0)
    complain (reader, rule->line, "“%s” has no term: it would never hit", rule->name);
}

/* ---- what rules say of each other ---- */

static gboolean
leads_back (Reader *reader, guint rule, guint to, guint8 *seen)
{
  const FwTextRule *from = fw_text_rules_get (reader->rules, rule);

  for (guint i = 0; from->unless[i] != NULL; i++)
    {
      const guint next = fw_text_rules_find_name (reader->rules, from->unless[i]);

      if (next == to)
        return TRUE;
      if (next == G_MAXUINT || seen[next])
        continue;
      seen[next] = TRUE;
      if (leads_back (reader, next, to, seen))
        return TRUE;
    }
  return FALSE;
}

static void
check_unless (Reader *reader)
{
  g_autofree guint8 *seen = g_malloc0 (reader->rules->rules->len + 1);

  for (guint i = 0; i < reader->rules->rules->len; i++)
    {
      const FwTextRule *rule = fw_text_rules_get (reader->rules, i);
      gboolean known = TRUE;

      for (guint k = 0; rule->unless[k] != NULL; k++)
        if (fw_text_rules_find_name (reader->rules, rule->unless[k]) == G_MAXUINT)
          {
            complain (reader, rule->line, "“%s”: there is no rule “%s”", rule->name,
                      rule->unless[k]);
            known = FALSE;
          }
      memset (seen, 0, reader->rules->rules->len);
      if (known && leads_back (reader, i, i, seen))
        complain (reader, rule->line, "“%s” takes itself back over its unless: a loop", rule->name);
    }
}

/* ---- public ---- */

static void
clear_rule (gpointer data)
{
  FwTextRule *rule = data;

  g_free (rule->name);
  g_free (rule->grade);
  g_strfreev (rule->unless);
}

FwTextRules *
fw_text_rules_read (const char *text, gsize length, GPtrArray *faults)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  FwTextRules *self;
  Reader reader = { .faults = faults };
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (text != NULL && faults != NULL, NULL);

  self = g_new0 (FwTextRules, 1);
  self->rules = g_array_new (FALSE, FALSE, sizeof (FwTextRule));
  g_array_set_clear_func (self->rules, clear_rule);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (FwTextPiece));
  self->terms = fw_terms_new ();
  reader.rules = self;
  reader.text = g_string_new (NULL);
  reader.context =
      g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, &reader, NULL);
  if (!g_markup_parse_context_parse (reader.context, text, (gssize) length, &error) ||
      !g_markup_parse_context_end_parse (reader.context, &error))
    complain (&reader, get_line (&reader), "%s", error->message);
  else
    check_unless (&reader);
  if (self->rules->len == 0 && faults->len == 0)
    complain (&reader, 1, "no rule");
  g_markup_parse_context_free (reader.context);
  g_string_free (reader.text, TRUE);
  if (faults->len > 0)
    g_clear_pointer (&self, fw_text_rules_free);
  else
    fw_terms_compile (self->terms);
  return self;
}

static GBytes *
load (const char *lang)
{
  g_autofree char *path = g_strdup_printf (FOLDER "/%s.xml", lang);

  return g_resource_lookup_data (fw_text_rules_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

FwTextRules *
fw_text_rules_find_with (const char *lang, const char *more, GPtrArray *faults)
{
  static const char end[] = "</rules>";
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GString) whole = NULL;
  const char *behind;

  g_return_val_if_fail (lang != NULL && faults != NULL, NULL);

  text = load (lang);
  g_return_val_if_fail (text != NULL, NULL);
  whole = g_string_new_len (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text));
  behind = g_strrstr (whole->str, end);
  g_return_val_if_fail (behind != NULL, NULL);
  if (more != NULL)
    g_string_insert (whole, behind - whole->str, more);
  return fw_text_rules_read (whole->str, whole->len, faults);
}

FwTextRules *
fw_text_rules_find (const char *lang, GError **error)
{
  g_autoptr (GBytes) text = load (lang);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  FwTextRules *rules;

  if (text == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "there are no rules for “%s”", lang);
      return NULL;
    }
  rules = fw_text_rules_read (g_bytes_get_data (text, NULL), g_bytes_get_size (text), faults);
  if (rules == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "%s.xml:%s", lang, (char *) faults->pdata[0]);
  return rules;
}

void
fw_text_rules_free (FwTextRules *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rules);
  g_array_unref (self->pieces);
  fw_terms_free (self->terms);
  g_free (self);
}

guint
fw_text_rules_count (const FwTextRules *self)
{
  return self->rules->len;
}

const FwTextRule *
fw_text_rules_get (const FwTextRules *self, guint i)
{
  g_return_val_if_fail (i < self->rules->len, NULL);

  return &g_array_index (self->rules, FwTextRule, i);
}

guint
fw_text_rules_find_name (const FwTextRules *self, const char *name)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (g_str_equal (g_array_index (self->rules, FwTextRule, i).name, name))
      return i;
  return G_MAXUINT;
}

gint64
fw_text_rules_get_silence (const FwTextRules *self)
{
  for (guint i = 0; i < self->rules->len; i++)
    if (g_array_index (self->rules, FwTextRule, i).label == FW_LABEL_SILENCE)
      return g_array_index (self->rules, FwTextRule, i).longer_ms;
  return G_MAXINT64;
}
