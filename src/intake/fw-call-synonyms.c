/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-call-mapping.h"

/* Written as normalise_name() leaves them; the surer of a column come first. */
typedef struct
{
  FwCallColumn column;
  const char *names; /* separated by "|" */
} Synonyms;

static const Synonyms synonyms[] = {
  { FW_CALL_ID,
    "call id|callid|id|call ref|call reference|reference|ref|call no|call number|unique "
    "id|uniqueid|"
    "contact id|interaction id|conversation id|session id|ticket id|record id|case id|"
    "\xe9\x80\x9a\xe8\xaf\x9d"
    "id|\xe5\x91\xbc\xe5\x8f\xab"
    "id|" /* 通话id 呼叫id */
    "\xe4\xbc\x9a\xe8\xaf\x9d"
    "id|\xe9\x80\x9a\xe8\xaf\x9d\xe7\xbc\x96\xe5\x8f\xb7|" /* 会话id 通话编号 */
    "\xe5\x91\xbc\xe5\x8f\xab\xe7\xbc\x96\xe5\x8f\xb7|\xe7\xbc\x96\xe5\x8f\xb7|" /* 呼叫编号 编号 */
    "\xe6\xb5\x81\xe6\xb0\xb4\xe5\x8f\xb7|\xe5\xb7\xa5\xe5\x8d\x95\xe5\x8f\xb7" }, /* 流水号 工单号
                                                                                    */
  { FW_CALL_DATE_TIME,
    "date time|datetime|timestamp|call date time|call datetime|call time stamp|date and time|"
    "time stamp|start date time|started at|created at|arrival time|arrived at|call start|"
    "call start time|start timestamp|offered at|call started|"
    "\xe6\x97\xa5\xe6\x9c\x9f\xe6\x97\xb6\xe9\x97\xb4|"
    "\xe6\x9d\xa5\xe7\x94\xb5\xe6\x97\xb6\xe9\x97\xb4|" /* 日期时间 来电时间 */
    "\xe5\x91\xbc\xe5\x85\xa5\xe6\x97\xb6\xe9\x97\xb4|"
    "\xe9\x80\x9a\xe8\xaf\x9d\xe6\x97\xb6\xe9\x97\xb4|" /* 呼入时间 通话时间 */
    "\xe8\xbf\x9b\xe7\xba\xbf\xe6\x97\xb6\xe9\x97\xb4|"
    "\xe5\x88\x9b\xe5\xbb\xba\xe6\x97\xb6\xe9\x97\xb4" }, /* 进线时间 创建时间 */
  { FW_CALL_DATE,
    "date|call date|date of call|start date|day|contact date|calendar date|"
    "\xe6\x97\xa5\xe6\x9c\x9f|\xe6\x9d\xa5\xe7\x94\xb5\xe6\x97\xa5\xe6\x9c\x9f|" /* 日期 来电日期 */
    "\xe9\x80\x9a\xe8\xaf\x9d\xe6\x97\xa5\xe6\x9c\x9f|"
    "\xe5\x91\xbc\xe5\x8f\xab\xe6\x97\xa5\xe6\x9c\x9f" }, /* 通话日期 呼叫日期 */
  { FW_CALL_TIME, "time|call time|time of call|start time|time of day|contact time|"
                  "\xe6\x97\xb6\xe9\x97\xb4|\xe6\x97\xb6\xe5\x88\xbb|"
                  "\xe5\xbc\x80\xe5\xa7\x8b\xe6\x97\xb6\xe9\x97\xb4" }, /* 时间 时刻 开始时间 */
  { FW_CALL_AGENT,
    "agent|agent name|agent id|operator|representative|rep|csr|advisor|adviser|user|employee|"
    "handled by|answered by|agent login|login|staff|"
    "\xe5\x9d\x90\xe5\xb8\xad|\xe5\xae\xa2\xe6\x9c\x8d|\xe5\xba\xa7\xe5\xb8\xad|"
    "\xe5\xb7\xa5\xe5\x8f\xb7|" /* 坐席 客服 座席 工号 */
    "\xe5\xba\xa7\xe5\xb8\xad|\xe5\x9d\x90\xe5\xb8\xad\xe5\xa7\x93\xe5\x90\x8d|" /* 座席 坐席姓名 */
    "\xe5\x9d\x90\xe5\xb8\xad\xe5\xb7\xa5\xe5\x8f\xb7|"
    "\xe5\xae\xa2\xe6\x9c\x8d\xe5\xa7\x93\xe5\x90\x8d|" /* 坐席工号 客服姓名 */
    "\xe5\xae\xa2\xe6\x9c\x8d\xe4\xba\xba\xe5\x91\x98|\xe5\x91\x98\xe5\xb7\xa5" }, /* 客服人员 员工
                                                                                    */
  { FW_CALL_QUEUE, "queue|queue name|skill|skill group|hunt group|acd group|line|service|split|"
                   "\xe9\x98\x9f\xe5\x88\x97|\xe6\x8a\x80\xe8\x83\xbd\xe7\xbb\x84|"
                   "\xe6\x8e\x92\xe9\x98\x9f\xe9\x98\x9f\xe5\x88\x97" }, /* 队列 技能组 排队队列 */
  { FW_CALL_PRODUCT,
    "product|topic|call topic|subject|category|call reason|contact reason|call type|issue|"
    "issue type|product name|business type|department|"
    "\xe4\xba\xa7\xe5\x93\x81|\xe4\xb8\xbb\xe9\xa2\x98|"
    "\xe4\xb8\x9a\xe5\x8a\xa1\xe7\xb1\xbb\xe5\x9e\x8b|" /* 产品 主题 业务类型 */
    "\xe5\x92\xa8\xe8\xaf\xa2\xe7\xb1\xbb\xe5\x9e\x8b|"
    "\xe9\x97\xae\xe9\xa2\x98\xe7\xb1\xbb\xe5\x9e\x8b" }, /* 咨询类型 问题类型 */
  { FW_CALL_CHANNEL, "channel|media|media type|contact channel|medium|"
                     "\xe6\xb8\xa0\xe9\x81\x93|\xe9\x80\x9a\xe9\x81\x93" }, /* 渠道 通道 */
  { FW_CALL_CUSTOMER,
    "customer|customer id|customer number|caller|caller id|callerid|caller number|phone|"
    "phone number|ani|from|calling number|msisdn|account|client|client id|"
    "\xe5\xae\xa2\xe6\x88\xb7|\xe5\xae\xa2\xe6\x88\xb7"
    "id|\xe4\xb8\xbb\xe5\x8f\xab|" /* 客户 客户id 主叫 */
    "\xe4\xb8\xbb\xe5\x8f\xab\xe5\x8f\xb7\xe7\xa0\x81|"
    "\xe6\x9d\xa5\xe7\x94\xb5\xe5\x8f\xb7\xe7\xa0\x81|" /* 主叫号码 来电号码 */
    "\xe7\x94\xb5\xe8\xaf\x9d|\xe7\x94\xb5\xe8\xaf\x9d\xe5\x8f\xb7\xe7\xa0\x81" }, /* 电话 电话号码
                                                                                    */
  { FW_CALL_ANSWERED,
    "answered|is answered|call answered|connected|accepted|"
    "\xe6\x98\xaf\xe5\x90\xa6\xe6\x8e\xa5\xe9\x80\x9a|\xe6\x8e\xa5\xe9\x80\x9a|" /* 是否接通 接通 */
    "\xe6\x98\xaf\xe5\x90\xa6\xe6\x8e\xa5\xe5\x90\xac|"
    "\xe6\x98\xaf\xe5\x90\xa6\xe5\xba\x94\xe7\xad\x94" }, /* 是否接听 是否应答 */
  { FW_CALL_OUTCOME, "outcome|status|call status|disposition|call outcome|result|call result|state|"
                     "\xe7\xbb\x93\xe6\x9e\x9c|\xe9\x80\x9a\xe8\xaf\x9d\xe7\xbb\x93\xe6\x9e\x9c|"
                     "\xe7\x8a\xb6\xe6\x80\x81|" /* 结果 通话结果 状态 */
                     "\xe9\x80\x9a\xe8\xaf\x9d\xe7\x8a\xb6\xe6\x80\x81|"
                     "\xe5\x91\xbc\xe5\x8f\xab\xe7\xbb\x93\xe6\x9e\x9c" }, /* 通话状态 呼叫结果 */
  { FW_CALL_RESOLVED,
    "resolved|is resolved|call resolved|problem resolved|issue resolved|solved|fcr|"
    "first call resolution|resolution|"
    "\xe6\x98\xaf\xe5\x90\xa6\xe8\xa7\xa3\xe5\x86\xb3|\xe5\xb7\xb2\xe8\xa7\xa3\xe5\x86\xb3|"
    "\xe8\xa7\xa3\xe5\x86\xb3" }, /* 是否解决 已解决 解决 */
  { FW_CALL_WAIT,
    "speed of answer|wait|wait time|waiting time|asa|answer speed|time to answer|queue time|"
    "time in queue|ring time|waiting duration|wait duration|delay|answer time|queue wait|"
    "\xe7\xad\x89\xe5\xbe\x85\xe6\x97\xb6\xe9\x95\xbf|"
    "\xe6\x8e\x92\xe9\x98\x9f\xe6\x97\xb6\xe9\x95\xbf|" /* 等待时长 排队时长 */
    "\xe7\xad\x89\xe5\xbe\x85\xe6\x97\xb6\xe9\x97\xb4|"
    "\xe6\x8e\x92\xe9\x98\x9f\xe6\x97\xb6\xe9\x97\xb4|" /* 等待时间 排队时间 */
    "\xe6\x8c\xaf\xe9\x93\x83\xe6\x97\xb6\xe9\x95\xbf|"
    "\xe5\xba\x94\xe7\xad\x94\xe9\x80\x9f\xe5\xba\xa6" }, /* 振铃时长 应答速度 */
  { FW_CALL_TALK,
    "talk duration|talk time|talk|talking time|conversation time|call duration|duration|"
    "length|call length|handle time|handling time|conversation duration|"
    "\xe9\x80\x9a\xe8\xaf\x9d\xe6\x97\xb6\xe9\x95\xbf|\xe6\x97\xb6\xe9\x95\xbf|" /* 通话时长 时长 */
    "\xe8\xb0\x88\xe8\xaf\x9d\xe6\x97\xb6\xe9\x95\xbf|"
    "\xe5\xa4\x84\xe7\x90\x86\xe6\x97\xb6\xe9\x95\xbf" }, /* 谈话时长 处理时长 */
  { FW_CALL_HOLD, "hold|hold time|hold duration|on hold|time on hold|"
                  "\xe4\xbf\x9d\xe6\x8c\x81\xe6\x97\xb6\xe9\x95\xbf|"
                  "\xe4\xbf\x9d\xe6\x8c\x81\xe6\x97\xb6\xe9\x97\xb4" }, /* 保持时长 保持时间 */
  { FW_CALL_WRAP,
    "wrap up|wrapup|wrap|wrap up time|wrapup time|wrap up duration|wrap time|after call work|acw|"
    "after call work time|acw time|"
    "\xe8\xaf\x9d\xe5\x90\x8e\xe6\x97\xb6\xe9\x95\xbf|"
    "\xe8\xaf\x9d\xe5\x90\x8e\xe5\xa4\x84\xe7\x90\x86|" /* 话后时长 话后处理 */
    "\xe8\xaf\x9d\xe5\x90\x8e\xe5\xa4\x84\xe7\x90\x86\xe6\x97\xb6\xe9\x95\xbf|"
    "\xe6\x95\xb4\xe7\x90\x86\xe6\x97\xb6\xe9\x95\xbf" }, /* 话后处理时长 整理时长 */
  { FW_CALL_RATING,
    "rating|satisfaction rating|satisfaction|csat|customer rating|satisfaction score|"
    "customer satisfaction|survey|survey score|csat score|score|stars|"
    "\xe6\xbb\xa1\xe6\x84\x8f\xe5\xba\xa6|\xe8\xaf\x84\xe5\x88\x86|\xe8\xaf\x84\xe4\xbb\xb7|" /* 满意度
                                                                                                 评分
                                                                                                 评价
                                                                                               */
    "\xe6\xbb\xa1\xe6\x84\x8f\xe5\xba\xa6\xe8\xaf\x84\xe5\x88\x86|"
    "\xe5\xae\xa2\xe6\x88\xb7\xe8\xaf\x84\xe5\x88\x86" }, /* 满意度评分 客户评分 */
  { FW_CALL_NPS, "nps|nps score|net promoter score|likelihood to recommend|"
                 "\xe5\x87\x80\xe6\x8e\xa8\xe8\x8d\x90\xe5\x80\xbc" }, /* 净推荐值 */
};

static const struct
{
  const char *word;
  guint ms;
} units[] = {
  { "ms", 1 },
  { "msec", 1 },
  { "millis", 1 },
  { "milliseconds", 1 },
  { "\xe6\xaf\xab\xe7\xa7\x92", 1 }, /* 毫秒 */
  { "s", 1000 },
  { "sec", 1000 },
  { "secs", 1000 },
  { "second", 1000 },
  { "seconds", 1000 },
  { "\xe7\xa7\x92", 1000 }, /* 秒 */
  { "min", 60000 },
  { "mins", 60000 },
  { "minute", 60000 },
  { "minutes", 60000 },
  { "\xe5\x88\x86", 60000 },             /* 分 */
  { "\xe5\x88\x86\xe9\x92\x9f", 60000 }, /* 分钟 */
  { "h", 3600000 },
  { "hour", 3600000 },
  { "hours", 3600000 },
  { "\xe5\xb0\x8f\xe6\x97\xb6", 3600000 }, /* 小时 */
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
  static const char *const fillers[] = { "avg", "average", "mean", "the", "total", "in", "", NULL };

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
