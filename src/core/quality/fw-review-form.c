/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-review-form.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "core/fw-error.h"

#define WHOLE 100 /* percent */

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  GError *made;

  va_start (arguments, format);
  made = g_error_new_valist (FW_ERROR, FW_ERROR_INVALID, format, arguments);
  va_end (arguments);
  g_propagate_error (error, made);
  return FALSE;
}

void
fw_review_form_free (FwReviewForm *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n; i++)
    {
      g_free (self->items[i].dimension);
      g_free (self->items[i].name);
    }
  g_free (self->items);
  g_free (self);
}

/* ---- reading ---- */

/* Marks as they are typed in Chinese are as good as ours. */
static char *
replace_marks (const char *text)
{
  static const char *const marks[][2] = { { "：", ":" }, { "，", "," }, { "；", ";" } };
  g_autoptr (GString) replaced = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_string_replace (replaced, marks[i][0], marks[i][1], 0);
  return g_string_free (g_steal_pointer (&replaced), FALSE);
}

/* Cuts the last word of @text off. Returns: (transfer none) (nullable): it. */
static char *
cut_last_word (char *text)
{
  char *space;

  g_strchomp (text);
  space = strrchr (text, ' ');
  if (space == NULL)
    return NULL;
  *space = '\0';
  return space + 1;
}

/* "Politeness 20 n/a fatal", read from its end. */
static gboolean
read_item (FwReviewItem *item, char *text, GError **error)
{
  g_autofree char *whole = g_strdup (text);
  guint64 weight;
  char *word;

  while ((word = cut_last_word (text)) != NULL)
    {
      if (strcmp (word, "n/a") == 0)
        item->optional = TRUE;
      else if (strcmp (word, "fatal") == 0)
        item->fatal = TRUE;
      else
        break;
    }
  if (word == NULL || !g_ascii_string_to_unsigned (word, 10, 1, WHOLE, &weight, NULL))
    return refuse (error, "items: expected a weight from 1 to 100 behind “%s”", whole);
  item->weight = (guint) weight;
  item->name = g_strdup (g_strstrip (text));
  return *item->name != '\0' || refuse (error, "items: expected a name before “%s”", whole);
}

static gboolean
read_dimension (FwReviewForm *self, char *text, GError **error)
{
  char *colon = strchr (text, ':');
  g_auto (GStrv) parts = g_strsplit (colon != NULL ? colon + 1 : text, ",", -1);

  if (colon != NULL)
    *colon = '\0';
  for (char **part = parts; *part != NULL; part++)
    {
      FwReviewItem *item = &self->items[self->n];

      if (*g_strstrip (*part) == '\0')
        continue;
      if (self->n == FW_REVIEW_MOST_ITEMS)
        return refuse (error, "items: expected at most %s", G_STRINGIFY (FW_REVIEW_MOST_ITEMS));
      item->dimension = g_strdup (colon != NULL ? g_strstrip (text) : "");
      self->n++;
      if (!read_item (item, *part, error))
        return FALSE;
    }
  return TRUE;
}

/* What stands there twice could not be told apart, and weights mean shares of a whole. */
static gboolean
check_whole (const FwReviewForm *self, GError **error)
{
  guint sum = 0;
  g_autofree char *is = NULL;

  for (guint i = 0; i < self->n; i++)
    {
      sum += self->items[i].weight;
      for (guint j = 0; j < i; j++)
        if (strcmp (self->items[i].name, self->items[j].name) == 0)
          return refuse (error, "items: “%s” stands there twice", self->items[i].name);
    }
  if (self->n == 0)
    return refuse (error, "items: expected at least one, such as “Attitude: Politeness 100”");
  if (sum == WHOLE)
    return TRUE;
  is = g_strdup_printf ("%u", sum);
  return refuse (error, "items: expected weights that sum to 100, not to %s", is);
}

FwReviewForm *
fw_review_form_parse (const char *text, GError **error)
{
  g_autoptr (FwReviewForm) self = g_new0 (FwReviewForm, 1);
  g_autofree char *plain = replace_marks (text != NULL ? text : "");
  g_auto (GStrv) parts = g_strsplit (plain, ";", -1);

  self->items = g_new0 (FwReviewItem, FW_REVIEW_MOST_ITEMS);
  for (char **part = parts; *part != NULL; part++)
    if (!read_dimension (self, *part, error))
      return NULL;
  return check_whole (self, error) ? g_steal_pointer (&self) : NULL;
}

/* ---- scores ---- */

static gboolean
read_score (const FwReviewItem *item, guint scale, const char *word, int *score, GError **error)
{
  g_autofree char *most = g_strdup_printf ("%u", scale);
  guint64 value;

  if (strcmp (word, "-") == 0)
    *score = FW_REVIEW_OPEN;
  else if (strcmp (word, "n") == 0 && item->optional)
    *score = FW_REVIEW_NOT_APPLICABLE;
  else if (strcmp (word, "n") == 0)
    return refuse (error, "scores: “%s” always applies", item->name);
  else if (g_ascii_string_to_unsigned (word, 10, 0, scale, &value, NULL))
    *score = (int) value;
  else
    return refuse (error, "scores: expected 0 to %s, “n” or “-” for “%s”, not “%s”", most,
                   item->name, word);
  return TRUE;
}

gboolean
fw_review_scores_read (
    const FwReviewForm *self, guint scale, const char *text, int *scores, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  g_autofree char *most = NULL;
  guint n = 0;

  g_return_val_if_fail (self != NULL && scores != NULL, FALSE);

  for (guint i = 0; i < self->n; i++)
    scores[i] = FW_REVIEW_OPEN;
  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      if (n == self->n)
        {
          most = g_strdup_printf ("%u", self->n);
          return refuse (error, "scores: expected at most %s", most);
        }
      if (!read_score (&self->items[n], scale, *word, &scores[n], error))
        return FALSE;
      n++;
    }
  return TRUE;
}

char *
fw_review_scores_write (const FwReviewForm *self, const int *scores)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && scores != NULL, NULL);

  for (guint i = 0; i < self->n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      if (scores[i] == FW_REVIEW_OPEN)
        g_string_append_c (text, '-');
      else if (scores[i] == FW_REVIEW_NOT_APPLICABLE)
        g_string_append_c (text, 'n');
      else
        g_string_append_printf (text, "%d", scores[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
fw_review_fails (const FwReviewForm *self, const int *scores)
{
  g_return_val_if_fail (self != NULL && scores != NULL, FALSE);

  for (guint i = 0; i < self->n; i++)
    if (self->items[i].fatal && scores[i] == 0)
      return TRUE;
  return FALSE;
}

double
fw_review_sum_given (const FwReviewForm *self, guint scale, const int *scores)
{
  double sum = 0;
  guint weights = 0;

  g_return_val_if_fail (self != NULL && scores != NULL && scale > 0, NAN);

  for (guint i = 0; i < self->n; i++)
    if (scores[i] >= 0)
      {
        sum += (double) self->items[i].weight * scores[i];
        weights += self->items[i].weight;
      }
  if (weights == 0)
    return NAN;
  return fw_review_fails (self, scores) ? 0 : WHOLE * sum / ((double) weights * scale);
}

double
fw_review_total (const FwReviewForm *self, guint scale, const int *scores)
{
  g_return_val_if_fail (self != NULL && scores != NULL && scale > 0, NAN);

  for (guint i = 0; i < self->n; i++)
    if (scores[i] == FW_REVIEW_OPEN)
      return NAN;
  return fw_review_sum_given (self, scale, scores);
}
