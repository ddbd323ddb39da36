/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-clock-words.h"

#include "intake/text/fw-cell-text.h"

/*
 * Words are written as their languages do and folded once. A word that two languages use for
 * different months is left out, as nobody can tell which is meant, unless their ways of writing a
 * day differ: "13. listopada" is October in Croatian, which writes ordinals, "13 listopada"
 * November in Polish. "srp" and "lis" behind a point can be Czech as well.
 */
static const char *const months[12] = {
  "january jan januar januari jän jänner janvier janv jan enero ene janeiro gennaio gen ocak oca "
  "stycznia styczeń sty ledna leden január ianuarie ian január tammikuuta tammikuu января январь "
  "янв січня січень януари ιανουαρίου ιαν يناير januari siječnja siječanj sij січ ינואר בינואר "
  "јануар јануара januára jaanuar jaanuari tammi جانفي "
  "มกราคม كانون~الثاني",
  "february feb februar februari février févr fév febrero fevereiro fev febbraio şubat şub lutego "
  "luty február febr februarie helmikuuta helmikuu февраля февраль фев февр лютого февруари "
  "φεβρουαρίου φεβ فبراير února únor veljače veljača velj лют פברואר בפברואר фебруар фебруара "
  "februára veebruar veebruari helmi فيفري "
  "กุมภาพันธ์ شباط",
  "march mar märz mrz mär maart mrt mars marzo março marts mart marca marzec března březen március "
  "márc martie maaliskuuta maaliskuu марта март мар березня μαρτίου μαρ مارس maret marec ožujka "
  "ožujak ožu бер מרץ במרץ מרס במרס март марта märts märtsi maalis "
  "มีนาคม آذار",
  "april apr avril avr abril abr aprile nisan nis kwietnia kwiecień kwi dubna duben április ápr "
  "aprilie huhtikuuta huhtikuu апреля апрель апр квітня април απριλίου απρ أبريل ابريل apríla "
  "travnja travanj кві אפריל באפריל април априла aprill aprilli huhti أفريل "
  "เมษายน نيسان",
  "may mai mei mayo maio maggio mag mayıs maja maj května květen május máj toukokuuta toukokuu мая "
  "май травня μαΐου μαι مايو mája svibnja svibanj svi тра מאי במאי мај маја touko ماي "
  "พฤษภาคม أيار",
  "june jun juni juin junio junho giugno giu haziran haz czerwca czerwiec cze června červen június "
  "jún iunie iun kesäkuuta kesäkuu июня июнь июн червня юни ιουνίου ιουν يونيو júna lipnja lipanj "
  "чер יוני ביוני јун јуна junija junij juuni kesä جوان حزيران "
  "มิถุนายน",
  "july jul juli juillet juil julio julho luglio lug temmuz tem lipca lipiec července červenec "
  "július júl iulie iul heinäkuuta heinäkuu июля июль июл липня юли ιουλίου ιουλ يوليو júla srpnja "
  "srpanj лип יולי ביולי јул јула julija julij juuli heinä جويلية تموز "
  "กรกฎาคม",
  "august aug août aoû augustus agosto ago augusti ağustos ağu sierpnia sierpień sie srpna srpen "
  "augusztus elokuuta elokuu августа август авг серпня αυγούστου αυγ أغسطس agustus augusta "
  "kolovoza kolovoz kol avgust avgusta avg сер אוגוסט באוגוסט август августа agu augusti elo أوت "
  "آب "
  "สิงหาคม",
  "september sep sept septembre septiembre setembro set settembre sett eylül eyl września wrzesień "
  "wrz září szeptember szept septembrie syyskuuta syyskuu сентября сентябрь сен сент вересня "
  "септември σεπτεμβρίου σεπ سبتمبر septembra rujna rujan ruj septembar вер ספטמבר בספטמבר "
  "септембар септембра septembri syys أيلول "
  "กันยายน",
  "october oct oktober okt octobre octubre outubro out ottobre ott ekim eki października "
  "październik paź října říjen október octombrie lokakuuta lokakuu октября октябрь окт жовтня "
  "октомври οκτωβρίου οκτ أكتوبر októbra oktobra oktobar жов אוקטובר באוקטובר октобар октобра "
  "oktoober oktoobri loka "
  "ตุลาคม تشرين~الأول",
  "november nov novembre noviembre novembro kasım kas noiembrie marraskuuta marraskuu ноября "
  "ноябрь ноя нояб листопада ноември νοεμβρίου νοε نوفمبر novembra novembar studenoga studenog "
  "studeni stu listopadu лис נובמבר בנובמבר новембар новембра novembri marras "
  "พฤศจิกายน تشرين~الثاني",
  "december dec dezember dez décembre déc diciembre dic dezembro dicembre aralık ara grudnia "
  "grudzień gru prosince prosinec decembrie joulukuuta joulukuu декабря декабрь дек грудня "
  "декември δεκεμβρίου δεκ ديسمبر desember des decembra decembar prosinca гру דצמבר בדצמבר "
  "децембар децембра detsember detsembri joulu "
  "ธันวาคม كانون~الأول",
};

/* Months of which the writing of the day tells which is meant. */
static const struct
{
  const char *word;
  guint8 ordinal; /* behind a day with a point; 0: not known */
  guint8 plain;
} told_by_point[] = {
  { "listopada", 10, 11 },
  { "listopad", 10, 11 },
  { "lip", 6, 7 },
  { "lis", 0, 11 },
};

static const char *const weekdays[7] = {
  "monday mon montag mo lundi lun lunes lunedì maandag ma segunda seg segunda-feira poniedziałek "
  "pon pn понедельник пн pondělí pazartesi pzt hétfő maanantai måndag mandag mån man понеділок "
  "luni δευτέρα senin 星期一 周一 週一 礼拜一 禮拜一 月曜日 月曜 월요일 الاثنين ponedjeljak "
  "ponedeljek ponedeljak pondelok שני понеделник",
  "tuesday tue tues dienstag di mardi mar martes martedì dinsdag terça ter terça-feira wtorek wt "
  "вторник вт úterý salı sal kedd tiistai tisdag tirsdag tis tir вівторок marți τρίτη selasa "
  "星期二 "
  "周二 週二 礼拜二 禮拜二 火曜日 火曜 화요일 الثلاثاء utorak torek utorok שלישי",
  "wednesday wed mittwoch mi mercredi mer miércoles mié mercoledì woensdag wo quarta qua "
  "quarta-feira środa śr среда ср středa çarşamba çar szerda keskiviikko onsdag ons середа "
  "miercuri τετάρτη rabu 星期三 周三 週三 礼拜三 禮拜三 水曜日 水曜 수요일 الأربعاء srijeda sreda "
  "streda רביעי сряда",
  "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì gio donderdag quinta qui "
  "quinta-feira czwartek czw cz четверг чт čtvrtek perşembe per csütörtök torstai torsdag tors tor "
  "четвер joi πέμπτη kamis 星期四 周四 週四 礼拜四 禮拜四 木曜日 木曜 목요일 الخميس četvrtak "
  "četrtek štvrtok חמישי четвъртък",
  "friday fri freitag fr vendredi ven viernes vie venerdì vrijdag vr sexta sex sexta-feira piątek "
  "pt пятница пт pátek cuma cum péntek perjantai fredag fre п'ятниця vineri παρασκευή jumat 星期五 "
  "周五 週五 礼拜五 禮拜五 金曜日 金曜 금요일 الجمعة petak petek piatok שישי петък",
  "saturday sat samstag sonnabend sa samedi sam sábado sáb sabato sab zaterdag za sobota sob "
  "суббота сб cumartesi cmt szombat lauantai lördag lørdag lör lør субота sâmbătă σάββατο sabtu "
  "星期六 周六 週六 礼拜六 禮拜六 土曜日 土曜 토요일 السبت subota שבת събота",
  "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo niedziela nd ndz воскресенье "
  "вс neděle pazar paz vasárnap sunnuntai söndag søndag sön søn неділя duminică κυριακή minggu "
  "星期日 星期天 周日 週日 礼拜日 礼拜天 日曜日 日曜 일요일 الأحد nedjelja nedelja nedeľa ראשון",
};

/* A blank in a word of two parts is written "~": "a. m." is looked up as "a m". */
static const char *const halves[3] = {
  "am a~m a 上午 午前 오전 凌晨 清晨 早上 早晨 새벽 아침 πμ π~μ de öö пр~об sa ص ق~ظ fm ap dop vm "
  "дп vorm "
  "पूर्वाह्न pd утра vormittags morgens mañana manhã mattina matin ochtends sáng pagi rano صباحا",
  "pm p~m p 下午 午後 오후 晚上 傍晚 晚间 저녁 μμ μ~μ du ös сл~об ch م ب~ظ em ip odp nm пп nachm "
  "अपराह्न md "
  "вечера nachmittags abends tarde pomeriggio middags soir avonds chiều tối sore wieczorem مساء",
  "中午 正午 낮 trưa siang",
};

static const char fillers[] =
    "t at um uhr kl klo o as a las alle ore h hs hrs hours de del of "
    "the den der dem le la da della el on om "
    "til и г года р в u god dia à er e na dne roku uur uren o о об ч год ob um godz sati le יום "
    "ngày năm lúc vào pukul jam pada στις ώρα saat r godz godzina น เวลา";

static const struct
{
  const char *name;
  gint minutes;
} zones[] = {
  { "utc", 0 },    { "gmt", 0 },    { "z", 0 },       { "ut", 0 },      { "wet", 0 },
  { "west", 60 },  { "cet", 60 },   { "cest", 120 },  { "mez", 60 },    { "mesz", 120 },
  { "eet", 120 },  { "eest", 180 }, { "msk", 180 },   { "trt", 180 },   { "sast", 120 },
  { "pkt", 300 },  { "wib", 420 },  { "hkt", 480 },   { "sgt", 480 },   { "jst", 540 },
  { "kst", 540 },  { "awst", 480 }, { "aest", 600 },  { "aedt", 660 },  { "acst", 570 },
  { "acdt", 630 }, { "nzst", 720 }, { "nzdt", 780 },  { "brt", -180 },  { "edt", -240 },
  { "mdt", -360 }, { "pdt", -420 }, { "akdt", -480 }, { "akst", -540 }, { "hst", -600 },
};

static const struct
{
  gint64 ms;
  const char *words;
} units[] = {
  { 1, "ms msec msecs millisecond milliseconds millisekunden millisekunde millisecondes "
       "millisegundos millisecondi milisegundos мс 毫秒 ミリ秒 밀리초 миллисекунд мілісекунд" },
  { 1000, "s sec secs second seconds sek sekunde sekunden sekund sekunder seg segs segundo "
          "segundos seconde secondes secondi secondo seconden с сек секунд секунда секунды "
          "секунду sn saniye sekundy sekunda mp másodperc 秒 秒钟 秒鐘 초 ثانية секунди секунд "
          "giây detik dtk δευτερόλεπτα δευτερόλεπτο δευτ δλ שניות שנייה שניה שנ sekuntia sekuntti "
          "sekuntit sekundi sekunde vteřin vteřiny vteřina secunde secundă ثوان ثواني ث" },
  { 60000, "m min mins mn minute minutes minuten minuto minutos minuti minuta minuty minuter "
           "minutter minut м мин минут минута минуты минуту dk dak dakika perc p 分 分钟 分鐘 분 "
           "دقيقة хв хвилин хвилина хвилини хвилину phút menit mnt λεπτά λεπτό λεπ λ דקות דקה דק "
           "minuuttia minuutti minuta minute minuty minută دقائق د" },
  { 3600000, "h hr hrs hour hours std stunde stunden hora horas ora ore heure heures uur uren u "
             "godz godzina godziny godzin hod hodin t tim timme timmar timer time ч час часа часов "
             "sa saat óra 时 小时 小時 時 時間 시간 ساعة год година години годину годин giờ jam "
             "ώρα ώρες שעה שעות tunti tuntia sat sata sati hodina hodiny oră ساعات" },
  { 86400000,
    "d day days día días dia dias tag tage tagen jour jours j giorno giorni g gg dag dagen "
    "dagar dage dni dzień д дн день дня дней gün nap 天 日 일 يوم днів дні ngày hari ημέρα ημέρες "
    "יום ימים päivä päivää dana dan dní dny zile zi أيام" },
};

typedef struct
{
  char *text;
  guint length;
  FwClockWord word;
  gint64 ms; /* as a unit of durations */
} Entry;

typedef struct
{
  GArray *clock; /* Entry, sorted by their bytes */
  GArray *units;
} Words;

static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Entry *) a)->text, ((const Entry *) b)->text);
}

static void
add_words (GArray *entries, const char *list, FwClockWord word, gint64 ms)
{
  g_auto (GStrv) names = g_strsplit (list, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      char folded[FW_CELL_FOLDED];
      Entry entry = { .word = word, .ms = ms };

      entry.length = fw_cell_fold (fw_text (g_strdelimit (names[i], "~", ' ')), folded);
      entry.text = g_strndup (folded, entry.length);
      g_array_append_val (entries, entry);
    }
}

/* What one word means in several lists becomes one entry. */
static void
merge_words (GArray *entries)
{
  guint kept = 0;

  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);
      Entry *last = kept > 0 ? &g_array_index (entries, Entry, kept - 1) : NULL;

      if (last == NULL || !g_str_equal (last->text, entry->text))
        {
          g_array_index (entries, Entry, kept++) = *entry;
          continue;
        }
      last->word.month = MAX (last->word.month, entry->word.month);
      last->word.weekday = MAX (last->word.weekday, entry->word.weekday);
      last->word.half = MAX (last->word.half, entry->word.half);
      last->word.filler |= entry->word.filler;
      g_free (entry->text);
    }
  g_array_set_size (entries, kept);
}

static const Words *
get_words (void)
{
  static gsize once = 0;
  static Words words;

  if (g_once_init_enter (&once))
    {
      words.clock = g_array_new (FALSE, FALSE, sizeof (Entry));
      words.units = g_array_new (FALSE, FALSE, sizeof (Entry));
      for (guint8 i = 0; i < G_N_ELEMENTS (months); i++)
        add_words (words.clock, months[i], (FwClockWord){ .month = i + 1 }, 0);
      for (guint8 i = 0; i < G_N_ELEMENTS (weekdays); i++)
        add_words (words.clock, weekdays[i], (FwClockWord){ .weekday = i + 1 }, 0);
      for (guint8 i = 0; i < G_N_ELEMENTS (halves); i++)
        add_words (words.clock, halves[i], (FwClockWord){ .half = i + 1 }, 0);
      add_words (words.clock, fillers, (FwClockWord){ .filler = TRUE }, 0);
      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        add_words (words.units, units[i].words, (FwClockWord){ 0 }, units[i].ms);
      merge_words (words.clock);
      merge_words (words.units);
      g_once_init_leave (&once, 1);
    }

  return &words;
}

static const Entry *
find_entry (GArray *entries, FwText word)
{
  guint from = 0, to = entries->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;
      const Entry *entry = &g_array_index (entries, Entry, middle);
      gint order = memcmp (word.data, entry->text, MIN (word.length, entry->length));

      if (order == 0 && word.length == entry->length)
        return entry;
      if (order < 0 || (order == 0 && word.length < entry->length))
        to = middle;
      else
        from = middle + 1;
    }

  return NULL;
}

gboolean
fw_clock_word_find (FwText word, FwClockWord *found)
{
  const Entry *entry = word.length > 0 ? find_entry (get_words ()->clock, word) : NULL;

  if (entry == NULL)
    return FALSE;
  *found = entry->word;

  return TRUE;
}

guint8
fw_clock_month_find_by_point (FwText word, gboolean has_point)
{
  for (guint i = 0; i < G_N_ELEMENTS (told_by_point); i++)
    if (strlen (told_by_point[i].word) == word.length &&
        memcmp (told_by_point[i].word, word.data, word.length) == 0)
      return has_point ? told_by_point[i].ordinal : told_by_point[i].plain;

  return 0;
}

guint
fw_clock_word_find_prefix (FwText text, FwClockWord *found)
{
  /* Four characters of three bytes: the longest of these words. */
  for (guint length = MIN (text.length / 3 * 3, 12); length >= 6; length -= 3)
    if (fw_clock_word_find ((FwText){ text.data, length }, found))
      return length;

  return 0;
}

gboolean
fw_clock_zone_find (FwText word, gint *seconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (fw_text_equal (fw_text (zones[i].name), word))
      {
        *seconds = zones[i].minutes * 60;
        return TRUE;
      }

  return FALSE;
}

gint64
fw_duration_word_find (FwText word)
{
  const Entry *entry = word.length > 0 ? find_entry (get_words ()->units, word) : NULL;

  return entry != NULL ? entry->ms : 0;
}
