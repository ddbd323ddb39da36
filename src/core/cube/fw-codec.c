/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/cube/fw-cube-private.h"
#include "core/cube/fw-packing.h"
#include "core/cube/fw-pairs.h"
#include "core/fw-error.h"
#include "core/fw-hash.h"

/* A stored segment: Head, the columns (COUNTS follows from others and is left out), agent time,
 * answer times of systems, pair sums, and a checksum over all before it. Of another version it is
 * refused: then the cube is made anew from the ledger. */
#define MAGIC 0x47535746u /* "FWSG" */
#define VERSION 6
#define MAX_ROWS (1u << 26)

typedef struct
{
  guint32 magic;
  guint32 version;
  gint64 from;
  gint32 day;
  guint32 n_rows;
  guint32 n_systems;
  guint32 n_times;
  guint32 n_responses;
  guint32 n_cells; /* 0: no pair sums */
  guint16 site;
  guint8 sealed;
  guint8 n_tables;  /* of pair sums */
  guint32 reserved; /* 0 */
} Head;

G_STATIC_ASSERT (sizeof (Head) == 48);

/* Widths in memory: what passes rely on, and what keeps codes within 16 bits. */
static const guint8 widths[FW_N_COLUMNS][2] = {
  [FW_COLUMN_TEAM] = { 0, 2 },      [FW_COLUMN_SHIFT] = { 0, 2 },   [FW_COLUMN_QUEUE] = { 0, 2 },
  [FW_COLUMN_CHANNEL] = { 0, 2 },   [FW_COLUMN_PRODUCT] = { 0, 2 }, [FW_COLUMN_AGENT] = { 0, 2 },
  [FW_COLUMN_HALF_HOUR] = { 1, 1 }, [FW_COLUMN_SECOND] = { 2, 2 },  [FW_COLUMN_WAIT] = { 4, 4 },
  [FW_COLUMN_HANDLING] = { 4, 4 },  [FW_COLUMN_COUNTS] = { 1, 1 },  [FW_COLUMN_FLAGS] = { 1, 1 },
  [FW_COLUMN_VOICE] = { 1, 1 },     [FW_COLUMN_NPS] = { 0, 1 },     [FW_COLUMN_MILLIS] = { 0, 2 },
  [FW_COLUMN_HOLD] = { 0, 4 },      [FW_COLUMN_WRAP] = { 0, 4 },    [FW_COLUMN_KEY] = { 0, 8 },
  [FW_COLUMN_LEDGER] = { 0, 8 },    [FW_COLUMN_REPLY] = { 0, 4 },   [FW_COLUMN_CLOSED] = { 0, 4 },
  [FW_COLUMN_SCORES] = { 0, 4 },
};

/* ---- numbers in structs as columns: every @stride bytes one of @width ---- */

static void
write_field (
    GByteArray *bytes, gconstpointer first, gsize stride, guint8 width, guint n, guint8 minimum)
{
  FwColumn column = { g_malloc0_n (MAX (n, 1), width), width };

  for (guint i = 0; i < n; i++)
    memcpy ((guint8 *) column.data + (gsize) i * width, (const guint8 *) first + i * stride, width);
  fw_packing_write (bytes, &column, n, minimum);
  fw_column_clear (&column);
}

static gboolean
read_field (FwReader *reader, gpointer first, gsize stride, guint8 width, guint n)
{
  FwColumn column = { NULL, 0 };
  gboolean read = fw_packing_read (reader, &column, n, width, width);

  for (guint i = 0; read && i < n; i++)
    memcpy ((guint8 *) first + i * stride, (const guint8 *) column.data + (gsize) i * width, width);
  fw_column_clear (&column);
  return read;
}

typedef struct
{
  gsize offset;
  guint8 width;
} Field;

#define FIELD(type, member)                                                                        \
  {                                                                                                \
    G_STRUCT_OFFSET (type, member), sizeof (((type *) 0)->member)                                  \
  }
#define LANE(type, member, i)                                                                      \
  {                                                                                                \
    G_STRUCT_OFFSET (type, member) + (i) * sizeof (guint32), sizeof (guint32)                      \
  }

/* The first is never narrower than a byte: it bounds how many entries bytes can claim. */
static const Field time_fields[] = {
  FIELD (FwAgentTime, half_hour), FIELD (FwAgentTime, agent),     FIELD (FwAgentTime, team),
  FIELD (FwAgentTime, shift),     FIELD (FwAgentTime, tenure),    FIELD (FwAgentTime, busy_ms),
  FIELD (FwAgentTime, ready_ms),  FIELD (FwAgentTime, paused_ms),
};

static const Field response_fields[] = {
  FIELD (FwResponse, count),   FIELD (FwResponse, half_hour), FIELD (FwResponse, system),
  FIELD (FwResponse, product), FIELD (FwResponse, time),      FIELD (FwResponse, general),
};

static const Field count_fields[] = {
  { 0, 4 }, { 4, 4 }, { 8, 4 }, { 12, 4 }, { 16, 4 }, { 20, 4 }, { 24, 4 }, { 28, 4 },
};
static const Field handling_fields[] = { { 0, 8 } };

static const Field rest_fields[] = {
  LANE (FwPairRest, lanes, 0),
  LANE (FwPairRest, lanes, 1),
  LANE (FwPairRest, lanes, 2),
  LANE (FwPairRest, lanes, 3),
  LANE (FwPairRest, lanes, 4),
  LANE (FwPairRest, lanes, 5),
  LANE (FwPairRest, lanes, 6),
  LANE (FwPairRest, lanes, 7),
  FIELD (FwPairRest, wait_ms),
  FIELD (FwPairRest, handling_square),
  FIELD (FwPairRest, wait_square),
  FIELD (FwPairRest, aside.given),
  FIELD (FwPairRest, aside.promoters),
  FIELD (FwPairRest, aside.detractors),
  FIELD (FwPairRest, aside.wait_unknown),
  FIELD (FwPairRest, aside.complaints),
  FIELD (FwPairRest, aside.errors),
  FIELD (FwPairRest, aside.replies),
  FIELD (FwPairRest, aside.replies_in_time),
  FIELD (FwPairRest, aside.reply_ms),
  FIELD (FwPairRest, aside.reply_square),
  FIELD (FwPairRest, aside.closed),
  FIELD (FwPairRest, aside.closed_ms),
  FIELD (FwPairRest, aside.closed_square),
};

static void
write_fields (GByteArray *bytes,
              gconstpointer first,
              gsize stride,
              const Field *fields,
              guint n_fields,
              guint n)
{
  for (guint i = 0; i < n_fields; i++)
    write_field (bytes, (const guint8 *) first + fields[i].offset, stride, fields[i].width, n,
                 i == 0 ? 1 : 0);
}

static gboolean
read_fields (
    FwReader *reader, gpointer first, gsize stride, const Field *fields, guint n_fields, guint n)
{
  for (guint i = 0; i < n_fields; i++)
    if (!read_field (reader, (guint8 *) first + fields[i].offset, stride, fields[i].width, n))
      return FALSE;

  return TRUE;
}

/* ---- writing ---- */

static void
write_pairs (GByteArray *bytes, const FwPairs *pairs)
{
  for (guint i = 0; i < pairs->n_tables; i++)
    {
      const FwPairTable *table = &pairs->tables[i];
      const guint8 dimensions[2] = { (guint8) table->dimensions[0], (guint8) table->dimensions[1] };

      g_byte_array_append (bytes, dimensions, sizeof dimensions);
      g_byte_array_append (bytes, (const guint8 *) table->low, sizeof table->low);
      g_byte_array_append (bytes, (const guint8 *) table->size, sizeof table->size);
    }

  write_fields (bytes, pairs->counts, sizeof (FwCoreLanes), count_fields,
                G_N_ELEMENTS (count_fields), pairs->n_cells);
  write_fields (bytes, pairs->handling_ms, sizeof (guint64), handling_fields, 1, pairs->n_cells);
  write_fields (bytes, pairs->rest, sizeof (FwPairRest), rest_fields, G_N_ELEMENTS (rest_fields),
                pairs->n_cells);
}

static void
write_responses (GByteArray *bytes, const FwSegment *segment)
{
  if (segment->responses == NULL)
    return;

  for (guint i = 0; i < segment->systems->len; i++)
    {
      const char *name = g_ptr_array_index (segment->systems, i);
      guint16 length = (guint16) strlen (name);

      g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
      g_byte_array_append (bytes, (const guint8 *) name, length);
    }
  write_fields (bytes, segment->responses->data, sizeof (FwResponse), response_fields,
                G_N_ELEMENTS (response_fields), segment->responses->len);
}

GBytes *
fw_cube_encode (FwCube *self, const FwSegmentKey *key)
{
  FwSegment *segment;
  const FwPairs *pairs;
  GByteArray *bytes;
  guint64 checksum;
  Head head = { .magic = MAGIC, .version = VERSION };

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  segment = fw_cube_get_segment (self, key->site, key->day);
  g_return_val_if_fail (segment != NULL, NULL);

  /* Made now rather than by whoever asks first after the next start. */
  pairs = segment->sealed ? fw_cube_ensure_pairs (self, segment)
                          : g_atomic_pointer_get (&segment->pairs);
  head.from = segment->from;
  head.day = segment->key.day;
  head.site = segment->key.site;
  head.n_rows = segment->n_rows;
  head.n_times = segment->times->len;
  head.n_cells = pairs != NULL ? pairs->n_cells : 0;
  head.n_tables = pairs != NULL ? (guint8) pairs->n_tables : 0;
  head.sealed = segment->sealed ? 1 : 0;

  head.n_systems = segment->systems != NULL ? segment->systems->len : 0;
  head.n_responses = segment->responses != NULL ? segment->responses->len : 0;

  bytes = g_byte_array_sized_new (sizeof head + segment->n_rows * 32 + 4096);
  g_byte_array_append (bytes, (const guint8 *) &head, sizeof head);
  for (guint i = 0; i < FW_N_COLUMNS; i++)
    if (i != FW_COLUMN_COUNTS)
      /* A byte at least of one column bounds how many rows bytes can claim. */
      fw_packing_write (bytes, &segment->columns[i], segment->n_rows,
                        i == FW_COLUMN_SECOND ? 1 : 0);
  write_fields (bytes, segment->times->data, sizeof (FwAgentTime), time_fields,
                G_N_ELEMENTS (time_fields), segment->times->len);
  write_responses (bytes, segment);
  if (head.n_tables > 0)
    write_pairs (bytes, pairs);

  checksum = fw_hash_bytes (bytes->data, bytes->len, MAGIC);
  g_byte_array_append (bytes, (const guint8 *) &checksum, sizeof checksum);
  return g_byte_array_free_to_bytes (bytes);
}

/* ---- reading ---- */

/* Passes read these as words of four bytes wherever they are there. */
static gboolean
is_word (FwColumnName name)
{
  return name == FW_COLUMN_REPLY || name == FW_COLUMN_CLOSED || name == FW_COLUMN_SCORES;
}

static gboolean
read_columns (FwReader *reader, FwSegment *segment, guint n_rows)
{
  if (n_rows > MAX_ROWS || n_rows > reader->length)
    return FALSE;

  for (guint i = 0; i < FW_N_COLUMNS; i++)
    {
      fw_column_clear (&segment->columns[i]);
      if (i == FW_COLUMN_COUNTS)
        {
          segment->columns[i] = (FwColumn){ g_try_malloc (MAX (n_rows, 1)), 1 };
          if (segment->columns[i].data == NULL)
            return FALSE;
        }
      else if (!fw_packing_read (reader, &segment->columns[i], n_rows, widths[i][0], widths[i][1]))
        return FALSE;
      else if (is_word (i) && segment->columns[i].width % 4 != 0)
        return FALSE;
    }

  segment->n_rows = segment->n_allocated = n_rows;
  return TRUE;
}

static gboolean
read_times (FwReader *reader, FwSegment *segment, guint n)
{
  g_autofree FwAgentTime *times = NULL;

  if (n > reader->length)
    return FALSE;

  times = g_try_new0 (FwAgentTime, MAX (n, 1));
  if (times == NULL ||
      !read_fields (reader, times, sizeof *times, time_fields, G_N_ELEMENTS (time_fields), n))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (times[i].tenure >= FW_N_TENURE_BANDS)
        return FALSE;
      fw_segment_add_time (segment, &times[i]);
    }

  return TRUE;
}

static gboolean
read_systems (FwReader *reader, GPtrArray *systems, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = NULL;
      guint16 length;

      if (!fw_reader_take (reader, &length, sizeof length) || length > reader->length)
        return FALSE;
      name = g_malloc (length + 1);
      name[length] = '\0';
      if (!fw_reader_take (reader, name, length) || !g_utf8_validate_len (name, length, NULL))
        return FALSE;
      g_ptr_array_add (systems, g_steal_pointer (&name));
    }

  return TRUE;
}

static gboolean
read_responses (FwReader *reader, FwSegment *segment, const Head *head)
{
  g_autofree FwResponse *responses = NULL;
  guint n = head->n_responses;

  if (n == 0)
    return head->n_systems == 0;
  if (n > reader->length || head->n_systems > G_MAXUINT16)
    return FALSE;

  segment->systems = g_ptr_array_new_with_free_func (g_free);
  segment->responses = g_array_new (FALSE, FALSE, sizeof (FwResponse));
  responses = g_try_new0 (FwResponse, n);
  if (responses == NULL || !read_systems (reader, segment->systems, head->n_systems) ||
      !read_fields (reader, responses, sizeof *responses, response_fields,
                    G_N_ELEMENTS (response_fields), n))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (!fw_segment_check_response (segment, &responses[i]))
        return FALSE;
      fw_segment_add_response (segment,
                               fw_text (g_ptr_array_index (segment->systems, responses[i].system)),
                               &responses[i]);
    }

  return TRUE;
}

/* A table may know more codes than rows have now (they were patched since), but low and high must
 * enclose them: whoever asks relies on it. */
static gboolean
read_table (FwReader *reader, FwSegment *segment, FwPairs *pairs)
{
  FwPairTable *table = &pairs->tables[pairs->n_tables];
  guint8 dimensions[2];

  if (!fw_reader_take (reader, dimensions, sizeof dimensions) ||
      !fw_reader_take (reader, table->low, sizeof table->low) ||
      !fw_reader_take (reader, table->size, sizeof table->size))
    return FALSE;

  for (guint i = 0; i < 2; i++)
    {
      table->dimensions[i] = (FwDimension) dimensions[i];
      if (!fw_pairs_check_axis (table, i))
        return FALSE;
      if (dimensions[i] < FW_N_DIMENSIONS)
        {
          fw_segment_note_code (segment, table->dimensions[i], table->low[i]);
          fw_segment_note_code (segment, table->dimensions[i],
                                (guint16) (table->low[i] + table->size[i] - 1));
        }
    }

  table->first = pairs->n_cells;
  pairs->n_cells += (guint) table->size[0] * table->size[1];
  pairs->n_tables++;
  return TRUE;
}

static gboolean
read_pairs (FwReader *reader, FwSegment *segment, const Head *head)
{
  FwPairs *pairs;

  if (head->n_tables == 0)
    return TRUE;
  if (head->n_tables > FW_PAIRS_MAX_TABLES)
    return FALSE;

  pairs = segment->pairs = g_new0 (FwPairs, 1);
  pairs->n_rows = segment->n_rows;
  pairs->n_wait_unknown = segment->n_wait_unknown;
  for (guint i = 0; i < head->n_tables; i++)
    if (!read_table (reader, segment, pairs))
      return FALSE;

  return pairs->n_cells == head->n_cells && pairs->n_cells <= reader->length &&
         fw_pairs_allocate (pairs) &&
         read_fields (reader, pairs->counts, sizeof (FwCoreLanes), count_fields,
                      G_N_ELEMENTS (count_fields), pairs->n_cells) &&
         read_fields (reader, pairs->handling_ms, sizeof (guint64), handling_fields, 1,
                      pairs->n_cells) &&
         read_fields (reader, pairs->rest, sizeof (FwPairRest), rest_fields,
                      G_N_ELEMENTS (rest_fields), pairs->n_cells);
}

static gboolean
read_segment (FwReader *reader, FwSegment *segment, const Head *head)
{
  if (!read_columns (reader, segment, head->n_rows) || !fw_segment_check (segment))
    return FALSE;

  fw_segment_count (segment);
  fw_segment_measure (segment);
  segment->sealed = head->sealed != 0;
  return read_times (reader, segment, head->n_times) && read_responses (reader, segment, head) &&
         read_pairs (reader, segment, head) && reader->length == 0;
}

gboolean
fw_cube_decode (FwCube *self, const FwSegmentKey *key, GBytes *bytes, GError **error)
{
  FwSegment *segment = NULL;
  FwReader reader;
  guint64 checksum;
  Head head;

  g_return_val_if_fail (self != NULL && key != NULL && bytes != NULL, FALSE);

  reader.data = g_bytes_get_data (bytes, &reader.length);
  if (reader.length >= sizeof head + sizeof checksum)
    {
      reader.length -= sizeof checksum;
      memcpy (&checksum, reader.data + reader.length, sizeof checksum);
      if (checksum == fw_hash_bytes (reader.data, reader.length, MAGIC) &&
          fw_reader_take (&reader, &head, sizeof head) && head.magic == MAGIC &&
          head.version == VERSION && head.site == key->site && head.day == key->day)
        {
          segment = fw_segment_new (key, head.from);
          if (!read_segment (&reader, segment, &head))
            g_clear_pointer (&segment, fw_segment_free);
        }
    }

  if (segment == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
                   "The stored contacts of site %u, day %d fail their check", key->site, key->day);
      return FALSE;
    }

  fw_cube_insert_segment (self, segment);
  return TRUE;
}
