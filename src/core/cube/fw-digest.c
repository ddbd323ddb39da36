/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-cube-private.h"
#include "core/fw-hash.h"

/* Codes depend on the order in which texts came: the digest takes the texts. */
typedef struct
{
  guint64 *texts[FW_N_DIMENSIONS];
  guint lengths[FW_N_DIMENSIONS];
} Texts;

static void
hash_texts (FwCube *cube, Texts *texts)
{
  for (guint dimension = FW_DIMENSION_SITE; dimension <= FW_DIMENSION_AGENT; dimension++)
    {
      FwDictionary *dictionary = cube->dictionaries[dimension];

      texts->lengths[dimension] = fw_dictionary_get_length (dictionary);
      texts->texts[dimension] = g_new (guint64, texts->lengths[dimension]);
      for (guint code = 0; code < texts->lengths[dimension]; code++)
        {
          FwText text = fw_text (fw_dictionary_get (dictionary, (guint16) code));

          texts->texts[dimension][code] = fw_hash_bytes (text.data, text.length, dimension);
        }
    }
}

static inline guint64
get_text (const Texts *texts, FwDimension dimension, guint16 code)
{
  return code < texts->lengths[dimension] ? texts->texts[dimension][code] : code;
}

static void
hash_row (const Texts *texts, guint16 site, const FwContact *contact, guint64 sums[2])
{
  const guint64 words[] = {
    get_text (texts, FW_DIMENSION_SITE, site),
    get_text (texts, FW_DIMENSION_TEAM, contact->team),
    get_text (texts, FW_DIMENSION_SHIFT, contact->shift),
    get_text (texts, FW_DIMENSION_QUEUE, contact->queue),
    get_text (texts, FW_DIMENSION_CHANNEL, contact->channel),
    get_text (texts, FW_DIMENSION_PRODUCT, contact->product),
    get_text (texts, FW_DIMENSION_AGENT, contact->agent),
    (guint64) contact->at,
    contact->key,
    contact->ledger,
    contact->tenure | (guint64) contact->outcome << 8 | (guint64) contact->transfer << 16 |
        (guint64) (contact->in_target != 0) << 24 | (guint64) (contact->short_wait != 0) << 25 |
        (guint64) (contact->handled != 0) << 26 | (guint64) (contact->channel_stated != 0) << 27 |
        (guint64) (contact->product_stated != 0) << 28 |
        (guint64) (contact->wait_unknown != 0) << 29 | (guint64) (contact->whole != 0) << 30 |
        (guint64) contact->rating << 32 | (guint64) (guint8) contact->nps << 40 |
        (guint64) contact->resolution << 48 | (guint64) contact->repeat << 56,
    contact->wait_ms | (guint64) contact->handling_ms << 32,
    contact->hold_ms | (guint64) contact->wrap_ms << 32,
    contact->reply_ms | (guint64) contact->reply << 32 |
        (guint64) (contact->reply_in_time != 0) << 34 | (guint64) (contact->complaint != 0) << 35 |
        (guint64) (contact->service_error != 0) << 36 | (guint64) (contact->closed != 0) << 37,
    contact->closed_ms | (guint64) contact->scores << 32,
  };
  guint64 hash = fw_hash_bytes (words, sizeof words, 1);

  sums[0] += hash;
  sums[1] += fw_hash_mix (hash + 1);
}

static void
hash_time (const Texts *texts, const FwSegment *segment, const FwAgentTime *time, guint64 sums[2])
{
  const guint64 words[] = {
    get_text (texts, FW_DIMENSION_SITE, segment->key.site),
    get_text (texts, FW_DIMENSION_TEAM, time->team),
    get_text (texts, FW_DIMENSION_SHIFT, time->shift),
    get_text (texts, FW_DIMENSION_AGENT, time->agent),
    (guint64) (segment->from + time->half_hour * FW_HALF_HOUR),
    time->tenure | (guint64) time->busy_ms << 32,
    time->ready_ms | (guint64) time->paused_ms << 32,
  };
  guint64 hash = fw_hash_bytes (words, sizeof words, 2);

  /* Time that was taken back again is as if it had never been added. */
  if ((time->busy_ms | time->ready_ms | time->paused_ms) == 0)
    return;

  sums[0] += hash;
  sums[1] += fw_hash_mix (hash + 1);
}

static void
hash_response (const Texts *texts,
               const FwSegment *segment,
               const FwResponse *response,
               guint64 sums[2])
{
  FwText system = fw_text (g_ptr_array_index (segment->systems, response->system));
  const guint64 words[] = {
    get_text (texts, FW_DIMENSION_SITE, segment->key.site),
    get_text (texts, FW_DIMENSION_PRODUCT, response->product),
    fw_hash_bytes (system.data, system.length, FW_N_DIMENSIONS),
    (guint64) (segment->from + response->half_hour * FW_HALF_HOUR),
    response->time | (guint64) response->general << 16 | (guint64) response->count << 32,
  };
  guint64 hash = fw_hash_bytes (words, sizeof words, 3);

  sums[0] += hash;
  sums[1] += fw_hash_mix (hash + 1);
}

/* Sums of hashes do not depend on the order of what was hashed; two of them leave no room for
 * chance. */
char *
fw_cube_digest (FwCube *self)
{
  guint64 sums[2] = { 0, 0 };
  Texts texts = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  hash_texts (self, &texts);
  for (guint i = 0; i < self->segments->len; i++)
    {
      const FwSegment *segment = fw_cube_get_segment_at (self, i);
      FwContact contact;

      for (guint32 row = 0; row < segment->n_rows; row++)
        {
          fw_segment_read (segment, row, &contact);
          hash_row (&texts, segment->key.site, &contact, sums);
        }
      for (guint time = 0; time < segment->times->len; time++)
        hash_time (&texts, segment, &g_array_index (segment->times, FwAgentTime, time), sums);
      for (guint n = 0; segment->responses != NULL && n < segment->responses->len; n++)
        hash_response (&texts, segment, &g_array_index (segment->responses, FwResponse, n), sums);
    }

  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_free (texts.texts[i]);
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", sums[0], sums[1]);
}
