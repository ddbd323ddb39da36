/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-target.h"
#include "protocol/fw-said.h"

static const char *
translate (const char *format, gpointer user_data)
{
  return format;
}

static const char *
name (const char *text, gpointer user_data)
{
  return NULL;
}

/* However a sentence is taken apart, put together in its own language it is what it was. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static FwPhrases *phrases;
  g_autofree char *sentence = g_strndup ((const char *) data, size);
  g_autofree char *said = NULL;

  if (phrases == NULL)
    phrases = fw_said_phrases_new (translate, name, NULL);
  said = fw_phrases_translate (phrases, sentence);
  g_assert_cmpstr (said, ==, sentence);
  return 0;
}
