/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Runs a target without libFuzzer: every file of the corpus as it is, then mutations of them until
 * the time is up.
 *
 *   fuzz-NAME CORPUS... [--seconds N] [--seed N]     a corpus is a file or a directory
 *
 * The same seed gives the same sequence. An input that kills the target is left in fuzz-NAME.crash.
 */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "fuzz-target.h"

#define LONGEST_INPUT 65536
#define SLOWEST_RUN 10 /* seconds */

void __sanitizer_set_death_callback (void (*callback) (void)) __attribute__ ((weak));

static const guint8 *running;
static gsize running_size;
static char crash_name[256];

typedef struct
{
  GPtrArray *corpus; /* GBytes */
  guint64 state;
  guint8 input[LONGEST_INPUT];
  gsize size;
} Fuzzer;

/* Only what is safe in a signal handler. */
static void
save_input (void)
{
  int fd = running != NULL ? open (crash_name, O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
  gssize ignored = 0;

  if (fd < 0)
    return;
  ignored = write (fd, running, running_size);
  close (fd);
  ignored += write (STDERR_FILENO, "input left in ", 14);
  ignored += write (STDERR_FILENO, crash_name, strlen (crash_name));
  ignored += write (STDERR_FILENO, "\n", 1);
  (void) ignored;
}

static void
signal_cb (int number)
{
  save_input ();
  signal (number, SIG_DFL);
  raise (number);
}

static void
run_target (const guint8 *data, gsize size)
{
  /* Of the exact size, so that a sanitizer sees a read past the end. */
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));

  if (size > 0)
    memcpy (copy, data, size);
  running = copy;
  running_size = size;
  alarm (SLOWEST_RUN);
  LLVMFuzzerTestOneInput (copy, size);
  alarm (0);
  running = NULL;
  running_size = 0;
}

/* xorshift: small, and the same everywhere. */
static guint
pick (Fuzzer *self, guint limit)
{
  self->state ^= self->state << 13;
  self->state ^= self->state >> 7;
  self->state ^= self->state << 17;

  return limit > 0 ? (guint) ((self->state >> 16) % limit) : 0;
}

static void
insert_bytes (Fuzzer *self, gsize at, const guint8 *bytes, gsize n)
{
  n = MIN (n, LONGEST_INPUT - self->size);
  memmove (self->input + at + n, self->input + at, self->size - at);
  memcpy (self->input + at, bytes, n);
  self->size += n;
}

static void
delete_bytes (Fuzzer *self, gsize at, gsize n)
{
  n = MIN (n, self->size - at);
  memmove (self->input + at, self->input + at + n, self->size - at - n);
  self->size -= n;
}

static void
insert_token (Fuzzer *self, gsize at)
{
  static const char *const tokens[] = {
    "\"",
    "\\",
    "\n",
    "\r\n",
    ",",
    ";",
    "\t",
    "|",
    ":",
    "-",
    ".",
    "0",
    "9",
    "e",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "-1",
    "1e999",
    "9223372036854775808",
    "18446744073709551616",
    "\\u0000",
    "\\ud800",
    "\xff",
    "\xe6\x8a",
    "\xed\xa0\x80",
    "NONE",
    "\"\"",
    "\r",
    " ",
    "/",
    "&#0;",
    "<",
    ">",
  };
  const char *token = tokens[pick (self, G_N_ELEMENTS (tokens))];

  insert_bytes (self, at, (const guint8 *) token, strlen (token));
}

/* A piece of another file of the corpus, or of the input itself. */
static void
insert_piece (Fuzzer *self, gsize at)
{
  guint8 piece[256];
  gsize size = self->size, start, n;
  const guint8 *from = self->input;

  if (pick (self, 2) == 0)
    from = g_bytes_get_data (self->corpus->pdata[pick (self, self->corpus->len)], &size);
  if (size == 0)
    return;
  start = pick (self, (guint) size);
  n = 1 + pick (self, sizeof piece);
  n = MIN (n, size - start);
  memcpy (piece, from + start, n);
  insert_bytes (self, at, piece, n);
}

static void
mutate (Fuzzer *self)
{
  gsize at = self->size > 0 ? pick (self, (guint) self->size) : 0;

  switch (self->size > 0 ? pick (self, 8) : 3 + pick (self, 2))
    {
    case 0:
      self->input[at] ^= (guint8) (1u << pick (self, 8));
      break;
    case 1:
      self->input[at] = (guint8) pick (self, 256);
      break;
    case 2:
      delete_bytes (self, at, 1 + pick (self, 16));
      break;
    case 3:
      insert_token (self, at);
      break;
    case 4:
    case 5:
      insert_piece (self, at);
      break;
    case 6:
      self->input[at] = (guint8) (self->input[at] + pick (self, 7) - 3);
      break;
    default:
      if (pick (self, 4) == 0)
        self->size = at;
      break;
    }
}

static guint
fuzz (Fuzzer *self, guint seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  guint runs = 0;

  for (; g_get_monotonic_time () < end; runs++)
    {
      gsize size;
      const guint8 *data =
          g_bytes_get_data (self->corpus->pdata[pick (self, self->corpus->len)], &size);
      guint n = 1 + pick (self, 6);

      self->size = MIN (size, LONGEST_INPUT);
      if (self->size > 0)
        memcpy (self->input, data, self->size);
      for (guint i = 0; i < n; i++)
        mutate (self);
      run_target (self->input, self->size);
    }

  return runs;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
load_file (GPtrArray *corpus, const char *path)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  g_ptr_array_add (corpus, g_bytes_new_take (data, size));
}

static void
load (GPtrArray *corpus, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      load_file (corpus, path);
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names); /* the same order on every machine */
  for (guint i = 0; i < names->len; i++)
    load_file (corpus, names->pdata[i]);
}

static void
catch_crashes (void)
{
  static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGALRM };

  if (__sanitizer_set_death_callback != NULL)
    __sanitizer_set_death_callback (save_input);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], signal_cb);
}

int
main (int argc, char **argv)
{
  g_autofree Fuzzer *self = g_new0 (Fuzzer, 1);
  g_autofree char *name = g_path_get_basename (argv[0]);
  guint seconds = 10, runs;
  guint64 seed = 1;

  self->corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--seconds") && i + 1 < argc)
      seconds = (guint) g_ascii_strtoull (argv[++i], NULL, 10);
    else if (g_str_equal (argv[i], "--seed") && i + 1 < argc)
      seed = g_ascii_strtoull (argv[++i], NULL, 10);
    else
      load (self->corpus, argv[i]);
  if (self->corpus->len == 0)
    {
      g_printerr ("usage: %s CORPUS... [--seconds N] [--seed N]\n", name);
      return 2;
    }

  g_snprintf (crash_name, sizeof crash_name, "%s.crash", name);
  catch_crashes ();
  self->state = seed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) | 1;
  for (guint i = 0; i < self->corpus->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (self->corpus->pdata[i], &size);

      run_target (data, size);
    }
  runs = fuzz (self, seconds);
  g_print ("%s: %u files of the corpus, %u mutations\n", name, self->corpus->len, runs);
  g_ptr_array_unref (self->corpus);

  return 0;
}
