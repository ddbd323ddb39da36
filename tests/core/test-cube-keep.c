/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "core/fw-hash.h"
#include "cube-fixture.h"

/* The last row of a key on a day, before and after sealing, and days back. */
static void
test_find (Fixture *f, gconstpointer data)
{
  gint64 at = parse_time ("2026-05-05T10:00:00Z");
  gint32 day = fw_zone_get_day (f->zones[1], at);
  FwContact contact = { .nps = -1, .outcome = FW_OUTCOME_ABANDONED };
  FwContactRef ref, found;

  for (guint i = 0; i < 500; i++)
    {
      contact.at = at - (gint64) i * FW_SECOND;
      contact.key = i % 100;
      contact.ledger = i;
      fw_cube_append (f->cube, 1, &contact, &ref);
      if (i == 250)
        g_assert_true (fw_cube_find (f->cube, 1, day, 0, 5, &found));
    }

  for (guint sealed = 0; sealed < 2; sealed++)
    {
      g_assert_true (fw_cube_find (f->cube, 1, day, 0, 7, &found));
      fw_cube_get (f->cube, &found, &contact);
      g_assert_cmpuint (contact.ledger, ==, 7);
      g_assert_false (fw_cube_find (f->cube, 1, day, 0, 1000, &found));
      g_assert_false (fw_cube_find (f->cube, 2, day, 7, 7, &found));
      g_assert_false (fw_cube_find (f->cube, 1, day + 8, 7, 7, &found));
      g_assert_true (fw_cube_find (f->cube, 1, day + 7, 7, 7, &found));
      g_assert_cmpint (found.day, ==, day);
      fixture_seal_all (f);
    }
}

/* By key and second: in rows that come backwards, in ascending ones, and over several blocks. */
static void
test_find_at (Fixture *f, gconstpointer data)
{
  gint64 at = parse_time ("2026-05-05T10:00:00Z");
  gint32 day = fw_zone_get_day (f->zones[1], at);
  FwContact contact = { .nps = -1, .outcome = FW_OUTCOME_ABANDONED };
  FwContactRef ref, found;

  for (guint i = 0; i < 3000; i++)
    {
      contact.at = at - (gint64) (i / 2) * FW_SECOND + (i % 2) * FW_SECOND / 2;
      contact.key = 1 + i / 2 % 100;
      contact.ledger = i;
      fw_cube_append (f->cube, 1, &contact, &ref);
    }

  for (guint sealed = 0; sealed < 2; sealed++)
    {
      for (guint second = 0; second < 1500; second += 7)
        {
          gint64 then = at - (gint64) second * FW_SECOND;

          /* Of two in one second the later. */
          g_assert_true (fw_cube_find_at (f->cube, 1, day, then + 1, 1 + second % 100, &found));
          fw_cube_get (f->cube, &found, &contact);
          g_assert_cmpuint (contact.ledger, ==, 2 * second + 1);
          g_assert_false (fw_cube_find_at (f->cube, 1, day, then, 1 + (second + 1) % 100, &found));
        }
      g_assert_false (fw_cube_find_at (f->cube, 1, day, at + FW_SECOND, 1, &found));
      g_assert_false (fw_cube_find_at (f->cube, 1, day, at - 1500 * FW_SECOND, 1, &found));
      g_assert_false (fw_cube_find_at (f->cube, 1, day, at - 48 * FW_HOUR, 1, &found));
      g_assert_false (fw_cube_find_at (f->cube, 2, day, at, 1, &found));
      g_assert_false (fw_cube_find_at (f->cube, 1, day + 1, at, 1, &found));
      fixture_seal_all (f);
    }
}

/* Two orders of the same contacts, and codes given in another order, have one digest; any change
 * has another. */
static void
test_digest (Fixture *f, gconstpointer data)
{
  g_autoptr (FwCube) other = fw_cube_new ();
  g_autofree char *digest = NULL;
  g_autofree char *again = NULL;
  g_autofree char *sealed = NULL;
  g_autofree char *patched = NULL;
  FwDictionary *teams = fw_cube_get_dictionary (f->cube, FW_DIMENSION_TEAM);
  FwDictionary *other_teams = fw_cube_get_dictionary (other, FW_DIMENSION_TEAM);
  FwContactRef ref;
  FwContact contact;

  fw_dictionary_intern (teams, FW_TEXT_LITERAL ("a"));
  fw_dictionary_intern (teams, FW_TEXT_LITERAL ("b"));
  fw_dictionary_intern (other_teams, FW_TEXT_LITERAL ("b"));
  fw_dictionary_intern (other_teams, FW_TEXT_LITERAL ("a"));
  for (guint16 site = 1; site <= 2; site++)
    {
      fw_dictionary_intern (fw_cube_get_dictionary (other, FW_DIMENSION_SITE),
                            fw_text (site == 1 ? "site-1" : "site-2"));
      fw_cube_add_site (other, site, f->zones[site]);
    }

  f->n_teams = 3;
  fixture_fill (f, 500, 0, FW_HOUR * 40);
  for (guint i = f->contacts->len; i > 0; i--)
    {
      contact = g_array_index (f->contacts, FwContact, i - 1);
      contact.team = contact.team == 0 ? 0 : 3 - contact.team;
      fw_cube_append (other, g_array_index (f->sites, guint16, i - 1), &contact, &ref);
    }
  g_array_set_size (f->states, 0);
  {
    FwCube *plain = fw_cube_new ();

    fw_cube_free (f->cube);
    f->cube = plain;
    for (guint16 site = 1; site <= 2; site++)
      {
        fw_dictionary_intern (fw_cube_get_dictionary (plain, FW_DIMENSION_SITE),
                              fw_text (site == 1 ? "site-1" : "site-2"));
        fw_cube_add_site (plain, site, f->zones[site]);
      }
    fw_dictionary_intern (fw_cube_get_dictionary (plain, FW_DIMENSION_TEAM), fw_text ("a"));
    fw_dictionary_intern (fw_cube_get_dictionary (plain, FW_DIMENSION_TEAM), fw_text ("b"));
    for (guint i = 0; i < f->contacts->len; i++)
      fw_cube_append (plain, g_array_index (f->sites, guint16, i),
                      &g_array_index (f->contacts, FwContact, i), &ref);
  }

  digest = fw_cube_digest (f->cube);
  again = fw_cube_digest (other);
  g_assert_cmpstr (digest, ==, again);
  fixture_seal_all (f);
  sealed = fw_cube_digest (f->cube);
  g_assert_cmpstr (digest, ==, sealed);

  fw_cube_get (other, &ref, &contact);
  contact.rating = contact.rating == 5 ? 4 : contact.rating + 1;
  fw_cube_patch (other, &ref, &contact);
  patched = fw_cube_digest (other);
  g_assert_cmpstr (digest, !=, patched);
}

/* A clock that changes holds for the days to come only. */
static void
test_new_clock (Fixture *f, gconstpointer data)
{
  g_autoptr (FwZone) other = fw_zone_new ("Europe/Berlin", 0, NULL);
  gint64 at = parse_time ("2026-06-10T03:00:00Z"); /* 05:00: still the 9th by the old clock */
  FwContact contact = { .at = at, .nps = -1, .outcome = FW_OUTCOME_ANSWERED };
  FwContactRef ref, later;

  fw_cube_append (f->cube, 1, &contact, &ref);
  fw_cube_add_site (f->cube, 1, other);
  g_assert_true (fw_cube_get_zone (f->cube, 1) == other);
  g_assert_null (fw_cube_get_zone (f->cube, 77));
  fw_cube_append (f->cube, 1, &contact, &later);
  g_assert_cmpint (later.day, ==, ref.day + 1);
  contact.at = at - FW_HOUR * 24;
  fw_cube_append (f->cube, 1, &contact, &later);
  g_assert_cmpint (later.day, ==, ref.day - 1);
  contact.at = at + FW_HOUR * 24;
  fw_cube_append (f->cube, 1, &contact, &later);
  g_assert_cmpint (later.day, ==, ref.day + 2);
}

static void
test_dirty (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) dirty = NULL;
  g_autoptr (GArray) clean = NULL;

  fixture_fill (f, 100, 0, FW_HOUR * 200);
  dirty = fw_cube_list_dirty (f->cube);
  g_assert_cmpuint (dirty->len, >, 5);
  for (guint i = 0; i < dirty->len; i++)
    fw_cube_mark_clean (f->cube, &g_array_index (dirty, FwSegmentKey, i));
  clean = fw_cube_list_dirty (f->cube);
  g_assert_cmpuint (clean->len, ==, 0);
}

static GBytes *
encode_only (Fixture *f, FwSegmentKey *key)
{
  g_autoptr (GArray) keys = fw_cube_list_segments (f->cube);

  *key = g_array_index (keys, FwSegmentKey, keys->len / 2);
  return fw_cube_encode (f->cube, key);
}

/* Makes the sums of pairs of a day. */
static void
ask_pairs (Fixture *f, const FwSegmentKey *key)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (FwCubeAnswer) answer = NULL;

  fw_zone_get_day_bounds (f->zones[key->site], key->day, &query.from, &query.to);
  answer = fw_cube_ask (f->cube, &query, NULL, NULL);
  g_assert_cmpuint (answer->total.offered, >, 0);
}

/* What was stored and read again is the same in every answer, sealed or not. */
static void
test_codec (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-10-24T00:00:00Z"), to = parse_time ("2026-10-26T12:00:00Z");

  fixture_fill (f, 6000, from, to);
  for (guint sealed = 0; sealed < 2; sealed++)
    {
      g_autoptr (GArray) keys = fw_cube_list_segments (f->cube);
      g_autofree char *digest = fw_cube_digest (f->cube);
      g_autofree char *again = NULL;
      FwCube *copy = fw_cube_new ();

      ask_at_random (f, from, to, 20); /* makes pair sums */
      for (guint16 site = 1; site <= 2; site++)
        {
          fw_dictionary_intern (fw_cube_get_dictionary (copy, FW_DIMENSION_SITE),
                                fw_text (site == 1 ? "site-1" : "site-2"));
          fw_cube_add_site (copy, site, f->zones[site]);
        }
      for (guint i = 0; i < keys->len; i++)
        {
          const FwSegmentKey *key = &g_array_index (keys, FwSegmentKey, i);
          g_autoptr (GBytes) bytes = fw_cube_encode (f->cube, key);
          g_autoptr (GBytes) bytes_again = NULL;
          g_autoptr (GError) error = NULL;

          g_assert_true (fw_cube_decode (copy, key, bytes, &error));
          g_assert_no_error (error);
          bytes_again = fw_cube_encode (copy, key);
          g_assert_true (g_bytes_equal (bytes, bytes_again));
        }
      fw_cube_free (f->cube);
      f->cube = copy;
      again = fw_cube_digest (copy);
      g_assert_cmpstr (digest, ==, again);
      ask_at_random (f, from, to, 40);
      fixture_seal_all (f);
    }
}

/* Codes that rows had before they were patched leave their mark on sums of pairs; the segment is
 * whole all the same. */
static void
test_codec_patched (Fixture *f, gconstpointer data)
{
  FwContactRef ref;
  FwContact contact, odd;
  FwSegmentKey key = { 1, 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  fixture_fill (f, 4000, 0, FW_HOUR * 24);
  fixture_seal_all (f);
  ref = (FwContactRef){ key.site, key.day, 5 };
  fw_cube_get (f->cube, &ref, &contact);
  odd = contact;
  odd.team = 150;
  odd.product = 90;
  fw_cube_patch (f->cube, &ref, &odd);
  ask_pairs (f, &key);
  fw_cube_patch (f->cube, &ref, &contact);
  ask_pairs (f, &key);
  bytes = fw_cube_encode (f->cube, &key);
  g_assert_true (fw_cube_decode (f->cube, &key, bytes, &error));
  g_assert_no_error (error);
  ask_at_random (f, 0, FW_HOUR * 24, 40);
}

static void
test_codec_empty (Fixture *f, gconstpointer data)
{
  FwSegmentKey key;
  g_autoptr (GBytes) bytes = NULL;
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (FwCubeAnswer) answer = NULL;

  /* only people's time, no contact */
  fw_cube_add_agent_time (f->cube, 1, 3, 2, 1, 1, FW_AGENT_READY, 0, 90 * FW_MINUTE);
  bytes = encode_only (f, &key);
  g_assert_true (fw_cube_decode (f->cube, &key, bytes, NULL));
  query.to = FW_HOUR * 24;
  query.by[0] = FW_DIMENSION_TEAM;
  query.n_by = 1;
  answer = fw_cube_ask (f->cube, &query, NULL, NULL);
  g_assert_cmpuint (answer->groups->len, ==, 1);
  g_assert_cmpuint (answer->total.ready_ms, ==, 90 * 60000);
}

static void
assert_refused (Fixture *f, const FwSegmentKey *key, const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_cube_decode (f->cube, key, bytes, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
}

static void
test_corrupt (Fixture *f, gconstpointer data)
{
  FwSegmentKey key, other;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *after = NULL;
  const guint8 *stored;
  gsize length;

  fixture_fill (f, 400, 0, FW_HOUR * 24);
  fixture_seal_all (f);
  bytes = encode_only (f, &key);
  stored = g_bytes_get_data (bytes, &length);
  digest = fw_cube_digest (f->cube);
  for (gsize cut = 0; cut < length; cut += 13)
    assert_refused (f, &key, stored, cut);
  for (gsize i = 0; i < length; i += 3)
    {
      g_autofree guint8 *copy = g_memdup2 (stored, length);

      copy[i] ^= (guint8) (1 << (i % 8));
      assert_refused (f, &key, copy, length);
    }
  other = key;
  other.day++;
  assert_refused (f, &other, stored, length);
  after = fw_cube_digest (f->cube);
  g_assert_cmpstr (digest, ==, after);
}

/* A wait is unknown for good: nothing follows from it, and writing it again tells. */
static void
test_unknown_wait (Fixture *f, gconstpointer data)
{
  gint64 at = parse_time ("2026-05-05T10:00:00Z");
  FwContact contact = { .at = at,
                        .nps = 10,
                        .outcome = FW_OUTCOME_ANSWERED,
                        .wait_unknown = TRUE,
                        .wait_ms = 7,
                        .in_target = TRUE };
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  FwContactRef ref;

  query.from = query.now = at;
  query.to = at + 1;
  fw_cube_append (f->cube, 1, &contact, &ref);
  fw_cube_get (f->cube, &ref, &contact);
  g_assert_true (contact.wait_unknown);
  g_assert_cmpint (contact.nps, ==, 10);
  g_assert_cmpuint (contact.wait_ms, ==, 0);
  g_assert_false (contact.in_target);
  before = fw_cube_digest (f->cube);

  for (guint known = 0; known < 2; known++)
    for (guint level = FW_CUBE_ALL; level <= FW_CUBE_CORE; level++)
      {
        g_autoptr (FwCubeAnswer) answer = NULL;

        contact.wait_unknown = !known;
        fw_cube_patch (f->cube, &ref, &contact);
        query.level = (FwCubeLevel) level;
        answer = fw_cube_ask (f->cube, &query, NULL, NULL);
        g_assert_cmpuint (answer->total.answered, ==, 1);
        g_assert_cmpuint (answer->total.wait_unknown, ==, 1 - known);
        g_assert_cmpuint (answer->total.promoters, ==, level == FW_CUBE_ALL);
      }
  after = fw_cube_digest (f->cube);
  g_assert_cmpstr (before, !=, after);
}

/* Decodes and asks bytes of which @copy's first @length are meant; their last eight become the
 * right checksum. Returns whether they were taken. */
static gboolean
try_hostile (Fixture *f, const FwSegmentKey *key, guint8 *copy, gsize length)
{
  guint64 checksum = fw_hash_bytes (copy, length - 8, 0x47535746);
  g_autoptr (GBytes) hostile = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (FwCubeAnswer) answer = NULL;
  FwCubeQuery query;

  memcpy (copy + length - 8, &checksum, sizeof checksum);
  hostile = g_bytes_new (copy, length);
  if (!fw_cube_decode (f->cube, key, hostile, NULL))
    return FALSE;

  digest = fw_cube_digest (f->cube);
  random_query (f, FW_HOUR * 24, FW_HOUR * 48, &query);
  answer = fw_cube_ask (f->cube, &query, NULL, NULL);
  clear_query (&query);
  return TRUE;
}

/* Damage under a right checksum: refused or harmless, but never trusted. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  FwSegmentKey key;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *stored;
  gsize length;
  guint taken = 0;

  fixture_fill (f, 1500, FW_HOUR * 24, FW_HOUR * 48);
  fixture_seal_all (f);
  bytes = encode_only (f, &key);
  stored = g_bytes_get_data (bytes, &length);
  for (guint i = 0; i < 4000; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (stored, length);
      gsize cut = i % 5 == 0 ? 8 + (gsize) g_test_rand_int_range (0, (gint32) length - 8) : length;

      for (guint j = 0; j <= i % 3; j++)
        copy[i < 1500 ? (gsize) g_test_rand_int_range (0, 300)
                      : (gsize) g_test_rand_int_range (0, (gint32) cut)] =
            (guint8) g_test_rand_int ();
      taken += try_hostile (f, &key, copy, cut) ? 1 : 0;
    }
  g_test_message ("%u of 4000 were taken", taken);
}

/* Each byte that may be the width of a column says another. */
static void
test_hostile_widths (Fixture *f, gconstpointer data)
{
  static const guint8 claimed[] = { 0, 1, 2, 4, 8 };
  FwSegmentKey key;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *stored;
  gsize length;

  fixture_fill (f, 150, FW_HOUR * 24, FW_HOUR * 48);
  fixture_seal_all (f);
  bytes = encode_only (f, &key);
  stored = g_bytes_get_data (bytes, &length);
  for (gsize at = 0; at < MIN (length - 8, 8000); at++)
    for (guint i = 0; i < G_N_ELEMENTS (claimed) && stored[at] <= 8; i++)
      if (claimed[i] != stored[at])
        {
          g_autofree guint8 *copy = g_memdup2 (stored, length);

          copy[at] = claimed[i];
          try_hostile (f, &key, copy, length);
        }
}

/* ---- a cube of which most lies on a shelf ---- */

typedef struct
{
  GByteArray *bytes;
  guint n_put, n_got, fail_after;
} Shelf;

static gboolean
put_on_shelf (GBytes *bytes, FwCubePlace *place, gpointer user_data)
{
  Shelf *shelf = user_data;
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  if (shelf->n_put++ >= shelf->fail_after)
    return FALSE;
  *place = (FwCubePlace){ shelf->bytes->len, length, length };
  g_byte_array_append (shelf->bytes, data, (guint) length);
  return TRUE;
}

static GBytes *
get_from_shelf (const FwCubePlace *place, gpointer user_data)
{
  Shelf *shelf = user_data;

  shelf->n_got++;
  return g_bytes_new (shelf->bytes->data + place->start, place->length);
}

/* The same contacts, patches and time in a cube that holds hardly more than a day: the same digest,
 * the same rows found. */
static void
test_shelf (Fixture *f, gconstpointer data)
{
  gint64 from = parse_time ("2026-05-05T00:00:00Z");
  Shelf shelf = { g_byte_array_new (), 0, 0, G_MAXUINT };
  const FwCubeShelf where = { put_on_shelf, get_from_shelf, &shelf };
  FwCube *small = fw_cube_new ();
  g_autoptr (GArray) refs = g_array_new (FALSE, FALSE, sizeof (FwContactRef));
  g_autofree char *whole_digest = NULL, *small_digest = NULL;
  guint64 offered = 0;

  for (guint16 site = 1; site < 3; site++)
    fw_cube_add_site (small, site, f->zones[site]);
  for (guint dimension = FW_DIMENSION_SITE; dimension <= FW_DIMENSION_AGENT; dimension++)
    {
      FwDictionary *known = fw_cube_get_dictionary (f->cube, dimension);

      for (guint code = 1; code < fw_dictionary_get_length (known); code++)
        fw_dictionary_intern (fw_cube_get_dictionary (small, dimension),
                              fw_text (fw_dictionary_get (known, (guint16) code)));
    }
  fw_cube_set_shelf (small, &where, 32 * 1024);
  for (guint i = 0; i < 6000; i++)
    {
      gint64 at = from + g_test_rand_int_range (0, 30 * 24 * 3600) * FW_SECOND;
      guint16 site = (guint16) g_test_rand_int_range (1, 3);
      FwContactRef ref, same;
      FwContact contact;

      random_contact (f, at, &contact);
      contact.key = i + 1;
      fw_cube_append (f->cube, site, &contact, &ref);
      fw_cube_append (small, site, &contact, &same);
      g_assert_cmpuint (ref.row, ==, same.row);
      g_array_append_val (refs, ref);
      offered += 1;

      ref = g_array_index (refs, FwContactRef, g_test_rand_int_range (0, (gint32) refs->len));
      fw_cube_get (small, &ref, &contact);
      contact.rating = 5;
      fw_cube_patch (f->cube, &ref, &contact);
      fw_cube_patch (small, &ref, &contact);
      g_assert_true (fw_cube_find (small, ref.site, ref.day, 0, contact.key, &same));
      g_assert_cmpuint (ref.row, ==, same.row);
      fw_cube_add_agent_time (f->cube, site, 1, 1, 1, 1, FW_AGENT_READY, at, at + FW_MINUTE);
      fw_cube_add_agent_time (small, site, 1, 1, 1, 1, FW_AGENT_READY, at, at + FW_MINUTE);
      if (i % 100 == 99)
        fw_cube_put_away (small);
    }
  g_assert_cmpuint (shelf.n_got, >, 100);
  whole_digest = fw_cube_digest (f->cube);
  small_digest = fw_cube_digest (small);
  g_assert_cmpstr (whole_digest, ==, small_digest);
  g_assert_cmpuint (fw_cube_count_contacts (small), ==, offered);
  g_assert_cmpuint (fw_cube_count_contacts (f->cube), ==, offered);
  g_assert_true (fw_cube_is_whole (small));

  /* What the shelf does not take is not lost, but told. */
  shelf.fail_after = 0;
  for (guint i = 0; i < refs->len; i++)
    {
      const FwContactRef *ref = &g_array_index (refs, FwContactRef, i);
      FwContact contact;

      fw_cube_get (small, ref, &contact);
      contact.rating = 4;
      fw_cube_patch (small, ref, &contact);
    }
  fw_cube_put_away (small);
  g_assert_false (fw_cube_is_whole (small));
  fw_cube_free (small);
  g_byte_array_unref (shelf.bytes);
}

#define ADD(name, function)                                                                        \
  g_test_add (name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* The same with contacts whose wait nobody stated. */
#define ADD_BOTH(name, function)                                                                   \
  ADD (name, function);                                                                            \
  g_test_add (name "/unknown-waits", Fixture, "", fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/cube/find", test_find);
  ADD ("/cube/find-at", test_find_at);
  ADD_BOTH ("/cube/digest", test_digest);
  ADD ("/cube/new-clock", test_new_clock);
  ADD ("/cube/dirty", test_dirty);
  ADD_BOTH ("/cube/codec", test_codec);
  ADD_BOTH ("/cube/codec-patched", test_codec_patched);
  ADD ("/cube/unknown-wait", test_unknown_wait);
  ADD ("/cube/codec-empty", test_codec_empty);
  ADD_BOTH ("/cube/corrupt", test_corrupt);
  ADD_BOTH ("/cube/hostile", test_hostile);
  ADD ("/cube/hostile-widths", test_hostile_widths);
  ADD ("/cube/shelf", test_shelf);
  return g_test_run ();
}
