/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-words.h"

#include <string.h>

#define CHINESE "zh"

static const struct
{
  const char *english, *chinese;
} words[] = {
  { "Harbour centre", "海港客服中心" },
  { "The order system was slow that night", "当晚订单系统运行缓慢" },
  { "Service in three dimensions", "服务三维度" },
  { "Talk in five points", "沟通五要点" },
  { "Visit by fifteen norms", "礼仪十五项" },
  { "Attitude: Politeness 20, Emotion under control 15 n/a; Problem solving: Effective solution "
    "25 n/a, Right process 15; Compliance: Script 10 n/a, Information security 15 fatal",
    "态度：礼貌用语 20，情绪控制 15 n/a；问题解决：方案有效 25 n/a，流程规范 15；合规：话术规范 10 "
    "n/a，信息安全 15 fatal" },
  { "Understanding 20, Professionalism 20, Norms 20, Attitude 20, Efficiency 20 n/a",
    "理解准确 20，专业能力 20，规范用语 20，服务态度 20，处理效率 20 n/a" },
  { "Appearance: Dress 7, Name plate 7, Posture 7, Smile 7, Tidy place 7; Wording: Greeting 7, "
    "Form of address 7, Polite words 7, Clear voice 7, Closing 7; Conduct: Listening 6, Eye "
    "contact 6, Both hands 6 n/a, Patience 6, Discretion 6 fatal",
    "仪容：着装 7，工牌 7，坐姿站姿 7，微笑 7，工位整洁 7；用语：问候 7，称呼 7，礼貌用语 "
    "7，吐字清晰 7，结束语 7；举止：倾听 6，眼神 6，双手递接 6 n/a，耐心 6，保密 6 fatal" },
  { "Sales A", "销售A组" },
  { "Sales B", "销售B组" },
  { "Sales C", "销售C组" },
  { "Care A", "售后A组" },
  { "Care B", "售后B组" },
  { "Care C", "售后C组" },
  { "Tech A", "技术A组" },
  { "Tech B", "技术B组" },
  { "Desk A", "文字A组" },
  { "Desk B", "文字B组" },
  { "Night A", "夜班A组" },
  { "Night B", "夜班B组" },
  { "Early", "早班" },
  { "Day", "白班" },
  { "Late", "晚班" },
  { "Night", "夜班" },
  { "Team leader", "班组长" },
  { "Senior agent", "资深客服" },
  { "Operations supervisor", "运营主管" },
  { "Quality inspector", "质检专员" },
  { "Data analyst", "数据分析师" },
  { "Customer experience expert", "客户体验专家" },
  { "Work across departments", "跨部门协作" },
  { "Course development", "课程开发" },
  { "Advanced course for the excellent", "优秀员工进阶课程" },
  { "The first ninety seconds", "开场九十秒" },
  { "Returns without a second call", "退货一次办妥" },
  { "Reading the order history", "读懂订单记录" },
  { "The parcel at the neighbour's", "放在邻居家的包裹" },
  { "Paid twice, refunded once", "付了两次，退了一次" },
  { "A handset that would not start", "开不了机的手机" },
  { "Three callers, one fault", "三通来电，一个故障" },
  { "The voucher that had lapsed", "过期的优惠券" },
  { "Moved house between two orders", "两单之间搬了家" },
  { "A complaint that became praise", "投诉变表扬" },
  { "The promise of the last shift", "上一班的承诺" },
  { "Whose number is this?", "这是谁的号码" },
  { "Delivery on a day off", "休息日的配送" },
  { "Half a day beside the person, with notes", "旁听半天并作记录" },
  { "Settled what three others could not", "解决了三位同事未能解决的问题" },
  { "Agent", "客服" },
  { "New agent", "新人客服" },
  { "Orders", "订单" },
  { "Payments", "支付" },
  { "Membership", "会员" },
  { "Delivery", "配送" },
  { "Returns", "退货" },
  { "Handsets", "手机" },
  { "Appliances", "家电" },
  { "App", "客户端" },
  { "Orders, phone", "订单·电话" },
  { "Payments, phone", "支付·电话" },
  { "Membership, phone", "会员·电话" },
  { "Orders, chat", "订单·在线" },
  { "Delivery, phone", "配送·电话" },
  { "Returns, phone", "退货·电话" },
  { "Delivery, chat", "配送·在线" },
  { "Returns, chat", "退货·在线" },
  { "Handsets, phone", "手机·电话" },
  { "Appliances, phone", "家电·电话" },
  { "App, chat", "客户端·在线" },
  { "Appliances, video", "家电·视频" },
  { "Returns, e-mail", "退货·邮件" },
  { "Payments, e-mail", "支付·邮件" },
  { "Membership, social", "会员·社交媒体" },
  { "Made-up industry survey", "虚构的行业调查" },
  { "Service basics", "服务基础" },
  { "Night duty", "夜班上岗" },
  { "Leading a team", "带组管理" },
  { "Administrator", "管理员" },
  { "Supervisor", "主管" },
  { "Night supervisor", "夜班主管" },
  { "Trainer", "培训师" },
  { "Human resources", "人力资源" },
  { "Quality", "质检" },
  { "Mei Sun", "孙梅" },
  { "Otto Brandt", "奥托·勃兰特" },
  { "Product knowledge", "产品知识" },
  { "Order system", "订单系统" },
  { "Written style", "书面表达" },
  { "Listening", "倾听" },
  { "Calming", "情绪安抚" },
  { "Complaint handling", "投诉处理" },
  { "Compliance", "合规" },
  { "Refund rules", "退款规则" },
  { "Coaching", "辅导" },
  { "Case distilling", "案例提炼" },
  { "Data analysis", "数据分析" },
  { "Scheduling", "排班" },
  { "Leading people", "团队管理" },
  { "Process improvement", "流程改进" },
  { "Dispatch", "发货部" },
  { "the shift leader of the warehouse", "仓库值班组长" },
  { "Technology", "技术部" },
  { "the duty engineer", "值班工程师" },
  { "The kettle was delivered with a scorched cable", "送到的电热水壶电源线有烧焦痕迹" },
  { "Charged twice for one order", "同一订单被扣款两次" },
  { "The second charge is paid back within three days", "三天内退回重复扣款" },
  { "The parcel has stood still for a week", "包裹一周没有物流更新" },
  { "The carrier looks for it; else another one goes out", "由承运商查找；找不到则补发" },
  { "The wrong colour, and no photograph of it yet", "颜色发错，照片尚未提供" },
  { "The app signs out after every payment", "每次付款后应用自动退出登录" },
  { "A new version of the app", "发布应用新版本" },
  { "The new version keeps people signed in", "新版本已保持登录状态" },
  { "Was talked over twice and hung up on", "通话中两次被打断并被挂断" },
  { "An apology by the leader, and a talk with the person", "由组长致歉，并与当事人谈话" },
  { "The leader called and apologised", "组长已致电道歉" },
  { "Asks for an invoice in the company's name", "要求开具公司抬头发票" },
  { "Would like the manual in large print", "希望提供大字版说明书" },
  { "The scanner does not find the network", "扫描仪连不上网络" },
  { "A call with the technician", "与技术人员通话" },
  { "Set up together on the phone", "已在电话中协助设置好" },
  { "Service", "服务" },
  { "Rules", "规范" },
  { "Leading", "管理" },
  { "sat in on two coaching talks", "旁听了两次辅导谈话" },
  { "made the plan of two weeks", "编制了两周的排班" },
  { "stood in for the leader for a week", "代理班组长一周" },
  { "First steps at the telephone", "电话服务入门" },
  { "Order system in practice", "订单系统实操" },
  { "Calming upset customers", "情绪激动客户的安抚" },
  { "Clear letters", "清晰的书面回复" },
  { "Writing up a case", "案例撰写" },
  { "Round of the new products", "新品知识轮训" },
  { "Calming upset customers, Tech B", "情绪激动客户的安抚（技术B组）" },
  { "Effective solution", "方案有效" },
  { "Right process", "流程规范" },
  { "Script", "话术规范" },
  { "Politeness", "礼貌用语" },
  { "Emotion under control", "情绪控制" },
  { "Information security", "信息安全" },
  { "The first team", "初任班组长" },
  { "Writing up a case, Care A", "案例撰写（售后A组）" },
  { "Calming upset customers, group 1", "情绪激动客户的安抚（第1期）" },
  { "Order system in practice, Tech A", "订单系统实操（技术A组）" },
  { "Calming upset customers, group 2", "情绪激动客户的安抚（第2期）" },
  { "The first team, winter", "初任班组长（冬季）" },
  { "Training room", "培训室" },
  { "Meeting room", "会议室" },
  { "Listens in with a senior agent for three days", "跟随资深客服旁听三天" },
  { "wrote a proposal that was taken up", "提出的改进建议被采纳" },
};

const char *
fw_sample_words_find_language (const char *const *names)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      /* "C" ends the list; whoever asks for English before asks for English. */
      if (g_str_has_prefix (names[i], "en") || g_str_equal (names[i], "C"))
        return NULL;
      if (g_str_has_prefix (names[i], CHINESE))
        return CHINESE;
    }
  return NULL;
}

const char *
fw_sample_word (const char *language, const char *english)
{
  g_return_val_if_fail (english != NULL, NULL);

  if (language == NULL)
    return english;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].english, english) == 0)
      return words[i].chinese;
  return english;
}
