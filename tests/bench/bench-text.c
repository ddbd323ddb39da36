/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masks messages of Chinese and English, one in four with a personal number in it, and judges them
 * by 200 rules of ten terms: bench-text. Time is CPU time of one thread, least of a few rounds. */
#include <stdio.h>
#include <time.h>

#include "core/calendar/fw-zone.h"
#include "core/quality/fw-mask.h"
#include "core/quality/fw-text-rules.h"

#define N_MESSAGES 100000
#define N_RULES 200
#define TERMS_EACH 10
#define ROUNDS 5

static const char *const phrases[] = {
  "您好,请问有什么可以帮您?",
  "我上周买的空气净化器不转了,你们到底管不管?",
  "非常抱歉给您带来不便,请您报一下下单时的手机号,我帮您查订单。",
  "前天刚刚打电话投诉的,今天就派人来维修了,可见速度之快,同样的一个地方,投诉了很多次",
  "It is checked that the surrounding wireless environment is complicated, which causes the "
  "indoor signal coverage around the area to be much poorer.",
  "My bill is forty dollars too high, and nobody told me about a price change.",
  "Thank you for calling, is there anything else I can do for you today?",
};

static const char *const personal[] = {
  "我的电话19900000001,打这个199-0000-0002也行",
  "卡号:6222020000000000075,密码123456",
  "身份证11010119650101000X也给你了",
  "call me at (202) 555-0102, my email is pat.lee@example.com",
};

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static GPtrArray *
make_messages (gsize *bytes)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) random = g_rand_new_with_seed (13);

  *bytes = 0;
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      GString *message = g_string_new (NULL);

      for (gint k = g_rand_int_range (random, 1, 4); k > 0; k--)
        g_string_append (message, phrases[g_rand_int_range (random, 0, G_N_ELEMENTS (phrases))]);
      if (i % 4 == 0)
        g_string_append (message, personal[g_rand_int_range (random, 0, G_N_ELEMENTS (personal))]);
      *bytes += message->len;
      g_ptr_array_add (messages, g_string_free (message, FALSE));
    }
  return messages;
}

static void
measure_mask (void)
{
  gsize bytes;
  g_autoptr (GPtrArray) messages = make_messages (&bytes);
  g_autoptr (FwMask) mask = fw_mask_new (fw_date_from_civil (2026, 11, 30));
  g_autoptr (GString) out = g_string_new (NULL);
  double best = G_MAXDOUBLE;
  guint64 found = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      const double start = read_clock ();

      found = 0;
      for (guint i = 0; i < messages->len; i++)
        {
          const char *text = messages->pdata[i];
          const gsize length = strlen (text);
          guint n;

          fw_mask_find (mask, text, length, &n);
          g_string_truncate (out, 0);
          fw_mask_append (mask, text, length, out);
          found += n;
        }
      best = MIN (best, read_clock () - start);
    }
  printf ("mask: %.1f MB/s, %" G_GUINT64_FORMAT " numbers in %u messages of %.1f MB\n",
          (double) bytes / 1e6 / best, found, messages->len, (double) bytes / 1e6);
}

/* Terms of two to four characters of those that the messages are made of, and words. */
static FwTextRules *
make_rules (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_new ("<rules>");
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_RULES; i++)
    {
      g_string_append_printf (text, "<rule name='%u' label='threat'>", i);
      for (guint k = 0; k < TERMS_EACH; k++)
        {
          const char *phrase = phrases[g_rand_int_range (random, 0, G_N_ELEMENTS (phrases))];
          const glong length = g_utf8_strlen (phrase, -1);
          const glong at = g_rand_int_range (random, 0, (gint) length - 8);
          g_autofree char *first = g_utf8_substring (phrase, at, at + 3);
          g_autofree char *second = g_utf8_substring (phrase, at + 5, at + 8);
          g_autofree char *term = g_strdup_printf ("x%s…y%s", first, second);
          g_autofree char *plain = g_strdup_printf (
              "%s%s", g_unichar_isalnum (g_utf8_get_char (first)) ? "" : "x", first);

          g_string_append_printf (text, "<term>%s</term>", k % 4 == 0 ? plain : term);
        }
      g_string_append (text, "</rule>");
    }
  g_string_append (text, "</rules>");
  return fw_text_rules_read (text->str, text->len, faults);
}

static void
measure_rules (void)
{
  gsize bytes;
  g_autoptr (GPtrArray) messages = make_messages (&bytes);
  g_autoptr (FwTextRules) rules = make_rules ();
  g_autoptr (FwTextJudge) judge = fw_text_judge_new (rules);
  double best = G_MAXDOUBLE;
  guint64 hits = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      const double start = read_clock ();

      hits = 0;
      for (guint i = 0; i < messages->len; i++)
        {
          const char *text = messages->pdata[i];
          guint n;

          fw_text_judge_run (judge, text, strlen (text), FW_SPEAKER_AGENT, FALSE, FALSE, &n);
          hits += n;
        }
      best = MIN (best, read_clock () - start);
    }
  printf ("%u rules of %u terms: %.0f messages a second, %" G_GUINT64_FORMAT " hits\n", N_RULES,
          TERMS_EACH, messages->len / best, hits);
}

int
main (void)
{
  measure_rules ();
  measure_mask ();
  return 0;
}
