/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which batches hold events of a contact. Entries (a hash of source and contact, and a batch) are
 * gathered in memory as batches are appended; when there are enough, they are written as one page:
 * 256 slots by the first byte of the hash, so that a contact is looked up by reading one slot of
 * each page that lies in its time. A row for each contact would be as many rows as there are
 * contacts. Invariant: every batch up to "held" is in a page or in memory; the state "indexed" is
 * the last that is in a page, and what lies beyond is gathered again when the store is opened, so
 * a store that has no index yet gets one.
 */
#include <string.h>

#include "core/fw-error.h"
#include "core/fw-hash.h"
#include "store/fw-ledger-private.h"

#define N_SLOTS 256
#define PAGE_ENTRIES 32768
#define LEAST_ENTRIES 1024              /* of a page that is written when the ledger is closed */
#define MAX_ENTRIES (32 * PAGE_ENTRIES) /* in memory while nothing can be written: 16 MiB */

/* As it is stored, little endian. */
typedef struct
{
  guint32 hash;   /* the 32 bits after the slot's */
  guint32 offset; /* of the batch from the first of the page */
} Stored;

const char *const fw_ledger_contact_tables[] = {
  "CREATE TABLE IF NOT EXISTS ledger_contact_page (first_number INTEGER PRIMARY KEY, first_at "
  "INTEGER NOT NULL, last_at INTEGER NOT NULL)",
  "CREATE TABLE IF NOT EXISTS ledger_contact (slot INTEGER NOT NULL, page INTEGER NOT NULL, bytes "
  "BLOB NOT NULL, PRIMARY KEY (slot, page))",
  NULL
};

static guint64
make_hash (FwLedger *self, FwText source, FwText contact)
{
  guint64 seed;

  memcpy (&seed, self->key, sizeof seed);
  return fw_hash_mix (fw_hash_bytes (contact.data, contact.length,
                                     fw_hash_bytes (source.data, source.length, seed)));
}

static guint
get_slot (guint64 hash)
{
  return (guint) (hash >> 56);
}

static guint32
get_rest (guint64 hash)
{
  return (guint32) (hash >> 24);
}

/* ---- writing ---- */

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const FwLedgerEntry *x = a, *y = b;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

/* Adds each contact of @batch once. */
static void
gather_batch (FwLedger *self, guint64 number, FwEventBatch *batch)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FwLedgerEntry));
  FwEventIter iter;
  FwEvent event;
  gint64 first, last;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    {
      FwLedgerEntry entry = { make_hash (self, event.source, event.contact), number };

      if (event.contact.length > 0)
        g_array_append_val (found, entry);
    }
  g_array_sort (found, compare_entries);
  fw_event_batch_get_period (batch, &first, &last);

  g_mutex_lock (&self->index_lock);
  for (guint i = 0; i < found->len; i++)
    {
      const FwLedgerEntry *entry = &g_array_index (found, FwLedgerEntry, i);

      if (i == 0 || entry->hash != entry[-1].hash)
        g_array_append_val (self->entries, *entry);
    }
  self->page_from = MIN (self->page_from, first);
  self->page_until = MAX (self->page_until, last);
  self->held = number;
  g_mutex_unlock (&self->index_lock);
}

static guint64
sum_slot (guint slot, guint64 page, gconstpointer entries, gsize length)
{
  return fw_hash_bytes (entries, length, page * N_SLOTS + slot);
}

static gboolean
write_slot (FwLedger *self, guint slot, guint64 page, GByteArray *bytes, GError **error)
{
  guint64 sum =
      GUINT64_TO_LE (sum_slot (slot, page, bytes->data + sizeof sum, bytes->len - sizeof sum));
  FwSqlValue values[] = { FW_SQL_INT (slot), FW_SQL_INT ((gint64) page),
                          FW_SQL_BYTES (bytes->data, bytes->len) };

  memcpy (bytes->data, &sum, sizeof sum);
  return fw_database_execute (self->database,
                              "INSERT INTO ledger_contact (slot, page, bytes) VALUES ($1, $2, $3)",
                              values, G_N_ELEMENTS (values), NULL, error);
}

/* @entries: by hash, so the slots follow one another. */
static gboolean
write_slots (FwLedger *self, const GArray *entries, guint64 page, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < entries->len;)
    {
      guint slot = get_slot (g_array_index (entries, FwLedgerEntry, i).hash);

      g_byte_array_set_size (bytes, sizeof (guint64));
      for (; i < entries->len; i++)
        {
          const FwLedgerEntry *entry = &g_array_index (entries, FwLedgerEntry, i);
          Stored stored = { GUINT32_TO_LE (get_rest (entry->hash)),
                            GUINT32_TO_LE ((guint32) (entry->number - page)) };

          if (get_slot (entry->hash) != slot)
            break;
          g_byte_array_append (bytes, (const guint8 *) &stored, sizeof stored);
        }
      if (!write_slot (self, slot, page, bytes, error))
        return FALSE;
    }
  return TRUE;
}

static guint64
find_first (const GArray *entries)
{
  guint64 first = G_MAXUINT64;

  for (guint i = 0; i < entries->len; i++)
    first = MIN (first, g_array_index (entries, FwLedgerEntry, i).number);
  return first;
}

/* In a transaction. Only the thread that appends adds entries, so reading them here needs no lock.
 */
static gboolean
write_page (FwLedger *self, GError **error)
{
  g_autoptr (GArray) sorted = g_array_copy (self->entries);
  guint64 page = find_first (sorted);
  FwSqlValue values[] = { FW_SQL_INT ((gint64) page), FW_SQL_INT (self->page_from),
                          FW_SQL_INT (self->page_until) };

  g_array_sort (sorted, compare_entries);
  return write_slots (self, sorted, page, error) &&
         fw_database_execute (self->database,
                              "INSERT INTO ledger_contact_page (first_number, first_at, last_at) "
                              "VALUES ($1, $2, $3)",
                              values, G_N_ELEMENTS (values), NULL, error) &&
         fw_ledger_write_state (self, "indexed", (gint64) self->held, error);
}

static void
begin_page (FwLedger *self)
{
  g_mutex_lock (&self->index_lock);
  g_array_set_size (self->entries, 0);
  self->page_from = G_MAXINT64;
  self->page_until = G_MININT64;
  g_mutex_unlock (&self->index_lock);
}

static gboolean
write_entries (FwLedger *self, GError **error)
{
  if (!fw_database_begin (self->database, error))
    return FALSE;
  if (!write_page (self, error))
    {
      fw_database_rollback (self->database);
      return FALSE;
    }
  if (!fw_database_commit (self->database, error))
    return FALSE;

  begin_page (self);
  return TRUE;
}

/* Until the ledger is opened again: then it goes on after the last page. */
static void
give_up (FwLedger *self)
{
  g_mutex_lock (&self->index_lock);
  self->has_index = FALSE;
  g_array_set_size (self->entries, 0);
  g_mutex_unlock (&self->index_lock);
}

/* What cannot be written now stays in memory until it can, as far as that goes. */
void
fw_ledger_index_batch (FwLedger *self, guint64 number, FwEventBatch *batch)
{
  g_autoptr (GError) error = NULL;

  if (!self->has_index)
    return;

  gather_batch (self, number, batch);
  if (self->entries->len < PAGE_ENTRIES || write_entries (self, &error))
    return;
  if (self->entries->len < MAX_ENTRIES)
    return;
  g_message ("contacts are looked up without an index until the next start: %s", error->message);
  give_up (self);
}

static gboolean
index_batch_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  fw_ledger_index_batch (user_data, number, batch);
  return TRUE;
}

gboolean
fw_ledger_index_rest (FwLedger *self, GError **error)
{
  guint64 last = fw_ledger_get_last (self);

  if (!self->has_index || self->read_only || self->held >= last)
    return TRUE;
  if (!fw_ledger_read (self, self->held + 1, last, index_batch_cb, self, error))
    return FALSE;
  self->held = last; /* the last may be lost */
  return TRUE;
}

gboolean
fw_ledger_open_index (FwLedger *self, GError **error)
{
  gint64 indexed = 0;
  gboolean has = TRUE;

  begin_page (self);
  if ((self->read_only &&
       !fw_database_has_column (self->database, "ledger_contact", NULL, &has, error)) ||
      !fw_ledger_read_state (self, "indexed", &indexed, error))
    return FALSE;

  self->has_index = has;
  self->held = (guint64) indexed;
  return fw_ledger_index_rest (self, error);
}

void
fw_ledger_close_index (FwLedger *self)
{
  g_autoptr (GError) error = NULL;

  /* Few are gathered again sooner than one more page is searched each time. */
  if (self->has_index && !self->read_only && self->entries->len >= LEAST_ENTRIES &&
      !write_entries (self, &error))
    g_message ("the index of contacts goes on at the next start: %s", error->message);
}

/* ---- looking up ---- */

typedef struct
{
  guint slot;
  guint32 hash;
  GArray *numbers; /* guint64 */
  gboolean damaged;
} Search;

static gboolean
search_slot_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Search *search = user_data;
  guint64 page = (guint64) columns[0].integer, sum;
  const guint8 *bytes = (const guint8 *) columns[1].data;
  gsize length = columns[1].length;

  search->damaged = length < sizeof sum || (length - sizeof sum) % sizeof (Stored) != 0;
  if (!search->damaged)
    {
      memcpy (&sum, bytes, sizeof sum);
      search->damaged = GUINT64_FROM_LE (sum) !=
                        sum_slot (search->slot, page, bytes + sizeof sum, length - sizeof sum);
    }
  for (gsize at = sizeof sum; !search->damaged && at < length; at += sizeof (Stored))
    {
      Stored stored;
      guint64 number;

      memcpy (&stored, bytes + at, sizeof stored);
      number = page + GUINT32_FROM_LE (stored.offset);
      if (GUINT32_FROM_LE (stored.hash) == search->hash)
        g_array_append_val (search->numbers, number);
    }
  return !search->damaged;
}

static gboolean
search_pages (FwLedger *self, Search *search, gint64 from, gint64 to, GError **error)
{
  FwSqlValue values[] = { FW_SQL_INT (search->slot), FW_SQL_INT (from), FW_SQL_INT (to) };

  return fw_database_query (self->database,
                            "SELECT c.page, c.bytes FROM ledger_contact_page p JOIN ledger_contact "
                            "c ON c.page = p.first_number WHERE c.slot = $1 AND p.last_at >= $2 "
                            "AND p.first_at < $3 ORDER BY c.page",
                            values, G_N_ELEMENTS (values), search_slot_cb, search, error);
}

/* Returns: whether there is an index. */
static gboolean
search_memory (FwLedger *self, guint64 hash, GArray *numbers)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->index_lock);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const FwLedgerEntry *entry = &g_array_index (self->entries, FwLedgerEntry, i);

      if (entry->hash == hash)
        g_array_append_val (numbers, entry->number);
    }
  return self->has_index;
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

typedef struct
{
  FwLedgerVisit visit;
  gpointer user_data;
  gboolean ended;
} Reader;

static gboolean
visit_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Reader *reader = user_data;

  reader->ended = !reader->visit (number, batch, reader->user_data, error);
  return !reader->ended;
}

/* A page that was written meanwhile may name a batch that was in memory just before. */
static gboolean
read_numbers (FwLedger *self, GArray *numbers, Reader *reader, GError **error)
{
  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len && !reader->ended; i++)
    {
      guint64 number = g_array_index (numbers, guint64, i);

      if (i > 0 && number == g_array_index (numbers, guint64, i - 1))
        continue;
      if (!fw_ledger_read (self, number, number, visit_cb, reader, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
fw_ledger_read_contact (FwLedger *self,
                        FwText source,
                        FwText contact,
                        gint64 from,
                        gint64 to,
                        FwLedgerVisit visit,
                        gpointer user_data,
                        GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  Reader reader = { visit, user_data, FALSE };
  guint64 hash;
  gint64 indexed = 0;
  Search search;

  g_return_val_if_fail (self != NULL && visit != NULL, FALSE);

  hash = make_hash (self, source, contact);
  search = (Search){ get_slot (hash), get_rest (hash), numbers, FALSE };
  /* In this order nothing is missed when a page is written in between. */
  if (!search_memory (self, hash, numbers))
    return fw_ledger_read_period (self, from, to, visit, user_data, error);
  if (self->read_only && !fw_ledger_read_state (self, "indexed", &indexed, error))
    return FALSE;
  if (!search_pages (self, &search, from, to, error))
    return FALSE;
  if (search.damaged)
    {
      g_message ("the index of contacts is damaged: reading all that may be meant");
      return fw_ledger_read_period (self, from, to, visit, user_data, error);
    }

  if (!read_numbers (self, numbers, &reader, error))
    return FALSE;
  /* Who only reads has nothing in memory of what is not in a page yet. */
  return reader.ended || !self->read_only ||
         fw_ledger_read (self, (guint64) indexed + 1, fw_ledger_get_last (self), visit, user_data,
                         error);
}
