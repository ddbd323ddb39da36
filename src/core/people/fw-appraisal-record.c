/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-appraisal-record.h"

#include <math.h>
#include <string.h>

#include "core/fw-error.h"
#include "core/people/fw-exact.h"

#define WHOLE (100 * FW_EXACT_ONE)
#define FROZEN_WORDS 9

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

/* ---- weight sets ---- */

/* Sums are exact: three times 33.3 are not 100. Returns: FALSE: not a weight for each indicator. */
static gboolean
read_weights (const FwRecord *record, double *weights, guint n, FwExact *sum)
{
  const char *text = fw_record_text (record, "weights");
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  guint found = 0;

  *sum = 0;
  for (char **word = words; *word != NULL; word++)
    {
      FwExact weight;

      if (**word == '\0')
        continue;
      if (found == n || !fw_exact_parse (fw_text (*word), &weight) || weight <= 0 || weight > WHOLE)
        return FALSE;
      weights[found++] = (double) weight / FW_EXACT_ONE;
      *sum += weight;
    }
  return found == n;
}

static void
read_shares (const FwRecord *record, double *shares)
{
  static const char *const fields[FW_N_VIEWS] = { [FW_VIEW_SUPERIOR] = "superiors",
                                                  [FW_VIEW_PEER] = "peers",
                                                  [FW_VIEW_CUSTOMER] = "customers",
                                                  [FW_VIEW_TEAM] = "subordinates" };

  gboolean any = FALSE;

  for (guint i = 0; i < FW_N_VIEWS; i++)
    {
      any = any || (fields[i] != NULL && !fw_record_lacks (record, fields[i]));
      shares[i] = fields[i] != NULL ? (double) fw_record_integer (record, fields[i]) : 0;
    }
  if (any)
    return;
  /* Who says nothing of them takes the usual ones, as the form does. */
  shares[FW_VIEW_SUPERIOR] = 40;
  shares[FW_VIEW_PEER] = 30;
  shares[FW_VIEW_CUSTOMER] = 30;
}

gboolean
fw_weight_set_read (const FwRecord *record, FwWeightSet *self, GError **error)
{
  FwExact sum;

  g_return_val_if_fail (record != NULL && self != NULL, FALSE);

  *self = (FwWeightSet){ .record = record };
  self->indicators = fw_record_get_list (record, fw_record_find (record, "indicators"));
  self->n = self->indicators != NULL ? g_strv_length ((char **) self->indicators) : 0;
  if (self->n == 0 || self->n > FW_WEIGHT_SET_MOST)
    return refuse (error, "indicators: expected 1 to 20");
  for (guint i = 0; i < self->n; i++)
    for (guint j = 0; j < i; j++)
      if (g_str_equal (self->indicators[i], self->indicators[j]))
        return refuse (error, "indicators: expected each once");
  if (!read_weights (record, self->weights, self->n, &sum))
    return refuse (error, "weights: expected a number above 0 for each indicator, in their order, "
                          "with spaces between them");
  if (sum > WHOLE)
    return refuse (error, "weights: expected no more than 100 together");
  self->rest = (double) (WHOLE - sum) / FW_EXACT_ONE;
  read_shares (record, self->shares);
  return TRUE;
}

gboolean
fw_weight_set_is_for (const FwWeightSet *self, const char *position)
{
  const char *const *positions;

  g_return_val_if_fail (self != NULL, FALSE);

  positions = fw_record_get_list (self->record, fw_record_find (self->record, "positions"));
  return positions == NULL || positions[0] == NULL ||
         (position != NULL && g_strv_contains (positions, position));
}

void
fw_weight_set_derive (const FwRecord *stored, FwRecord *record)
{
  const guint unnamed = fw_record_find (record, "unnamed");
  FwWeightSet set;

  if (!fw_weight_set_read (record, &set, NULL))
    fw_record_clear (record, unnamed);
  else
    fw_record_set_number (record, unnamed, fw_record_lacks (record, "remainder") ? set.rest : 0);
}

gboolean
fw_weight_set_check (const FwRecord *record, GError **error)
{
  double shares = 0;
  FwWeightSet set;

  if (!fw_weight_set_read (record, &set, error))
    return FALSE;
  for (guint i = 0; i < FW_N_VIEWS; i++)
    shares += set.shares[i];
  if (shares != 100)
    return refuse (error, "superiors: expected shares of all sides that sum to 100");
  return set.rest > 0 || fw_record_lacks (record, "remainder") ||
         refuse (error, "remainder: expected with weights that leave something alone");
}

/* ---- indicators ---- */

void
fw_indicator_read (const FwRecord *record, FwIndicator *self)
{
  g_return_if_fail (record != NULL && self != NULL);

  *self =
      (FwIndicator){ .measure = fw_indicated_from_name (fw_record_text (record, "measure")),
                     .target = fw_record_get_number (record, fw_record_find (record, "target")),
                     .nothing = fw_record_get_number (record, fw_record_find (record, "nothing")),
                     .least = (guint) fw_record_integer (record, "least") };
}

gboolean
fw_indicator_check (const FwRecord *record, GError **error)
{
  FwIndicator indicator;

  fw_indicator_read (record, &indicator);
  return indicator.target != indicator.nothing ||
         refuse (error, "nothing: expected another value than the target");
}

/* ---- the others ---- */

gboolean
fw_appraisal_check (const FwRecord *record, GError **error)
{
  return fw_record_integer (record, "from") <= fw_record_integer (record, "to") ||
         refuse (error, "to: expected a day on or after the first one");
}

gboolean
fw_talk_check (const FwRecord *record, GError **error)
{
  return fw_record_integer (record, "by") >= fw_record_integer (record, "day") ||
         refuse (error, "by: expected a day on or after the one of the talk");
}

/* A view is between who gave it and the server. */
void
fw_view_derive (const FwRecord *stored, FwRecord *record)
{
  fw_record_set_integer (record, fw_record_find (record, "closed"), TRUE);
}

/* ---- figures that were handed in ---- */

static void
clear_part (gpointer data)
{
  g_free (((FwFrozenPart *) data)->indicator);
}

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ' ');
  g_string_append (text,
                   isnan (value) ? "-" : g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

char *
fw_appraisal_write_figures (const GArray *parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (parts != NULL, NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const FwFrozenPart *part = &g_array_index (parts, FwFrozenPart, i);
      /* Ids may have spaces, but never “;”. */
      g_autofree char *id = g_uri_escape_string (part->indicator, NULL, TRUE);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", id);
      append_number (text, part->weight);
      append_number (text, part->figure.value);
      append_number (text, part->figure.low);
      append_number (text, part->figure.high);
      append_number (text, part->figure.n);
      append_number (text, part->part.points);
      append_number (text, part->part.low);
      append_number (text, part->part.high);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_number (const char *word, double *value)
{
  char *end;

  *value = NAN;
  if (strcmp (word, "-") == 0)
    return TRUE;
  *value = g_ascii_strtod (word, &end);
  return end != word && *end == '\0';
}

static gboolean
read_part (const char *text, FwFrozenPart *part)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  double numbers[FROZEN_WORDS - 1];

  if (g_strv_length (words) != FROZEN_WORDS)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!read_number (words[i + 1], &numbers[i]))
      return FALSE;
  *part = (FwFrozenPart){ g_uri_unescape_string (words[0], NULL),
                          numbers[0],
                          { numbers[1], numbers[2], numbers[3],
                            isnan (numbers[4]) || numbers[4] < 0 ? 0 : (guint) numbers[4] },
                          { numbers[5], numbers[6], numbers[7] } };
  return part->indicator != NULL;
}

GArray *
fw_appraisal_read_figures (const char *text)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (FwFrozenPart));
  g_auto (GStrv) pieces = g_strsplit (text != NULL ? text : "", "; ", -1);

  g_array_set_clear_func (parts, clear_part);
  for (char **piece = pieces; *piece != NULL; piece++)
    {
      FwFrozenPart part;

      if (!read_part (*piece, &part))
        return NULL;
      g_array_append_val (parts, part);
    }
  return parts->len > 0 ? g_steal_pointer (&parts) : NULL;
}
