#include "program/demo_articles.h"

#include "knowledge/category.h"
#include "org/entity.h"
#include "program/demo_organisation.h"

namespace rapport::program {
namespace {

struct DemoArticle {
  int category;  // index below
  knowledge::Audience audience;
  std::vector<std::string> tags;
  const char *title_en, *body_en, *title_zh, *body_zh;
};

const char* const demo_categories[][2] = {{"Orders and delivery", "订单与配送"},
                                          {"Returns and refunds", "退货与退款"},
                                          {"Using your machine", "机器使用"},
                                          {"For colleagues", "内部"}};

std::vector<DemoArticle> demo_articles() {
  using knowledge::Audience;
  return {
      {1,
       Audience::everybody,
       {"refund", "退款"},
       "How long does a refund take?",
       "Once your return has reached us the money goes back **within five working days**, the way it "
       "came.\n\n- Cards: on the "
       "next statement\n- Wallets: the same day",
       "退款多久到账？",
       "退货到仓后，款项在**五个工作日内**原路退回。\n\n- 银行卡：以账单日为准\n- 微信、支付宝：当天到账"},
      {1,
       Audience::everybody,
       {"return", "退货"},
       "Returning something",
       "You can send anything back within **30 days**.\n\n1. Open the order and choose *Return*.\n2. Print "
       "the label.\n3. Drop the "
       "parcel at any shop of the carrier.",
       "如何退货",
       "收到商品后 **30 天内**均可退货。\n\n1. 打开订单，点“退货”。\n2. 打印退货单。\n3. 把包裹交给快递。"},
      {1,
       Audience::everybody,
       {"damage", "破损"},
       "My parcel arrived damaged",
       "Please write to us within 48 hours with photos of the box and of what is broken. We send a new one "
       "at once.",
       "收到商品破损怎么办",
       "请在 48 小时内联系我们，并附上外箱和破损处的照片，我们会立即补发。"},
      {0,
       Audience::everybody,
       {"delivery", "物流"},
       "Where is my order?",
       "Open *My orders* and choose *Track*. Nothing new for three days? Tell us, and we look for it.",
       "我的订单到哪了",
       "在“我的订单”点“查看物流”。如果三天没有更新，请告诉我们，我们帮您查询。"},
      {0,
       Audience::everybody,
       {"address", "地址"},
       "Changing the delivery address",
       "Until the parcel has left us you can change the address in the order. After that the carrier can "
       "redirect it.",
       "修改收货地址",
       "发货前可以在订单里修改地址；发货后可以请快递改派。"},
      {0,
       Audience::everybody,
       {"invoice", "发票"},
       "Getting an invoice",
       "Choose *Invoice* in a completed order and enter company name and tax number. It comes by e-mail.",
       "如何开发票",
       "订单完成后点“申请发票”，填写抬头和税号，电子发票会发送到邮箱。"},
      {2,
       Audience::everybody,
       {"grinder", "磨豆机"},
       "The grinder is jammed",
       "Unplug it, take out the upper burr and brush it clean. Oily beans jam sooner.\n\n| Model | Burr |\n| "
       "--- | --- |\n| "
       "Fern 1 | turn left |\n| Fern 2 | turn right |",
       "磨豆机卡住了",
       "拔掉电源，取下上刀盘并刷干净。油脂多的豆子更容易卡住。\n\n| 型号 | 刀盘 |\n| --- | --- |\n| Fern 1 | "
       "左旋 |\n| Fern 2 | 右旋 |"},
      {2,
       Audience::everybody,
       {"descale", "除垢"},
       "Descaling",
       "Every two months: fill the tank with descaler, run the *clean* programme, then two tanks of water.",
       "如何除垢",
       "每两个月一次：水箱加入除垢剂，运行“清洗”程序，再用两箱清水冲洗。"},
      {2,
       Audience::everybody,
       {"warranty", "保修"},
       "Warranty and repair",
       "Machines are covered for two years, grinders for three. Keep the order number; it is all we need.",
       "保修与维修",
       "咖啡机保修两年，磨豆机保修三年。请保留订单号，保修只需要订单号。"},
      {2,
       Audience::customers,
       {"points", "积分"},
       "What your points are worth",
       "100 points are one yuan. They last until the end of next year.",
       "积分怎么用",
       "100 积分抵 1 元，有效期到次年年底。"},
      {3,
       Audience::agents,
       {"goodwill", "补偿"},
       "Goodwill: what you may give",
       "Up to **50 yuan** on your own, up to 200 with your supervisor. Write down why.",
       "补偿标准",
       "坐席可自行补偿 **50 元**以内，200 元以内需主管同意。请写明原因。"},
      {3,
       Audience::agents,
       {"complaint", "投诉"},
       "When somebody is very angry",
       "Listen first, repeat what you have understood, say what happens next and when. Do not defend.",
       "如何安抚情绪激动的客户",
       "先倾听，复述您的理解，说明接下来会做什么、什么时候做。不要辩解。"},
  };
}

knowledge::ArticleFields fields_of(const DemoArticle& article, knowledge::CategoryId category) {
  knowledge::ArticleFields fields;
  fields.category_id = category;
  fields.audience = article.audience;
  fields.tags = article.tags;
  fields.translations = {{"en", article.title_en, article.body_en},
                         {"zh-CN", article.title_zh, article.body_zh}};
  return fields;
}

}  // namespace

Result<void> make_demo_articles(org::Admin& admin, const knowledge::ArticleStore& store) {
  const auto organisation = admin.organisation_by_slug(demo_slug);
  if (!organisation) return tl::unexpected<Error>(organisation.error());
  const org::By who{organisation->id, {}};
  return admin.changes().make<void>(who, "", [&](org::Change& change) -> Result<void> {
    if (knowledge::categories.count(change.sql, change.org()) > 0) return {};
    std::vector<knowledge::CategoryId> shelves;
    for (const auto& names : demo_categories) {
      auto made = org::add(change, knowledge::categories, {names[0], names[1]});
      if (!made) return tl::unexpected<Error>(made.error());
      shelves.push_back(made->id);
    }
    for (const DemoArticle& article : demo_articles()) {
      const auto id = change.new_id<knowledge::ArticleId>();
      auto added =
          store.add(change, id, fields_of(article, shelves[static_cast<std::size_t>(article.category)]));
      if (!added) return added;
      auto published = store.publish(change, id, "");
      if (!published) return tl::unexpected<Error>(published.error());
    }
    const std::vector<std::vector<std::string>> synonyms{
        {"退钱", "退款"}, {"money back", "refund"}, {"快递", "物流", "包裹"}};
    store.set_synonyms(change, synonyms);
    return {};
  });
}

}  // namespace rapport::program
