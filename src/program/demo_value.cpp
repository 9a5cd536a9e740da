#include "program/demo_value.h"

#include <fmt/format.h>

#include <array>

#include "customers/profile_store.h"
#include "org/entity.h"
#include "value/segment_store.h"

namespace rapport::program {
namespace {

struct DemoBuyer {
  const char* name;
  int purchases, days_since_last, days_between;
  int amount;  // each; whole units
  bool may_be_advertised_to;
};
constexpr std::array<DemoBuyer, 10> demo_buyers{{{"王芳", 9, 12, 35, 860, true},
                                                 {"Jonas Weber", 3, 55, 120, 5'200, false},
                                                 {"李雷", 2, 8, 20, 899, false},
                                                 {"Emma Clarke", 1, 30, 0, 349, true},
                                                 {"陈静", 6, 260, 40, 1'280, true},
                                                 {"Oliver Brown", 1, 420, 0, 199, false},
                                                 {"赵磊", 4, 25, 60, 640, true},
                                                 {"Sara Lind", 12, 6, 28, 420, true},
                                                 {"刘洋", 2, 170, 45, 2'600, false},
                                                 {"Lucas Martin", 5, 90, 75, 310, false}}};

std::vector<value::SegmentFields> demo_segments() {
  value::SegmentFields gold;
  gold.name = "Gold";
  gold.name_zh = "金卡客户";
  gold.rank = 10;
  gold.condition = "spent >= 5000 and churn_percent < 80";
  gold.head_start_min = 5;
  gold.colour = value::SegmentColour::gold;
  value::SegmentFields back;
  back.name = "Win back";
  back.name_zh = "待挽回";
  back.rank = 20;
  back.condition = "stage in ('at_risk', 'lapsed') and monetary >= 3";
  back.colour = value::SegmentColour::purple;
  return {gold, back};
}

void add_purchases(database::Session& sql, live::IdSource& ids, OrgId org, CustomerId customer,
                   const DemoBuyer& buyer, Instant now) {
  for (int i = 0; i < buyer.purchases; ++i) {
    customers::CustomerEvent event;
    event.id = ids.next<customers::CustomerEventId>();
    event.source_id = customer;
    event.external_id = fmt::format("demo-{}-{}", buyer.name, i);
    event.kind = "purchase";
    event.at = now - hours(24) * (buyer.days_since_last + i * buyer.days_between);
    event.amount = fmt::format("{}.00", buyer.amount);
    event.currency = "CNY";
    customers::upsert_event(sql, org, event);
  }
  if (!buyer.may_be_advertised_to) return;
  customers::Consent consent;
  consent.id = ids.next<customers::ConsentId>();
  consent.source_id = customer;
  consent.purpose = "marketing";
  consent.channel = "any";
  consent.is_given = true;
  consent.at = now - hours(24 * 30);
  consent.how = "Web shop · 网店";
  customers::add_consent(sql, org, consent);
}

}  // namespace

Result<void> make_demo_value(org::Admin& admin, database::Database& database,
                             customers::CustomerStore& customers, live::IdSource& ids, OrgId org,
                             Instant now) {
  const org::By by{org, {}};
  for (const value::SegmentFields& segment : demo_segments())
    if (auto made = org::create(admin.changes(), value::segments, by, segment); !made)
      return tl::unexpected<Error>(made.error());
  for (const DemoBuyer& buyer : demo_buyers) {
    customers::Customer fresh;
    fresh.id = ids.next<CustomerId>();
    fresh.name = buyer.name;
    fresh.created_at = now;
    auto customer = customers.find_or_create(org, "demo", buyer.name, fresh);
    if (!customer) return tl::unexpected<Error>(customer.error());
    auto bought = database
                      .write<void>([&](database::Session& sql) -> Result<void> {
                        add_purchases(sql, ids, org, customer->id, buyer, now);
                        return {};
                      })
                      .get();
    if (!bought) return bought;
  }
  return {};
}

}  // namespace rapport::program
