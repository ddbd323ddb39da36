/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trail/fw-trail-read.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "protocol/fw-json.h"
#include "trail/fw-trail-files.h"

/* What is being written is not there yet: writers hold the lock. Returns: -1 for files alone. */
static int
lock_beside (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *lock_path = g_build_filename (directory, "lock", NULL);
  int lock = open (lock_path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (lock >= 0)
    flock (lock, LOCK_SH);
  return lock;
}

static void
unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}

static GMappedFile *
map_file (const char *path, GError **error)
{
  int lock = lock_beside (path);
  GMappedFile *file = g_mapped_file_new (path, FALSE, error);

  unlock (lock);
  return file;
}

gboolean
fw_trail_visit (const char *path, FwTrailVisit visit, gpointer user_data, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  const char *c, *end;
  guint64 number = 0;

  g_return_val_if_fail (path != NULL && visit != NULL, FALSE);

  file = map_file (path, error);
  if (file == NULL)
    return FALSE;
  c = g_mapped_file_get_contents (file);
  end = c != NULL ? c + g_mapped_file_get_length (file) : NULL;
  while (c < end)
    {
      const char *stop = memchr (c, '\n', (gsize) (end - c));
      const gsize length = (gsize) ((stop != NULL ? stop : end) - c);

      if (!visit (path, ++number, c, length, user_data, error))
        return error == NULL || *error == NULL;
      c += length + 1;
    }
  return TRUE;
}

/* ---- verifying ---- */

typedef struct
{
  FwTrailReport *report;
  FwTrailPlace place; /* of the line before */
  guint8 key[crypto_sign_PUBLICKEYBYTES];
  gboolean knows_key;
  gboolean begun;
  FwTrailPlace head; /* what the trail beside the files says of its end; 0: nothing */
  FwTrailProof head_proof;
} Verifier;

static void complain (Verifier *self, const char *path, guint64 line, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
complain (Verifier *self, const char *path, guint64 line, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (self->report->problems->len >= FW_TRAIL_MAX_PROBLEMS)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->report->problems,
                   g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": %s", path, line, text));
}

/* The first line of a file names the key; all of them the same. */
static void
learn_key (Verifier *self, const char *path, const char *line, gsize length)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (line, length, NULL);
  const char *text = object != NULL ? fw_json_find_text (object, "key") : NULL;
  guint8 key[sizeof self->key];

  if (text == NULL || !fw_trail_read_bytes (text, strlen (text), key, sizeof key))
    {
      complain (self, path, 1, "it does not begin as a file of the trail: a first line is missing");
      return;
    }
  if (!self->knows_key)
    {
      memcpy (self->key, key, sizeof key);
      self->knows_key = TRUE;
      self->report->key = g_strdup (text);
    }
  else if (memcmp (self->key, key, sizeof key) != 0)
    {
      complain (self, path, 1, "it was signed with another key than what was before");
      memcpy (self->key, key, sizeof key);
    }
}

static void
check_number (Verifier *self, const char *path, guint64 line, guint64 number)
{
  const guint64 expected = self->place.number + 1;

  if (number > expected)
    complain (self, path, line,
              "events %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " are missing before this line",
              expected, number - 1);
  else if (number < expected)
    complain (self, path, line,
              "event %" G_GUINT64_FORMAT " stands where event %" G_GUINT64_FORMAT " belongs",
              number, expected);
}

static void
check_whole (Verifier *self, const char *path, guint64 line, const char *text, gsize length)
{
  guint64 number = fw_trail_line_read_number (text, length);
  guint8 chain[FW_TRAIL_CHAIN];
  FwTrailProof proof;

  if (number == 0 || !fw_trail_line_read_proof (text, length, &proof))
    {
      complain (self, path, line, "this line is cut or is none of the trail");
      self->place.number++;
      return;
    }

  if (!self->begun)
    {
      self->report->first = number;
      self->begun = TRUE;
      if (number == 1)
        fw_trail_line_hash (self->place.chain, text, proof.body, chain);
      else /* what is before was not given: it must be taken for what it says */
        memcpy (chain, proof.chain, sizeof chain);
    }
  else
    {
      check_number (self, path, line, number);
      fw_trail_line_hash (self->place.chain, text, proof.body, chain);
    }

  if (memcmp (chain, proof.chain, sizeof chain) != 0 && number == self->place.number + 1)
    complain (self, path, line, "this line was changed, or the one before it was");
  if (self->knows_key && !fw_trail_line_is_signed (number, &proof, self->key))
    complain (self, path, line, "this line is not signed with the key of the trail");
  if (number == self->head.number &&
      memcmp (self->head.chain, proof.chain, sizeof proof.chain) != 0)
    complain (self, path, line, "this line is another than the one that “head” knows");
  self->place.number = number;
  memcpy (self->place.chain, proof.chain, sizeof proof.chain);
}

static gboolean
check_line_cb (const char *path,
               guint64 line,
               const char *text,
               gsize length,
               gpointer user_data,
               GError **error)
{
  Verifier *self = user_data;

  if (line == 1)
    learn_key (self, path, text, length);
  check_whole (self, path, line, text, length);
  self->report->lines++;
  self->report->lines_of_last = line;
  return TRUE;
}

/* Before the files: what is written meanwhile is beyond it. */
static void
read_head (Verifier *self, const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *head_path = g_build_filename (directory, "head", NULL);
  int lock = lock_beside (path);

  if (!fw_trail_read_head (head_path, &self->head, &self->head_proof))
    self->head.number = 0;
  unlock (lock);
}

static void
check_head (Verifier *self, const char *path)
{
  if (self->head.number == 0 || !self->knows_key ||
      !fw_trail_line_is_signed (self->head.number, &self->head_proof, self->key))
    return;
  self->report->head = TRUE;
  if (self->head.number > self->place.number)
    complain (self, path, self->report->lines_of_last,
              "events %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
              " are missing after this line, which “head” knows",
              self->place.number + 1, self->head.number);
}

static guint64
find_first_number (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const char *text = file != NULL ? g_mapped_file_get_contents (file) : NULL;
  gsize length = text != NULL ? g_mapped_file_get_length (file) : 0;

  return text != NULL ? fw_trail_line_read_number (text, length) : 0;
}

static int
compare_first (gconstpointer a, gconstpointer b)
{
  const char *one = *(char *const *) a, *other = *(char *const *) b;
  const guint64 first = find_first_number (one), second = find_first_number (other);

  if (first != 0 && second != 0 && first != second)
    return first < second ? -1 : 1;
  return strcmp (one, other);
}

gboolean
fw_trail_verify (const char *const *paths, const char *key, FwTrailReport *report, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  Verifier self = { .report = report };

  g_return_val_if_fail (paths != NULL && report != NULL, FALSE);

  *report = (FwTrailReport){ .problems = g_ptr_array_new_with_free_func (g_free) };
  if (key != NULL && !fw_trail_read_bytes (key, strlen (key), self.key, sizeof self.key))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s is not a key of an audit trail", key);
      return FALSE;
    }
  if (key != NULL)
    {
      self.knows_key = TRUE;
      report->key = g_strdup (key);
    }

  for (; *paths != NULL; paths++)
    g_ptr_array_add (sorted, (gpointer) *paths);
  g_ptr_array_sort (sorted, compare_first);
  if (sorted->len > 0)
    read_head (&self, sorted->pdata[sorted->len - 1]);
  for (guint i = 0; i < sorted->len; i++)
    if (!fw_trail_visit (sorted->pdata[i], check_line_cb, &self, error))
      return FALSE;

  if (report->lines == 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_NOT_FOUND,
                           "there is no line of an audit trail");
      return FALSE;
    }
  report->last = self.place.number;
  check_head (&self, sorted->pdata[sorted->len - 1]);
  return report->problems->len == 0;
}

void
fw_trail_report_clear (FwTrailReport *report)
{
  g_clear_pointer (&report->key, g_free);
  g_clear_pointer (&report->problems, g_ptr_array_unref);
}
