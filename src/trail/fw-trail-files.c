/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trail/fw-trail-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fw-error.h"

#define HEAD_SIZE 512
#define TAIL_SIZE 65536 /* longer than the longest line */

static gboolean
fail (GError **error, const char *what, const char *path)
{
  const int number = errno;
  const gboolean full = number == ENOSPC || number == EDQUOT || number == EFBIG;

  g_set_error (error, FW_ERROR, full ? FW_ERROR_FULL : FW_ERROR_UNAVAILABLE,
               "audit trail: cannot %s %s: %s", what, path, g_strerror (number));
  return FALSE;
}

static int
open_in (FwTrailFiles *self, const char *name, int flags, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  int file = open (path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (file < 0)
    fail (error, "open", path);
  return file;
}

static char *
name_file (guint index)
{
  return g_strdup_printf ("audit-%06u.jsonl", index);
}

static guint
read_index (const char *name)
{
  guint index;
  int end = 0;

  return sscanf (name, "audit-%6u.jsonl%n", &index, &end) == 1 && end > 0 && name[end] == '\0'
             ? index
             : 0;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GPtrArray *
fw_trail_list_files (const char *directory, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_return_val_if_fail (directory != NULL, NULL);

  folder = g_dir_open (directory, 0, error);
  if (folder == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    if (read_index (name) != 0)
      g_ptr_array_add (paths, g_build_filename (directory, name, NULL));
  g_ptr_array_sort (paths, compare_paths);

  return g_steal_pointer (&paths);
}

/* ---- the key ---- */

static gboolean
load_key (FwTrailFiles *self, GError **error)
{
  guint8 seed[crypto_sign_SEEDBYTES];
  char text[FW_TRAIL_KEY_TEXT + 2] = "";
  int file = open_in (self, "key", O_CREAT | O_RDWR, error);
  gboolean done;
  gssize length;

  if (file < 0)
    return FALSE;
  length = pread (file, text, FW_TRAIL_KEY_TEXT, 0);
  if (length == 0)
    {
      randombytes_buf (seed, sizeof seed);
      fw_trail_write_bytes (seed, sizeof seed, text, sizeof text);
      text[FW_TRAIL_KEY_TEXT] = '\n';
      done = pwrite (file, text, FW_TRAIL_KEY_TEXT + 1, 0) == FW_TRAIL_KEY_TEXT + 1 &&
             fsync (file) == 0;
      if (!done)
        {
          fail (error, "write the key in", self->directory);
          done = ftruncate (file, 0) == 0 && FALSE;
        }
    }
  else
    {
      done = length == FW_TRAIL_KEY_TEXT &&
             fw_trail_read_bytes (text, FW_TRAIL_KEY_TEXT, seed, sizeof seed);
      if (!done)
        g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
                     "audit trail: the key in %s cannot be read; with another in its place the "
                     "trail goes on, and verifying tells where",
                     self->directory);
    }
  if (done)
    crypto_sign_seed_keypair (self->key.public_key, self->key.secret_key, seed);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (text, sizeof text);
  close (file);
  return done;
}

/* ---- the head ---- */

static gboolean
parse_head (const char *text, gsize length, FwTrailPlace *head, FwTrailProof *proof)
{
  head->number = fw_trail_line_read_number (text, length);
  if (head->number == 0 || !fw_trail_line_read_proof (text, length, proof))
    return FALSE;
  memcpy (head->chain, proof->chain, FW_TRAIL_CHAIN);
  return TRUE;
}

gboolean
fw_trail_read_head (const char *path, FwTrailPlace *head, FwTrailProof *proof)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  return parse_head (text, strcspn (text, "\n"), head, proof);
}

static gboolean
read_own_head (FwTrailFiles *self, FwTrailPlace *head)
{
  char text[HEAD_SIZE + 1] = "";
  gssize length = pread (self->head, text, HEAD_SIZE, 0);
  FwTrailProof proof;

  return length > 0 && parse_head (text, strcspn (text, "\n"), head, &proof) &&
         fw_trail_line_is_signed (head->number, &proof, self->key.public_key);
}

/* The proof of the last line, padded so that a shorter one covers a longer. Not synced: it may be
 * behind after a power cut, never ahead. */
static void
write_head (FwTrailFiles *self, const GString *lines)
{
  const char *end = lines->str + lines->len - 1; /* its line end */
  const char *start = g_strrstr_len (lines->str, end - lines->str, "\n");
  FwTrailProof proof;
  g_autoptr (GString) text = g_string_new (NULL);

  start = start != NULL ? start + 1 : lines->str;
  if (!fw_trail_line_read_proof (start, (gsize) (end - start), &proof))
    return;
  g_string_printf (text, "{\"n\":%" G_GUINT64_FORMAT,
                   fw_trail_line_read_number (start, (gsize) (end - start)));
  g_string_append_c (text, ',');
  g_string_append (text, "\"head\":true");
  g_string_append_len (text, start + proof.body, end - start - (gssize) proof.body);
  g_string_append_c (text, '\n');
  while (text->len < HEAD_SIZE)
    g_string_append_c (text, '\n');
  if (pwrite (self->head, text->str, text->len, 0) != (gssize) text->len)
    g_warning ("audit trail: cannot write its head: %s", g_strerror (errno));
}

/* ---- the end of the last file ---- */

/* What a killed writer left half is taken back: nobody was told that it is there. */
static gboolean
cut_half_line (FwTrailFiles *self, char *tail, gsize *length, GError **error)
{
  const char *end = g_strrstr_len (tail, (gssize) *length, "\n");
  const gsize whole = end != NULL ? (gsize) (end - tail) + 1 : 0;
  const gsize half = *length - whole;

  if (half == 0)
    return TRUE;
  if (end == NULL && self->size > *length)
    {
      self->broken = TRUE; /* no line of ours is so long */
      return TRUE;
    }
  if (ftruncate (self->file, (off_t) (self->size - half)) != 0)
    return fail (error, "mend", self->directory);
  self->size -= half;
  *length = whole;
  return TRUE;
}

static gboolean
find_end (FwTrailFiles *self, GError **error)
{
  g_autofree char *tail = g_malloc (TAIL_SIZE);
  const gsize wanted = MIN (self->size, TAIL_SIZE);
  gssize got = pread (self->file, tail, wanted, (off_t) (self->size - wanted));
  gsize length = (gsize) MAX (got, 0);
  const char *start;
  FwTrailProof proof;

  if (got != (gssize) wanted)
    return fail (error, "read", self->directory);
  if (!cut_half_line (self, tail, &length, error))
    return FALSE;
  if (length == 0 || self->broken)
    return TRUE;

  start = g_strrstr_len (tail, (gssize) length - 1, "\n");
  start = start != NULL ? start + 1 : tail;
  length -= (gsize) (start - tail) + 1;
  self->end.number = fw_trail_line_read_number (start, length);
  self->broken = self->end.number == 0 || !fw_trail_line_read_proof (start, length, &proof) ||
                 !fw_trail_line_is_signed (self->end.number, &proof, self->key.public_key);
  if (!self->broken)
    memcpy (self->end.chain, proof.chain, FW_TRAIL_CHAIN);
  return TRUE;
}

static gboolean
open_file (FwTrailFiles *self, guint index, GError **error)
{
  g_autofree char *name = name_file (index);
  struct stat about;
  int file = open_in (self, name, O_CREAT | O_RDWR | O_APPEND, error);

  if (file < 0)
    return FALSE;
  if (self->file >= 0)
    close (self->file);
  self->file = file;
  self->index = index;
  if (fstat (file, &about) != 0)
    return fail (error, "look at", name);
  self->size = (gsize) about.st_size;
  return TRUE;
}

/* Where the trail goes on. What the head knows and the files lack stays missing, and shows. */
static gboolean
find_place (FwTrailFiles *self, GError **error)
{
  g_autoptr (GPtrArray) paths = fw_trail_list_files (self->directory, error);
  FwTrailPlace head = { 0 };
  guint index = 0;

  if (paths == NULL)
    return FALSE;
  if (paths->len > 0)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[paths->len - 1]);

      index = read_index (name);
    }

  self->end = (FwTrailPlace){ 0 };
  self->broken = FALSE;
  self->cut = 0;
  if (index != 0 && (!open_file (self, index, error) || !find_end (self, error)))
    return FALSE;
  if (read_own_head (self, &head) && (head.number > self->end.number || self->broken))
    {
      self->cut = self->broken ? 1 : head.number - self->end.number;
      self->end = head;
    }
  else if (self->broken)
    {
      self->cut = 1;
      self->end = (FwTrailPlace){ 0 };
    }
  return TRUE;
}

/* ---- public ---- */

gboolean
fw_trail_files_begin (FwTrailFiles *self, GError **error)
{
  FwTrailPlace head = { 0 };

  if (flock (self->lock, LOCK_EX) != 0)
    return fail (error, "lock", self->directory);
  if (!read_own_head (self, &head) || head.number == self->end.number)
    return TRUE;
  if (find_place (self, error))
    return TRUE;
  fw_trail_files_end (self);
  return FALSE;
}

void
fw_trail_files_end (FwTrailFiles *self)
{
  flock (self->lock, LOCK_UN);
}

gboolean
fw_trail_files_is_to_rotate (FwTrailFiles *self)
{
  return self->file < 0 || self->broken || self->size >= self->file_size;
}

gboolean
fw_trail_files_rotate (FwTrailFiles *self, GError **error)
{
  int folder;

  if (!open_file (self, self->index + 1, error))
    return FALSE;
  self->broken = FALSE;

  /* The name of a new file is on disk with its folder. */
  folder = open (self->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0)
    {
      fsync (folder);
      close (folder);
    }
  return TRUE;
}

static gboolean
write_lines (FwTrailFiles *self, const GString *lines, GError **error)
{
  gsize done = 0;

  if (self->room != 0 && self->size + lines->len > self->room)
    {
      errno = ENOSPC;
      return fail (error, "write to", self->directory);
    }
  while (done < lines->len)
    {
      gssize n = write (self->file, lines->str + done, lines->len - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail (error, "write to", self->directory);
      done += (gsize) n;
    }
  return TRUE;
}

gboolean
fw_trail_files_append (FwTrailFiles *self,
                       const GString *lines,
                       const FwTrailPlace *end,
                       GError **error)
{
  if (!write_lines (self, lines, error))
    {
      if (ftruncate (self->file, (off_t) self->size) != 0)
        self->broken = TRUE;
      return FALSE;
    }
  /* The kernel lets go of what it could not write: a second sync would succeed and mean nothing.
   * What follows goes into another file. */
  if (fdatasync (self->file) != 0)
    {
      fail (error, "sync", self->directory);
      self->broken = TRUE;
      return ftruncate (self->file, (off_t) self->size) == 0 && FALSE;
    }

  self->size += lines->len;
  self->end = *end;
  write_head (self, lines);
  return TRUE;
}

gboolean
fw_trail_files_open (FwTrailFiles *self, const char *directory, GError **error)
{
  *self = (FwTrailFiles){ .lock = -1, .file = -1, .head = -1, .file_size = FW_TRAIL_FILE_SIZE };
  self->directory = g_strdup (directory);
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_FAILED, "libsodium does not start");
      return FALSE;
    }
  if (g_mkdir_with_parents (directory, 0700) != 0)
    return fail (error, "make", directory);

  self->lock = open_in (self, "lock", O_CREAT | O_RDWR, error);
  if (self->lock < 0 || (self->head = open_in (self, "head", O_CREAT | O_RDWR, error)) < 0)
    return FALSE;
  if (flock (self->lock, LOCK_EX) != 0)
    return fail (error, "lock", directory);
  if (!load_key (self, error) || !find_place (self, error))
    return FALSE;
  fw_trail_files_end (self);
  return TRUE;
}

void
fw_trail_files_close (FwTrailFiles *self)
{
  const int files[] = { self->lock, self->file, self->head };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (files[i] >= 0)
      close (files[i]);
  sodium_memzero (&self->key, sizeof self->key);
  g_clear_pointer (&self->directory, g_free);
}
