/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-places.h"

#include "intake/fw-placeholders.h"

/* Names as they are folded; those of one zone are parted by "|". A name that is also a city
 * elsewhere is here where everybody who sets a clock by it means this one. */
static const struct
{
  const char *names, *zone;
} places[] = {
  { "shanghai|beijing|peking|pekin|china|shenzhen|guangzhou", "Asia/Shanghai" },
  { "hong kong|hongkong", "Asia/Hong_Kong" },
  { "taipei|taiwan", "Asia/Taipei" },
  { "tokyo|tokio|osaka|japan|japon|giappone", "Asia/Tokyo" },
  { "seoul|korea|korean", "Asia/Seoul" },
  { "singapore|singapur|singapour", "Asia/Singapore" },
  { "kuala lumpur", "Asia/Kuala_Lumpur" },
  { "manila|philippines|philippine", "Asia/Manila" },
  { "bangkok|thailand", "Asia/Bangkok" },
  { "hanoi|ho chi minh|saigon|vietnam", "Asia/Ho_Chi_Minh" },
  { "jakarta", "Asia/Jakarta" },
  { "india|indian|mumbai|delhi|new delhi|kolkata|calcutta|bangalore|bengaluru|chennai|hyderabad",
    "Asia/Kolkata" },
  { "karachi|pakistan", "Asia/Karachi" },
  { "dhaka|bangladesh", "Asia/Dhaka" },
  { "colombo|sri lanka", "Asia/Colombo" },
  { "kathmandu|nepal", "Asia/Kathmandu" },
  { "dubai|abu dhabi|uae", "Asia/Dubai" },
  { "riyadh|saudi arabia", "Asia/Riyadh" },
  { "doha|qatar", "Asia/Qatar" },
  { "kuwait", "Asia/Kuwait" },
  { "tehran|teheran|iran", "Asia/Tehran" },
  { "jerusalem|tel aviv|israel", "Asia/Jerusalem" },
  { "istanbul|ankara|turkey|turkiye|turkish", "Europe/Istanbul" },
  { "moscow|moskau|moscou|moscu|mosca|moskou|moskwa|московское|московскому|москва|москве",
    "Europe/Moscow" },
  { "kiev|kyiv|kiew|киевское|киевскому|київський|київським", "Europe/Kyiv" },
  { "cairo|kairo|egypt", "Africa/Cairo" },
  { "johannesburg|cape town|south africa|south african", "Africa/Johannesburg" },
  { "nairobi|kenya", "Africa/Nairobi" },
  { "lagos|nigeria", "Africa/Lagos" },
  { "casablanca|morocco|maroc", "Africa/Casablanca" },
  { "tunis|tunisia|tunisie", "Africa/Tunis" },
  { "london|londres|londra|uk|united kingdom|british", "Europe/London" },
  { "dublin|ireland|irish", "Europe/Dublin" },
  { "lisbon|lisboa|lissabon|lisbonne", "Europe/Lisbon" },
  { "madrid|barcelona", "Europe/Madrid" },
  { "paris|france|francaise", "Europe/Paris" },
  { "brussels|bruxelles|brussel|belgium", "Europe/Brussels" },
  { "amsterdam", "Europe/Amsterdam" },
  { "berlin|berliner|germany|german|deutsche|munchen|munich|hamburg|frankfurt", "Europe/Berlin" },
  { "vienna|wien|wiener|austria", "Europe/Vienna" },
  { "zurich|zurcher|bern|geneva|geneve|switzerland|swiss", "Europe/Zurich" },
  { "rome|roma|milano|milan|italy|italiana|italian", "Europe/Rome" },
  { "warsaw|warszawa|warschau|varsovie|poland|polski", "Europe/Warsaw" },
  { "prague|praha|prag|prazsky", "Europe/Prague" },
  { "bratislava", "Europe/Bratislava" },
  { "budapest|hungary", "Europe/Budapest" },
  { "bucharest|bucuresti|bukarest|romania", "Europe/Bucharest" },
  { "sofia|bulgaria", "Europe/Sofia" },
  { "athens|athen|athina|greece", "Europe/Athens" },
  { "belgrade|beograd", "Europe/Belgrade" },
  { "zagreb", "Europe/Zagreb" },
  { "copenhagen|kobenhavn|kopenhagen", "Europe/Copenhagen" },
  { "stockholm|sweden|swedish|svensk", "Europe/Stockholm" },
  { "oslo|norway|norwegian|norsk", "Europe/Oslo" },
  { "helsinki|helsingin|finland|suomen", "Europe/Helsinki" },
  { "tallinn|estonia", "Europe/Tallinn" },
  { "riga|latvia", "Europe/Riga" },
  { "vilnius|lithuania", "Europe/Vilnius" },
  { "new york|nueva york", "America/New_York" },
  { "toronto", "America/Toronto" },
  { "chicago", "America/Chicago" },
  { "denver", "America/Denver" },
  { "phoenix", "America/Phoenix" },
  { "los angeles|san francisco|seattle", "America/Los_Angeles" },
  { "vancouver", "America/Vancouver" },
  { "mexico city|ciudad de mexico|cdmx", "America/Mexico_City" },
  { "bogota|colombia", "America/Bogota" },
  { "lima|peru", "America/Lima" },
  { "caracas|venezuela", "America/Caracas" },
  { "brasilia|sao paulo|rio de janeiro", "America/Sao_Paulo" },
  { "buenos aires|argentina", "America/Argentina/Buenos_Aires" },
  { "montevideo|uruguay", "America/Montevideo" },
  { "sydney", "Australia/Sydney" },
  { "melbourne", "Australia/Melbourne" },
  { "brisbane", "Australia/Brisbane" },
  { "perth", "Australia/Perth" },
  { "adelaide", "Australia/Adelaide" },
  { "auckland|wellington|new zealand", "Pacific/Auckland" },
};

/* Where words are not set apart. */
static const struct
{
  const char *name, *zone;
} joined[] = {
  { "北京时间", "Asia/Shanghai" },    { "北京時間", "Asia/Shanghai" },
  { "中国时间", "Asia/Shanghai" },    { "上海时间", "Asia/Shanghai" },
  { "中国時間", "Asia/Shanghai" },    { "中国标准时间", "Asia/Shanghai" },
  { "香港时间", "Asia/Hong_Kong" },   { "香港時間", "Asia/Hong_Kong" },
  { "台北时间", "Asia/Taipei" },      { "台北時間", "Asia/Taipei" },
  { "台灣時間", "Asia/Taipei" },      { "臺灣時間", "Asia/Taipei" },
  { "日本時間", "Asia/Tokyo" },       { "日本时间", "Asia/Tokyo" },
  { "東京時間", "Asia/Tokyo" },       { "东京时间", "Asia/Tokyo" },
  { "日本標準時", "Asia/Tokyo" },     { "新加坡时间", "Asia/Singapore" },
  { "한국시간", "Asia/Seoul" },       { "한국표준시", "Asia/Seoul" },
  { "서울시간", "Asia/Seoul" },       { "伦敦时间", "Europe/London" },
  { "纽约时间", "America/New_York" },
};

/* What says that a time is meant, or nothing. */
static const char times[] =
    "time|times|timezone|zeit|zeiten|ortszeit|uhrzeit|hora|horas|horario|heure|heures|ora|orario|"
    "tijd|czas|czasu|время|времени|час|часом|tid|aika|aikaa|aikavyohyke|cas|casu|saat|saati|ido";
static const char fillers[] =
    "all|in|are|is|shown|given|as|the|of|zone|local|standard|at|and|dates|date|timestamps|"
    "de|del|la|le|di|du|da|do|em|en|a|todas|las|los|as|alle|nach|der|die|in der|sind|angegeben|"
    "por|pelo|w|wg|wedlug|podle|по|в|за|locale|locala|horaire|horaires|toutes|les|sont|oficial|"
    "oficiala|legale|mitteleuropaische|yerel";

/* Names that are of several countries, and the letter before "ST" in winter. */
static const struct
{
  const char *name;
  char letter;
} parts[] = {
  { "eastern", 'E' },    { "central", 'C' },    { "mountain", 'M' },   { "pacific", 'P' },
  { "atlantic", 'A' },   { "et", 'E' },         { "ct", 'C' },         { "mt", 'M' },
  { "pt", 'P' },         { "us eastern", 'E' }, { "us central", 'C' }, { "us mountain", 'M' },
  { "us pacific", 'P' },
};

/* Whether @word, a blank in it allowed, is one of @list, which "|" parts. */
static gboolean
is_listed (const char *word, const char *list)
{
  g_autofree char *fenced = g_strdup_printf ("|%s|", word), *all = g_strdup_printf ("|%s|", list);

  return word[0] != '\0' && strstr (all, fenced) != NULL;
}

static const char *
find_joined (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (joined); i++)
    {
      g_autofree char *name = fw_fold_words (fw_text (joined[i].name));

      if (strstr (folded, name) != NULL)
        return joined[i].zone;
    }

  return NULL;
}

static char *
join_words (char **words, guint from, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; i < from + n; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[i]);

  return g_string_free (text, FALSE);
}

/* The longest name that begins at a word. @n: (out): how many words it has. */
static const char *
find_at (char **words, guint from, guint n_words, guint *n)
{
  for (*n = MIN (3, n_words - from); *n > 0; (*n)--)
    {
      g_autofree char *name = join_words (words, from, *n);

      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        if (is_listed (name, places[i].names))
          return places[i].zone;
    }

  return NULL;
}

const char *
fw_call_place_find (FwText phrase)
{
  g_autofree char *folded = fw_fold_words (phrase);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n_words = g_strv_length (words);
  const char *found = find_joined (folded);

  for (guint i = 0; i < n_words;)
    {
      guint n = 1;
      const char *zone = find_at (words, i, n_words, &n);

      if (zone != NULL && found != NULL && !g_str_equal (zone, found))
        return NULL;
      if (zone == NULL && find_joined (words[i]) == NULL && !is_listed (words[i], times) &&
          !is_listed (words[i], fillers))
        return NULL;
      found = zone != NULL ? zone : found;
      i += MAX (n, 1);
    }

  return found;
}

/* What stands in the last brackets of @header. */
static FwText
find_brackets (FwText header)
{
  FwText inside = FW_TEXT_NONE;

  for (guint i = 0; i < header.length; i++)
    if (strchr ("([", header.data[i]) != NULL && header.data[i] != '\0')
      {
        guint end = i + 1;

        while (end < header.length && strchr (")]", header.data[end]) == NULL)
          end++;
        inside = (FwText){ header.data + i + 1, end - i - 1 };
      }

  return inside;
}

static gboolean
says_time (FwText phrase)
{
  g_autofree char *folded = fw_fold_words (phrase);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  gboolean found = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    found |= is_listed (words[i], times);

  return found;
}

const char *
fw_call_place_find_in_header (FwText header, gboolean alone)
{
  FwText inside = find_brackets (header);
  g_autofree char *folded = fw_fold_words (header);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n_words = g_strv_length (words);
  const char *zone = find_joined (folded);

  if (zone == NULL && inside.length > 0 && (alone || says_time (inside)))
    zone = fw_call_place_find (inside);
  for (guint i = 0; zone == NULL && i + 1 < n_words; i++)
    {
      guint n;
      const char *here = find_at (words, i, n_words, &n);

      if (here != NULL && i + n + 1 == n_words && is_listed (words[i + n], times))
        zone = here;
    }

  return zone;
}

char
fw_call_place_find_part (FwText header)
{
  FwText inside = find_brackets (header);
  g_autofree char *folded = fw_fold_words (inside.length > 0 ? inside : header);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n = g_strv_length (words);

  /* "(US & Canada)" behind it, as Windows has it, says no more. */
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *timed = g_strconcat (parts[i].name, " time", NULL);

      if ((inside.length > 0 && g_str_equal (folded, parts[i].name)) ||
          g_str_has_suffix (folded, timed) ||
          (n > 2 && inside.length > 0 && g_str_has_prefix (folded, timed)))
        return parts[i].letter;
    }

  return '\0';
}
