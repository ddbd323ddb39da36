/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-call-mapping.h"

/* Written as normalise_name() leaves them; the surer of a column come first. */
typedef struct
{
  FwCallColumn column;
  const char *names; /* separated by "|" */
} Synonyms;

static const Synonyms synonyms[] = {
  { FW_CALL_ID, "call id|callid|id|call ref|call reference|reference|ref|call no|call number|"
                "unique id|uniqueid|contact id|interaction id|conversation id|session id|ticket id|"
                "record id|case id|通话id|呼叫id|会话id|通话编号|呼叫编号|编号|流水号|工单号" },
  { FW_CALL_DATE_TIME,
    "date time|datetime|timestamp|call date time|call datetime|call time stamp|"
    "date and time|time stamp|start date time|started at|created at|arrival time|"
    "arrived at|call start|call start time|start timestamp|offered at|call started|"
    "日期时间|来电时间|呼入时间|通话时间|进线时间|创建时间" },
  { FW_CALL_DATE,
    "date|call date|date of call|start date|day|contact date|calendar date|日期|来电日期|"
    "通话日期|呼叫日期" },
  { FW_CALL_TIME,
    "time|call time|time of call|start time|time of day|contact time|时间|时刻|开始时间" },
  { FW_CALL_AGENT, "agent|agent name|agent id|operator|representative|rep|csr|advisor|adviser|user|"
                   "employee|handled by|answered by|agent login|login|staff|坐席|客服|座席|工号|"
                   "坐席姓名|坐席工号|客服姓名|客服人员|员工" },
  { FW_CALL_QUEUE,
    "queue|queue name|skill|skill group|hunt group|acd group|line|service|split|队列|"
    "技能组|排队队列" },
  { FW_CALL_PRODUCT,
    "product|topic|call topic|subject|category|call reason|contact reason|call type|"
    "issue|issue type|product name|business type|department|产品|主题|业务类型|咨询类型|"
    "问题类型" },
  { FW_CALL_CHANNEL, "channel|media|media type|contact channel|medium|渠道|通道" },
  { FW_CALL_CUSTOMER,
    "customer|customer id|customer number|caller|caller id|callerid|caller number|phone|"
    "phone number|ani|from|calling number|msisdn|account|client|client id|客户|客户id|"
    "主叫|主叫号码|来电号码|电话|电话号码" },
  { FW_CALL_ANSWERED,
    "answered|is answered|call answered|connected|accepted|是否接通|接通|是否接听|"
    "是否应答" },
  { FW_CALL_OUTCOME,
    "outcome|status|call status|disposition|call outcome|result|call result|state|结果|"
    "通话结果|状态|通话状态|呼叫结果" },
  { FW_CALL_RESOLVED,
    "resolved|is resolved|call resolved|problem resolved|issue resolved|solved|fcr|"
    "first call resolution|resolution|是否解决|已解决|解决" },
  { FW_CALL_WAIT,
    "speed of answer|wait|wait time|waiting time|asa|answer speed|time to answer|"
    "queue time|time in queue|ring time|waiting duration|wait duration|delay|answer time|"
    "queue wait|等待时长|排队时长|等待时间|排队时间|振铃时长|应答速度" },
  { FW_CALL_TALK,
    "talk duration|talk time|talk|talking time|conversation time|call duration|duration|"
    "length|call length|handle time|handling time|conversation duration|通话时长|时长|"
    "谈话时长|处理时长" },
  { FW_CALL_HOLD, "hold|hold time|hold duration|on hold|time on hold|保持时长|保持时间" },
  { FW_CALL_WRAP,
    "wrap up|wrapup|wrap|wrap up time|wrapup time|wrap up duration|wrap time|"
    "after call work|acw|after call work time|acw time|话后时长|话后处理|话后处理时长|"
    "整理时长" },
  { FW_CALL_RATING,
    "rating|satisfaction rating|satisfaction|csat|customer rating|satisfaction score|"
    "customer satisfaction|survey|survey score|csat score|score|stars|满意度|评分|评价|"
    "满意度评分|客户评分" },
  { FW_CALL_NPS, "nps|nps score|net promoter score|likelihood to recommend|净推荐值" },
};

static const struct
{
  const char *word;
  guint ms;
} units[] = {
  { "ms", 1 },         { "msec", 1 },       { "millis", 1 },      { "milliseconds", 1 },
  { "毫秒", 1 },       { "s", 1000 },       { "sec", 1000 },      { "secs", 1000 },
  { "second", 1000 },  { "seconds", 1000 }, { "秒", 1000 },       { "min", 60000 },
  { "mins", 60000 },   { "minute", 60000 }, { "minutes", 60000 }, { "分", 60000 },
  { "分钟", 60000 },   { "h", 3600000 },    { "hour", 3600000 },  { "hours", 3600000 },
  { "小时", 3600000 },
};

static guint
find_unit (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].word, word))
      return units[i].ms;

  return 0;
}

/* "AvgTalkDuration" and "avg_talk_duration" become "avg talk duration"; brackets become "(" and ")"
 * words. */
static char **
split_words (FwText name)
{
  g_autofree char *valid = g_utf8_make_valid (name.data != NULL ? name.data : "", name.length);
  g_autofree char *narrow = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean lower = FALSE;

  for (const char *p = narrow; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '(' || c == ')' || c == '[' || c == ']')
        g_string_append (words, c == '(' || c == '[' ? " ( " : " ) ");
      else if (!g_unichar_isalnum (c))
        g_string_append_c (words, ' ');
      else
        {
          if (lower && g_unichar_isupper (c))
            g_string_append_c (words, ' ');
          g_string_append_unichar (words, g_unichar_tolower (c));
        }
      lower = g_unichar_islower (c);
    }

  return g_strsplit_set (words->str, " ", -1);
}

static gboolean
is_filler (const char *word)
{
  static const char *const fillers[] = { "avg", "average", "mean", "the", "total", "", NULL };

  return g_strv_contains (fillers, word);
}

/* Leaves out fillers, what stands in brackets, and a unit at the end, which it reports. */
static char *
normalise_name (FwText name, guint *unit_ms)
{
  g_auto (GStrv) words = split_words (name);
  g_autoptr (GString) normal = g_string_new (NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint depth = 0;

  *unit_ms = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (words[i][0] == '(' || words[i][0] == ')')
        depth = words[i][0] == '(' ? depth + 1 : depth - MIN (depth, 1);
      else if (depth > 0)
        *unit_ms = find_unit (words[i]) != 0 ? find_unit (words[i]) : *unit_ms;
      else if (!is_filler (words[i]))
        g_ptr_array_add (kept, words[i]);
    }
  if (kept->len > 1 && find_unit (kept->pdata[kept->len - 1]) != 0)
    {
      *unit_ms = find_unit (kept->pdata[kept->len - 1]);
      g_ptr_array_set_size (kept, (gint) kept->len - 1);
    }
  if (kept->len > 1 && g_str_equal (kept->pdata[kept->len - 1], "in"))
    g_ptr_array_set_size (kept, (gint) kept->len - 1); /* of "in seconds" */
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (normal, "%s%s", i > 0 ? " " : "", (const char *) kept->pdata[i]);

  return g_string_free (g_steal_pointer (&normal), FALSE);
}

gboolean
fw_call_synonym_find (FwText name, FwCallColumn *column, guint *unit_ms, guint *rank)
{
  g_autofree char *normal = normalise_name (name, unit_ms);

  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    {
      g_auto (GStrv) names = g_strsplit (synonyms[i].names, "|", -1);

      for (guint j = 0; names[j] != NULL; j++)
        if (g_str_equal (names[j], normal))
          {
            *column = synonyms[i].column;
            *rank = j;
            return TRUE;
          }
    }

  return FALSE;
}
