/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-clock-replay.h"
#include "fuzz-target.h"

static const char calendars[] =
    "{\"day\": {\"zone\": \"UTC\", \"week\": {\"mon\": [\"09:00-17:00\"]}},"
    " \"never\": {\"zone\": \"UTC\", \"week\": {}}}";

static FwClockReplay *
get_replay (void)
{
  static FwClockReplay *replay;
  g_autoptr (JsonObject) object = NULL;

  if (replay != NULL)
    return replay;
  object = fw_json_parse_object (calendars, sizeof calendars - 1, NULL);
  replay = fw_clock_replay_new (object, NULL, NULL);
  return replay;
}

/* The first line may be a document of flows, the next is a clock, a case or a move. Whatever it is,
 * it comes to one document with the same id, or to a sentence. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const char *end = size > 0 ? memchr (text, '\n', size) : NULL;
  g_autoptr (JsonObject) flows = NULL;
  g_autoptr (JsonObject) line = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (FwClockReplay) own = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  FwClockReplay *replay = get_replay ();

  if (end != NULL)
    {
      g_autoptr (JsonObject) object = fw_json_parse_object (calendars, sizeof calendars - 1, NULL);

      flows = fw_json_parse_object (text, (gsize) (end - text), NULL);
      if (flows == NULL || (own = fw_clock_replay_new (object, flows, &error)) == NULL)
        return 0;
      replay = own;
      size -= (gsize) (end + 1 - text);
      text = end + 1;
    }
  line = fw_json_parse_object (text, size, NULL);
  if (line == NULL)
    return 0;

  if (!fw_clock_replay_line (replay, line, out, &note, &error))
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (out->len, ==, 0);
      return 0;
    }
  answer = fw_json_parse_object (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fw_json_find_text (answer, "id"), ==, fw_json_find_text (line, "id"));
  return 0;
}
