/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-intake.h"

/* The first byte chooses what is stated. */
static const char *
choose_mapping (uint8_t choice)
{
  switch (choice)
    {
    case 'D':
      return "{\"date_order\":\"dmy\"}";
    case 'E':
      return "{\"encoding\":\"Shift_JIS\",\"decimal\":\",\"}";
    case 'W':
      return "{\"encoding\":\"windows-1252\",\"sheet\":\"a\",\"zone\":\"Europe/Berlin\"}";
    case 'P':
      return "{\"same_id\":\"parts\",\"header_row\":2}";
    case 'C':
      return "{\"same_id\":\"calls\",\"ignore\":{\"outcome\":[\"a\",\"\"]}}";
    case 'O':
      return "{\"words\":{\"outcome\":{\"*\":\"answered\",\"\":null},\"customer\":{\"a\":null},"
             "\"agent\":{\"b\":\"c\"},\"direction\":{\"\":\"in\"}}}";
    default:
      return NULL;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  read_anything (FW_FORMAT_CALLS, choose_mapping (data[0]), data + 1, size - 1);

  return 0;
}
