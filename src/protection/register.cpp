#include "protection/register.h"

namespace rapport::protection {
namespace {

constexpr std::string_view words_gone = "'[erased]'";

constexpr std::string_view by_row = "t.customer in $rows";
constexpr std::string_view by_interaction = "t.interaction in $interactions";
constexpr std::string_view by_case = "t.case_id in $cases";

Table nobody(std::string_view name, std::string_view title, std::string_view title_zh) {
  return {name, Names::nobody, title, title_zh};
}
Table staff(std::string_view name, std::string_view title, std::string_view title_zh) {
  return {name, Names::staff, title, title_zh};
}

struct About {
  std::string_view name, title, title_zh, reach;
};
Table blanked(const About& about, std::vector<Blank> blanks, std::vector<std::string_view> kept = {},
              std::vector<std::string_view> shown = {}, std::string_view internal = "") {
  return {about.name,          Names::customers,  about.title,     about.title_zh, about.reach,
          WhenErased::blanked, std::move(blanks), std::move(kept), internal,       "",
          std::move(shown)};
}
Table removed(const About& about, std::vector<std::string_view> shown = {}, bool is_exported = true) {
  return {
      about.name, Names::customers, about.title, about.title_zh, about.reach, WhenErased::removed, {}, {}, "",
      "",         std::move(shown), is_exported};
}
Table stays(const About& about, std::vector<std::string_view> kept,
            std::vector<std::string_view> shown = {}) {
  return {about.name,
          Names::customers,
          about.title,
          about.title_zh,
          about.reach,
          WhenErased::stays,
          {},
          std::move(kept),
          "",
          "",
          std::move(shown)};
}

void add_customers(std::vector<Table>& all) {
  all.push_back(blanked({"customer", "Who they are", "基本信息", "t.id in $rows"},
                        {{"name", "''"},
                         {"email", "null"},
                         {"phone", "null"},
                         {"external_id", "null"},
                         {"note", "null"},
                         {"language", "null"},
                         {"birthday", "null"},
                         {"is_verified", "0"}},
                        {}, {"name", "email", "phone", "external_id", "birthday", "language", "created_us"}));
  all.back().internal_column = "note";
  all.push_back(removed({"customer_identity", "By what they are recognised", "识别标识", by_row},
                        {"kind", "value", "is_verified", "added_us"}));
  all.push_back(
      removed({"customer_key", "Index by which duplicates are found", "查重索引", by_row}, {}, false));
  all.push_back(removed({"customer_value", "Profile", "资料字段", by_row},
                        {"field", "value", "is_verified", "changed_us"}));
  all.push_back(removed({"customer_consent", "Consents", "授权同意记录", by_row},
                        {"purpose", "channel", "is_given", "how", "at_us"}));
  all.push_back(blanked({"customer_event", "Purchases, use and other events", "购买与使用事件", by_row},
                        {{"external_id", "'erased ' || id"}, {"body", words_gone}},
                        {"kind", "amount", "currency"},
                        {"at_us", "kind", "amount", "currency", "body", "external_id"}));
  all.push_back(blanked({"customer_join", "Which records were joined into one", "合并记录",
                         "(t.row_a in $rows or t.row_b in $rows)"},
                        {{"evidence", "'[]'"}}, {}, {}, "1 = 1"));
  all.push_back(removed({"customer_proposal", "Which records may be one person", "疑似重复",
                         "(t.row_a in $rows or t.row_b in $rows)"},
                        {}, false));
  all.push_back(stays({"customer_never", "Which records are two persons", "确认非同一人",
                       "(t.row_a in $rows or t.row_b in $rows)"},
                      {}));
  all.push_back(removed(
      {"customer_import_row", "What an import changed, for undoing it", "导入更改记录", by_row}, {}, false));
  all.push_back(nobody("customer_import", "Imports of files, by name", "导入记录"));
  all.push_back(nobody("customer_import_refusal", "Rows of files that were refused; swept for who it names",
                       "导入被拒绝的行"));
  all.push_back(nobody("customer_field", "Definitions of custom fields", "自定义字段定义"));
  all.push_back(nobody("customer_weight", "Weights of the completeness", "完整度权重"));
  all.push_back(nobody("company", "Companies", "公司"));
}

void add_conversations(std::vector<Table>& all) {
  all.push_back(stays({"interaction", "Conversations", "会话", "t.customer in $rows"}, {"legs"},
                      {"id", "channel", "arrived_us", "accepted_us", "closed_us"}));
  all.push_back(blanked({"message", "What was said", "消息内容", by_interaction},
                        {{"body", words_gone}, {"has_attachments", "0"}}, {"client_id"},
                        {"sent_us", "interaction", "author", "body"}, "t.author = 2"));
  all.push_back(removed({"attachment", "Files", "文件",
                         "(t.interaction in $interactions or t.id in (select f.attachment from case_file f"
                         " where f.org = t.org and f.case_id in $cases))"},
                        {"added_us", "name", "type", "bytes"}));
  all.push_back(blanked({"entrance", "Where a conversation began", "会话入口", by_interaction},
                        {{"page_url", "''"}, {"subject", "''"}}, {"language"},
                        {"interaction", "page_url", "language", "subject"}));
  all.push_back(
      stays({"assignment", "Which agents were asked, and why", "分配记录", by_interaction}, {"why"}));
  all.push_back(removed({"flow_value", "What they told a flow", "流程中填写的内容", by_interaction},
                        {"interaction", "words"}));
  all.push_back(stays({"flow_tag", "Tags that flows gave", "流程标签", by_interaction}, {"tag"},
                      {"interaction", "tag"}));
  all.push_back(stays({"flow_assist", "Flows beside an agent", "坐席旁流程", by_interaction},
                      {"numbers", "tag_steps"}));
  all.push_back(blanked({"duplicate", "Which conversations came at the same time", "同时进行的会话",
                         "(t.first_one in $interactions or t.second_one in $interactions)"},
                        {{"grounds", "'[]'"}}));
  all.push_back(removed({"callback_number", "Where they are called back", "回拨号码", by_interaction},
                        {"interaction", "number"}));
  all.push_back(removed({"chat_visitor", "Browsers that they chatted from", "聊天访客", by_row},
                        {"name", "is_verified", "created_us"}));
  all.push_back(removed({"chat_conversation", "Which browser began which chat", "访客会话", by_interaction},
                        {}, false));
  all.push_back(
      stays({"voicemail", "Voicemails on their way", "处理中的语音留言", by_interaction}, {"language"}));
  all.push_back(removed({"recording", "Recorded calls", "通话录音", by_interaction},
                        {"started_us", "interaction", "duration_ms", "bytes"}));
}

// Readers are known by a token of their browser until they are seen to be a customer.
constexpr std::string_view by_reader =
    "t.reader in (select r.reader from reader_customer r where r.org = :org and r.customer in $rows)";

void add_self_service(std::vector<Table>& all) {
  all.push_back(blanked(
      {"community_post", "What they asked and answered in the community", "社区问答", by_row},
      {{"title", words_gone}, {"body", words_gone}, {"stamp", "stamp + 1"}}, {}, {"at_us", "title", "body"}));
  // The index holds questions with their accepted answers, and looks again at those whose stamp moves.
  all.back().then =
      "update community_post as t set stamp = stamp + 1 where t.org = :org and t.id in"
      " (select q.question from community_post q where q.org = :org and q.customer in $rows)";
  all.push_back(removed({"community_member", "Their name in the community", "社区昵称", by_row}, {"name"}));
  all.push_back(stays({"community_vote", "What they voted for", "社区投票", by_row}, {}));
  all.push_back(blanked({"community_report", "What they reported", "社区举报", by_row}, {{"why", "''"}}, {},
                        {"at_us", "why"}));
  all.push_back(blanked({"help_attempt", "What they looked for themselves", "自助查找记录", by_reader},
                        {{"words", "''"}}, {"reader", "language"}, {"begun_us", "words", "language"}));
  all.push_back(removed({"reader_step", "What they read and searched lately", "近期阅读与搜索", by_reader},
                        {"at_us", "words", "language"}));
  all.push_back(removed(
      {"reader_contact", "Which reader began which conversation", "读者会话", by_interaction}, {}, false));
  all.push_back(stays({"help_contact", "That they contacted us", "联系记录", by_row}, {}));
  // Last: the others are found by it.
  all.push_back(removed({"reader_customer", "Which readers they are", "读者身份", by_row}, {}, false));
  all.push_back(
      removed({"portal_session", "Where they are signed in to the portal", "门户登录", by_row}, {}, false));
  all.push_back(removed({"portal_writer", "Which forms were sent with their address", "联系表单来源", by_row},
                        {}, false));
  all.push_back(removed({"portal_link", "Links to sign in by, half an hour", "登录链接",
                         "t.email in (select c.email from customer c where c.org = :org and c.id in $rows)"},
                        {}, false));
  all.push_back(nobody("portal_attempt", "How often somebody tried, by digest, for a day", "尝试次数"));
  all.push_back(nobody("portal_settings", "The portal", "门户设置"));
  all.push_back(nobody("community_settings", "Rules of the community", "社区设置"));
  all.push_back(nobody("help_answer", "Which articles answer which contacts", "文章与咨询对应"));
  all.push_back(nobody("help_progress", "How far the measuring is", "统计进度"));
}

// Figures and marks that say nothing without the rows they are of; those are emptied.
void add_value(std::vector<Table>& all) {
  all.push_back(
      removed({"customer_touched", "Who has to be looked at again", "待重新计算的客户", by_row}, {}, false));
  all.push_back(stays({"customer_worth", "What they are worth", "客户价值", "t.person in $rows"}, {},
                      {"purchases", "last_purchase_us", "spent", "lifetime_value", "churn_per_mille"}));
  all.push_back(stays({"segment_member", "Segments that they are in", "所属分群", "t.person in $rows"}, {},
                      {"segment"}));
  all.push_back(stays({"advice_outcome", "What came of actions", "建议结果", by_row}, {},
                      {"at_us", "kind", "outcome"}));
  all.push_back(nobody("value_state", "By what values are computed", "价值计算设置"));
  all.push_back(nobody("segment", "Segments", "客户分群"));
  all.push_back(nobody("advice_settings", "How often customers are approached", "建议频率设置"));
  all.push_back(nobody("advice_rule", "Rules of next best actions", "下一步建议规则"));
}

void add_cases(std::vector<Table>& all) {
  all.push_back(
      blanked({"case_record", "Cases", "工单", "t.id in $cases"},
              {{"subject", words_gone}, {"fields", "'{}'"}, {"tags", "'[]'"}, {"checklist", "'[]'"}},
              {"segment", "clocks"}, {"number", "subject", "created_us", "solved_us", "closed_us"}));
  all.push_back(removed({"case_tag", "Tags of cases", "工单标签", by_case}, {}, false));
  all.push_back(blanked({"case_event", "What happened in cases", "工单动态", by_case},
                        {{"text", "case when text = '' then '' else '[erased]' end"},
                         {"changes", "'[]'"},
                         // A Message-ID names who sent it; the keeper's own keys stay, or it acts again.
                         {"event_key", "case when by_customer = 1 then null else event_key end"}},
                        {"by_rule"}, {"at_us", "case_id", "by_customer", "text"}, "t.is_public = 0"));
  all.push_back(removed({"case_file", "Files that came with cases", "工单附件", by_case}, {}, false));
  all.push_back(stays({"case_link", "Which conversations belong to cases", "工单关联会话", by_case}, {}));
  all.push_back(stays({"case_follower", "Which colleagues follow cases", "工单关注人", by_case}, {}));
  all.push_back(nobody("case_number", "The last number that was given", "工单编号"));
  all.push_back(nobody("case_kept", "Types, promises, macros, rules, settings", "工单类型、承诺、宏、规则"));
  all.push_back(staff("case_view", "Filters that colleagues keep", "保存的视图"));
}

void add_house(std::vector<Table>& all) {
  for (const char* name : {"journal", "snapshot"})
    all.push_back(nobody(name, "Ids and numbers of what happened; never words", "事件日志（仅含编号）"));
  all.push_back(nobody("schema_migrations", "Steps of the schema", "数据库版本"));
  all.push_back(nobody("organisation", "The organisation and its settings", "企业与设置"));
  all.push_back(nobody("role", "Roles", "角色"));
  all.push_back(nobody("named", "Teams, skills, dispositions, reasons", "团队、技能、小结、原因"));
  all.push_back(nobody("hours", "Business hours", "营业时间"));
  all.push_back(nobody("queue", "Queues", "队列"));
  all.push_back(nobody("channel", "Channels", "渠道"));
  all.push_back(nobody("canned_reply", "Texts for agents", "快捷回复"));
  all.push_back(nobody("flow", "Drafts of flows", "流程草稿"));
  all.push_back(nobody("flow_version", "Published flows", "已发布流程"));
  all.push_back(nobody("flow_entrance", "Where flows begin", "流程入口"));
  all.push_back(nobody("voice_trunk", "Telephone lines", "电话线路"));
  all.push_back(nobody("voice_number", "Our numbers", "本方号码"));
  all.push_back(nobody("voice_prompt", "What callers hear", "语音提示"));
  all.push_back(nobody("voice_music", "Music on hold", "等待音乐"));
  all.push_back(nobody("article_category", "Categories of articles", "知识分类"));
  all.push_back(nobody("article", "Articles", "知识文章"));
  all.push_back(nobody("article_version", "Published articles", "文章版本"));
  all.push_back(nobody("article_synonyms", "Words that mean the same", "同义词"));
  all.push_back(nobody("article_use", "Which conversations used an article", "文章使用"));
  all.push_back(nobody("article_case", "Which cases used an article", "工单引用的文章"));
  all.push_back(nobody("article_search", "What was searched for; swept for who it names", "知识搜索记录"));
  all.push_back(nobody("article_feedback", "What readers said; swept for who it names", "文章反馈"));
  all.push_back(nobody("planner_job", "Long runs of planners, with their results", "排班计算任务"));
  all.push_back(nobody("special_day", "Holidays and events of planners", "特殊日期"));
  all.push_back(nobody("kept_forecast", "Forecasts", "话务预测"));
  all.push_back(nobody("kept_forecast_series", "Forecasts by queue", "各队列的预测"));
  all.push_back(nobody("forecast_change", "What planners changed in forecasts", "预测调整"));
  all.push_back(nobody("contact_day", "How many contacts each queue had", "话务历史"));
  all.push_back(
      nobody("contact_closed", "Ids of conversations that are still to be counted", "待统计会话编号"));
  all.push_back(nobody("history_import", "Files that history came from", "话务历史导入"));
  all.push_back(staff("agent_span", "When colleagues were available or away", "员工状态记录"));
  all.push_back(
      staff("twin_day", "How near the simulation came to past days; notes may name colleagues", "仿真误差"));
  all.push_back(nobody("planning_item", "Contracts and kinds of shifts", "合同与班次模板"));
  all.push_back(staff("agent_planning", "Contracts, availability and wishes of colleagues", "员工排班资料"));
  all.push_back(staff("shift_plan", "Schedules, with what was known when they were made", "班表"));
  all.push_back(staff("shift_planned", "When colleagues work", "员工班次"));
  all.push_back(staff("shift_edit", "What was changed of schedules by hand", "班表改动"));
  all.push_back(nobody("time_off_type", "Kinds of time off", "休假类型"));
  all.push_back(nobody("time_off_book", "How many may be away when", "休假规则"));
  all.push_back(staff("time_off_allowance", "How much time off colleagues may take", "员工休假额度"));
  all.push_back(
      staff("time_off_request", "Time off that colleagues have asked for, with their words", "员工休假申请"));
  all.push_back(staff("shift_swap", "Shifts that colleagues swap, with their words", "员工换班"));
  all.push_back(
      staff("shift_offer", "Overtime and time off that was offered, and who took it", "自愿加班与休息"));
  all.push_back(staff("bid_round", "Lines of schedules, and who got which", "班次竞选轮次"));
  all.push_back(staff("shift_bid", "Lines that colleagues wish", "员工班次意愿"));
  all.push_back(staff("shift_feed", "Addresses of colleagues' calendars", "员工日历订阅"));
  all.push_back(nobody("adherence_setting", "What is tolerated of schedules", "排班遵守规则"));
  all.push_back(staff("adherence_excuse", "Why colleagues were excused from their shifts", "员工偏差豁免"));
  all.push_back(nobody("webhook", "Receivers of events", "事件接收方"));
  all.push_back(
      nobody("webhook_delivery", "What they were told lately; swept for who it names", "事件投递记录"));
  all.push_back(nobody("incoming_webhook", "By what our own systems tell us of customers", "入站事件接口"));
  all.push_back(
      removed({"incoming_delivery", "What our own systems told us lately; swept for those of nobody yet",
               "入站事件记录", by_row},
              {"at_us", "body"}));
  all.push_back(nobody("webhook_hint", "Ids of what they are still to be told", "待通知编号"));
  all.push_back(staff("users", "Colleagues", "员工"));
  for (const char* name : {"user_role", "user_team", "user_skill", "queue_member"})
    all.push_back(staff(name, "What colleagues are and can", "员工的角色与技能"));
  all.push_back(staff("web_session", "Who is signed in", "登录会话"));
  all.push_back(staff("api_token", "Tokens", "访问令牌"));
  all.push_back(staff("sign_in_attempts", "Failed attempts to sign in", "登录失败记录"));
  all.push_back(staff("voice_phone", "Colleagues' telephones", "员工话机"));
  all.push_back(staff("audit", "Who changed what; swept for the customers whom it names", "审计日志"));
}

void add_own(std::vector<Table>& all) {
  all.push_back(
      nobody("protection_settings", "What is redacted, and how long things are kept", "数据保护设置"));
  all.push_back(nobody("legal_hold", "Ids of what nothing may delete, and why", "法律保留"));
  all.push_back(nobody("erasure", "Ids of who was erased", "擦除记录"));
  all.push_back(nobody("unnamed_file", "Files that nothing names any more", "待删除文件"));
  all.push_back(
      removed({"access_export", "Archives that were made for them", "数据导出包", by_row}, {}, false));
}

void add_mails(std::vector<Table>& all) {
  all.push_back(blanked({"arrival", "What arrived, and what became of it", "到达记录", by_interaction},
                        {{"message_id", "''"}}, {"item_key", "digest", "reason", "place"},
                        {"at_us", "ending"}));
  all.push_back(removed({"email_outgoing", "Mails that were written here", "由坐席撰写的邮件",
                         "t.mail in (select m.id from email_mail m where m.org = t.org"
                         " and (m.customer in $rows or m.interaction in $interactions))"},
                        {"words", "recipients"}));
  // Where its bytes lie is remembered until they are removed, too: channels/email/mail_sweep.
  all.push_back(
      blanked({"email_mail", "Mails", "邮件", "(t.customer in $rows or t.interaction in $interactions)"},
              {{"message_id", "''"},
               {"subject", words_gone},
               {"sender", "''"},
               {"state_detail", "'erased ' || blob_key"},
               {"blob_key", "''"},
               {"facts", "'{}'"}},
              {"sameness"}, {"at_us", "subject", "sender"}));
  all.push_back(blanked({"email_thread", "Which mails belong together", "邮件会话",
                         "(t.customer in $rows or t.interaction in $interactions)"},
                        {{"subject", words_gone}}));
  all.push_back(removed({"email_participant", "Who takes part in a thread of mails", "邮件参与者",
                         "t.thread in (select m.thread from email_mail m where m.org = t.org"
                         " and m.customer in $rows)"},
                        {"address"}));
  all.push_back(nobody("email_case_words", "Which mail said which words of a case", "邮件与工单回复的对应"));
  all.push_back(nobody("email_mailbox", "Mailboxes", "邮箱"));
  all.push_back(nobody("email_mailbox_token", "How mailboxes sign in at their provider", "邮箱的登录授权"));
  all.push_back(nobody("email_address", "Addresses of mailboxes", "邮箱地址"));
  all.push_back(nobody("email_cursor", "How far mailboxes have been read", "邮箱读取进度"));
}

}  // namespace

const std::vector<Table>& tables() {
  static const std::vector<Table> all = [] {
    std::vector<Table> made;
    add_customers(made);
    add_conversations(made);
    add_self_service(made);
    add_cases(made);
    add_value(made);
    add_house(made);
    add_own(made);
    add_mails(made);
    return made;
  }();
  return all;
}

const Table* find_table(std::string_view name) {
  for (const Table& table : tables())
    if (table.name == name) return &table;
  return nullptr;
}

const std::vector<Swept>& swept() {
  static const std::vector<Swept> all{
      {"audit", {"before_json", "after_json"}, "set before_json = null, after_json = null"},
      {"webhook_delivery", {"body", "answer"}, "set body = '{}', answer = ''"},
      {"customer_import_refusal", {"fields"}, "set fields = '[]'"},
      {"incoming_delivery", {"body", "detail"}, "set body = '{}', detail = ''"},
      {"article_search", {"words"}, "set words = ''"},
      {"article_feedback", {"words"}, "set words = ''"}};
  return all;
}

}  // namespace rapport::protection
