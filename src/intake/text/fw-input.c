/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/text/fw-input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "core/fw-error.h"

#define MOST_CHUNK (1u << 20)
#define LEAST_CHUNK 4096u
#define PADDING 64
/* What an upload may unpack to. */
#define FREE_BYTES (G_GUINT64_CONSTANT (64) << 20)
#define MOST_RATIO 200

struct _FwInputSource
{
  gsize chunk; /* bytes read at a time */
  char *path;  /* (nullable): for messages */
  int fd;      /* -1: bytes */
  GBytes *bytes;
  gsize offset; /* within bytes */

  gboolean gzip;
  gboolean inflating;
  z_stream zlib;
  guint8 *packed; /* (nullable): @chunk bytes for inflate to eat */
  gboolean packed_eof;

  GCharsetConverter *converter; /* (nullable) */
  guint8 *raw;                  /* (nullable): @chunk bytes for the converter to eat */
  gsize raw_start, raw_end;
  gboolean raw_eof;
  guint64 eaten; /* bytes converted */
  guint64 lines; /* of the text converted */

  gboolean text;         /* the encoding is settled */
  char *charset;         /* (nullable): for iconv(); NULL: UTF-8 */
  gboolean returns;      /* some lines end with a carriage return alone */
  gboolean split_return; /* the last byte of the window is one, and what follows not read yet */
};

static gboolean
fail_io (struct _FwInputSource *source, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "%s: %s",
               source->path != NULL ? source->path : "upload", g_strerror (errno));

  return FALSE;
}

static FwInput *
make_input (struct _FwInputSource *source, gsize chunk)
{
  FwInput *self = g_new0 (FwInput, 1);

  self->source = source;
  source->chunk = CLAMP (chunk, LEAST_CHUNK, MOST_CHUNK);
  self->size = source->chunk;
  self->most = FW_INPUT_MOST_BYTES;
  self->data = g_malloc (self->size + PADDING);

  return self;
}

FwInput *
fw_input_new_for_path (const char *path, GError **error)
{
  g_autoptr (FwInput) self = NULL;
  struct stat status;

  g_return_val_if_fail (path != NULL, NULL);

  self = make_input (g_new0 (struct _FwInputSource, 1), MOST_CHUNK);
  self->source->path = g_strdup (path);
  self->source->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (self->source->fd < 0 || fstat (self->source->fd, &status) != 0)
    {
      g_set_error (error, FW_ERROR, errno == ENOENT ? FW_ERROR_NOT_FOUND : FW_ERROR_FAILED,
                   "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected a regular file", path);
      return NULL;
    }
  self->total = (guint64) status.st_size;
  if (!fw_input_rewind (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

FwInput *
fw_input_new_for_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (FwInput) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = make_input (g_new0 (struct _FwInputSource, 1), g_bytes_get_size (bytes) + 1);
  self->source->fd = -1;
  self->source->bytes = g_bytes_ref (bytes);
  self->total = g_bytes_get_size (bytes);
  self->most = MIN (self->most, FREE_BYTES + self->total * MOST_RATIO);
  if (!fw_input_rewind (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
fw_input_free (FwInput *self)
{
  struct _FwInputSource *source;

  if (self == NULL)
    return;
  source = self->source;
  if (source->packed != NULL)
    inflateEnd (&source->zlib);
  if (source->fd >= 0)
    close (source->fd);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_clear_object (&source->converter);
  g_free (source->path);
  g_free (source->packed);
  g_free (source->raw);
  g_free (source->charset);
  g_free (source);
  g_free (self->encoding);
  g_free (self->data);
  g_free (self);
}

/* The file as it stands. @read: 0 at the end. */
static gboolean
read_file (FwInput *self, guint8 *to, gsize room, gsize *read_bytes, GError **error)
{
  struct _FwInputSource *source = self->source;
  gssize got;

  if (source->fd < 0)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (source->bytes, &size);

      *read_bytes = MIN (room, size - source->offset);
      if (*read_bytes > 0)
        memcpy (to, data + source->offset, *read_bytes);
    }
  else
    {
      do
        got = pread (source->fd, to, room, (off_t) source->offset);
      while (got < 0 && errno == EINTR);
      if (got < 0)
        return fail_io (source, error);
      *read_bytes = (gsize) got;
    }
  source->offset += *read_bytes;
  self->done += *read_bytes;

  return TRUE;
}

static gboolean
fail_gzip (struct _FwInputSource *source, const char *what, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: gzip: %s",
               source->path != NULL ? source->path : "upload", what);

  return FALSE;
}

static gboolean
feed_inflate (FwInput *self, GError **error)
{
  struct _FwInputSource *source = self->source;
  gsize got;

  if (source->zlib.avail_in > 0 || source->packed_eof)
    return TRUE;
  if (!read_file (self, source->packed, source->chunk, &got, error))
    return FALSE;
  source->packed_eof = got == 0;
  source->zlib.next_in = source->packed;
  source->zlib.avail_in = (uInt) got;

  return TRUE;
}

/* A gzip file may consist of several members one after the other. */
static gboolean
read_inflated (FwInput *self, guint8 *to, gsize room, gsize *read_bytes, GError **error)
{
  struct _FwInputSource *source = self->source;

  *read_bytes = 0;
  while (*read_bytes == 0)
    {
      int status;

      if (!feed_inflate (self, error))
        return FALSE;
      if (source->zlib.avail_in == 0 && !source->inflating)
        return TRUE;
      if (source->zlib.avail_in == 0)
        return fail_gzip (source, "cut short", error);
      if (!source->inflating)
        {
          inflateReset (&source->zlib);
          source->inflating = TRUE;
        }

      source->zlib.next_out = to;
      source->zlib.avail_out = (uInt) MIN (room, G_MAXINT32);
      status = inflate (&source->zlib, Z_NO_FLUSH);
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
        return fail_gzip (source, "damaged", error);
      *read_bytes = (gsize) (source->zlib.next_out - to);
      if (status == Z_STREAM_END)
        source->inflating = FALSE;
    }

  return TRUE;
}

static gboolean
read_raw (FwInput *self, guint8 *to, gsize room, gsize *read_bytes, GError **error)
{
  if (self->source->gzip)
    return read_inflated (self, to, room, read_bytes, error);

  return read_file (self, to, room, read_bytes, error);
}

static gboolean
feed_converter (FwInput *self, GError **error)
{
  struct _FwInputSource *source = self->source;
  gsize got, left = source->raw_end - source->raw_start;

  memmove (source->raw, source->raw + source->raw_start, left);
  source->raw_start = 0;
  source->raw_end = left;
  if (source->raw_eof)
    return TRUE;
  if (!read_raw (self, source->raw + left, source->chunk - left, &got, error))
    return FALSE;
  source->raw_eof = got == 0;
  source->raw_end += got;

  return TRUE;
}

static guint64
count_lines (const char *text, gsize length)
{
  guint64 n = 0;

  for (const char *p = text, *end = text + length; (p = memchr (p, '\n', end - p)) != NULL; p++)
    n++;

  return n;
}

/* @at: the byte of the raw text that no character begins with. */
static gboolean
fail_convert (FwInput *self, gsize at, const guint8 *done, gsize n_done, GError **error)
{
  struct _FwInputSource *source = self->source;
  gsize from = at > 24 ? at - 24 : 0, until = MIN (at + 12, source->raw_end);
  g_autofree char *raw = g_strndup ((const char *) source->raw + from, until - from);
  g_autofree char *around = NULL;

  for (char *p = raw; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r')
      *p = ' ';
  around = g_strescape (raw, NULL);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "line %" G_GUINT64_FORMAT
               ": the encoding is not %s: byte 0x%02x in \"%s\" is no character of it; state "
               "another \"encoding\" in the mapping",
               source->lines + count_lines ((const char *) done, n_done) + 1, self->encoding,
               at < source->raw_end ? source->raw[at] : 0, around);

  return FALSE;
}

static gboolean
read_converted (FwInput *self, guint8 *to, gsize room, gsize *read_bytes, GError **error)
{
  struct _FwInputSource *source = self->source;

  *read_bytes = 0;
  while (*read_bytes == 0)
    {
      g_autoptr (GError) reason = NULL;
      gsize eaten = 0;

      if (!feed_converter (self, error))
        return FALSE;
      if (source->raw_end == 0)
        return TRUE;
      if (g_converter_convert (G_CONVERTER (source->converter), source->raw, source->raw_end, to,
                               room, source->raw_eof ? G_CONVERTER_INPUT_AT_END : 0, &eaten,
                               read_bytes, &reason) == G_CONVERTER_ERROR &&
          (source->raw_eof || !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)))
        return fail_convert (self, eaten, to, *read_bytes, error);
      source->raw_start = eaten;
      source->eaten += eaten;
    }
  source->lines += count_lines ((const char *) to, *read_bytes);

  return TRUE;
}

/* Of what was read last: a carriage return that neither another one nor a newline follows ends a
 * line. */
static void
mend_returns (FwInput *self, gsize from)
{
  struct _FwInputSource *source = self->source;
  char *end = self->data + self->end;

  if (source->split_return && from > 0 &&
      (from == self->end || (self->data[from] != '\n' && self->data[from] != '\r')))
    self->data[from - 1] = '\n';
  source->split_return = FALSE;
  for (char *p = self->data + from; (p = memchr (p, '\r', end - p)) != NULL; p++)
    if (p + 1 == end)
      source->split_return = TRUE;
    else if (p[1] != '\n' && p[1] != '\r')
      *p = '\n';
}

gboolean
fw_input_fill (FwInput *self, GError **error)
{
  gsize left = self->end - self->start, got;

  if (self->start > 0)
    {
      memmove (self->data, self->data + self->start, left);
      self->start = 0;
      self->end = left;
    }
  if (self->eof)
    return TRUE;
  if (self->size - self->end < self->source->chunk / 2)
    {
      self->size += MAX (self->source->chunk, self->size / 2);
      self->data = g_realloc (self->data, self->size + PADDING);
    }

  if (self->source->converter != NULL ? !read_converted (self, (guint8 *) self->data + self->end,
                                                         self->size - self->end, &got, error)
                                      : !read_raw (self, (guint8 *) self->data + self->end,
                                                   self->size - self->end, &got, error))
    return FALSE;

  self->end += got;
  self->eof = got == 0;
  if (self->source->returns)
    mend_returns (self, self->end - got);
  self->produced += got;
  memset (self->data + self->end, 0, PADDING);
  if (self->produced > self->most)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                   "expected at most %" G_GUINT64_FORMAT " bytes of text after unpacking",
                   self->most);
      return FALSE;
    }

  return TRUE;
}

static gboolean
begin_inflate (struct _FwInputSource *source, GError **error)
{
  if (source->packed == NULL)
    {
      source->packed = g_malloc (source->chunk);
      if (inflateInit2 (&source->zlib, 15 + 16) != Z_OK)
        return fail_gzip (source, "cannot begin", error);
    }
  inflateReset (&source->zlib);
  source->zlib.avail_in = 0;
  source->inflating = TRUE;
  source->packed_eof = FALSE;

  return TRUE;
}

static gboolean
begin_convert (struct _FwInputSource *source, GError **error)
{
  g_clear_object (&source->converter);
  source->raw_start = source->raw_end = 0;
  source->eaten = source->lines = 0;
  source->raw_eof = FALSE;
  if (source->charset == NULL)
    return TRUE;

  if (source->raw == NULL)
    source->raw = g_malloc (source->chunk);
  source->converter = g_charset_converter_new ("UTF-8", source->charset, error);

  return source->converter != NULL;
}

/* Whether a line ends with a carriage return alone, as far as the window shows. */
static gboolean
has_lone_returns (const FwInput *self)
{
  gboolean quoted = FALSE;

  if (memchr (self->data + self->start, '\r', self->end - self->start) == NULL)
    return FALSE;
  for (gsize i = self->start; i + 1 < self->end; i++)
    if (self->data[i] == '"')
      quoted = !quoted;
    else if (self->data[i] == '\r' && !quoted)
      {
        while (i + 1 < self->end && self->data[i + 1] == '\r')
          i++;
        if (i + 1 < self->end && self->data[i + 1] != '\n')
          return TRUE;
      }

  return FALSE;
}

/* To the first character. */
static gboolean
begin_text (FwInput *self, GError **error)
{
  self->source->returns = self->source->split_return = FALSE;
  while (self->end - self->start < 3 && !self->eof)
    if (!fw_input_fill (self, error))
      return FALSE;
  if (self->end - self->start >= 3 && memcmp (self->data + self->start, "\xef\xbb\xbf", 3) == 0)
    self->start += 3;
  if (has_lone_returns (self))
    {
      self->source->returns = TRUE;
      mend_returns (self, self->start);
    }

  return TRUE;
}

gboolean
fw_input_rewind (FwInput *self, GError **error)
{
  struct _FwInputSource *source;
  guint8 magic[2] = { 0, 0 };
  gsize got;

  g_return_val_if_fail (self != NULL, FALSE);

  source = self->source;
  source->offset = 0;
  if (!read_file (self, magic, sizeof magic, &got, error))
    return FALSE;
  source->offset = 0;
  source->gzip = got == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
  self->done = self->produced = 0;
  self->start = self->end = 0;
  self->eof = self->overlong = FALSE;
  if (source->gzip && !begin_inflate (source, error))
    return FALSE;

  return begin_convert (source, error) && (!source->text || begin_text (self, error));
}

gboolean
fw_input_settle_encoding (FwInput *self, const char *stated, GError **error)
{
  struct _FwInputSource *source;

  g_return_val_if_fail (self != NULL, FALSE);

  source = self->source;
  source->text = FALSE;
  g_clear_pointer (&source->charset, g_free);
  g_clear_pointer (&self->encoding, g_free);
  source->returns = FALSE;
  if (!fw_input_rewind (self, error) || !fw_input_fill (self, error))
    return FALSE;
  source->returns = has_lone_returns (self);
  if (source->returns)
    mend_returns (self, 0);
  self->encoding = fw_input_find_encoding (self, stated, error);
  if (self->encoding == NULL)
    return FALSE;
  source->text = TRUE;
  if (!g_str_equal (self->encoding, "UTF-8"))
    source->charset = g_strdup (self->encoding);

  return fw_input_rewind (self, error);
}

/* Forgets the rest of a line of which only the beginning was handed out. */
static gboolean
skip_rest (FwInput *self, GError **error)
{
  for (;;)
    {
      gsize left = self->end - self->start;
      char *newline = memchr (self->data + self->start, '\n', left);

      self->start += newline != NULL ? (gsize) (newline - self->data) - self->start + 1 : left;
      if (newline != NULL || self->eof)
        break;
      if (!fw_input_fill (self, error))
        return FALSE;
    }
  self->overlong = FALSE;

  return TRUE;
}

gboolean
fw_input_next_line (FwInput *self, char **line, gsize *length, GError **error)
{
  gsize seen = 0;

  if (G_UNLIKELY (self->overlong) && !skip_rest (self, error))
    return FALSE;

  for (;;)
    {
      char *start = self->data + self->start;
      gsize left = self->end - self->start;
      char *newline = left > seen ? memchr (start + seen, '\n', left - seen) : NULL;

      if (newline == NULL && !self->eof && left <= FW_INPUT_MOST_LINE)
        {
          seen = left;
          if (!fw_input_fill (self, error))
            return FALSE;
          continue;
        }
      if (newline == NULL && left == 0)
        return FALSE;

      self->overlong = newline == NULL && !self->eof;
      self->unended = newline == NULL && self->eof;
      *line = start;
      *length = newline != NULL ? (gsize) (newline - start) : left;
      self->start += *length + (newline != NULL ? 1 : 0);
      return TRUE;
    }
}
