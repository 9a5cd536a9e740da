#include "community/community.h"

#include <fmt/format.h>

#include <algorithm>

#include "community/rules.h"
#include "org/entity.h"
#include "platform/contract/json.h"

namespace rapport::community {
namespace {

using database::Session;

tl::unexpected<Error> no_post() {
  return fail(ErrorCode::not_found, "unknown_post", "there is no such question or answer");
}

// Of customers: as if what they may not see were not there.
Result<Post> seen_by(Session& sql, OrgId org, PostId id, CustomerId visitor) {
  auto post = PostStore::find(sql, org, id);
  const auto may_see = [visitor](const Post& each) {
    return each.state == PostState::shown || (visitor && each.customer == visitor);
  };
  if (!post || !may_see(*post)) return no_post();
  if (post->question) {
    const auto question = PostStore::find(sql, org, post->question);
    if (!question || !may_see(*question)) return no_post();
  }
  return std::move(*post);
}

Result<Post> question_of(Session& sql, OrgId org, PostId id) {
  auto post = PostStore::find(sql, org, id);
  if (!post || post->question) return no_post();
  return std::move(*post);
}

Result<void> is_open(Session& sql, OrgId org, const Post& question) {
  if (question.is_locked) return fail(ErrorCode::conflict, "locked", "this question takes no more answers");
  if (static_cast<std::int64_t>(PostStore::answers(sql, org, question.id).size()) >= answers_max)
    return fail(ErrorCode::conflict, "full", "this question has as many answers as there can be");
  return {};
}

// Who writes: named, not blocked, not too often.
Result<Member> admitted(org::Change& change, const Writer& writer, const CommunitySettings& settings) {
  if (!settings.is_on) return fail(ErrorCode::forbidden, "community_off", "the community is switched off");
  auto known = PostStore::member(change.sql, change.org(), writer.customer);
  Member member = known.value_or(Member{writer.customer, "", 0, false});
  if (member.is_blocked) return fail(ErrorCode::forbidden, "blocked", "you cannot write here any more");
  if (PostStore::written_since(change.sql, change.org(), writer.customer, change.now - hours(1)) >=
      settings.posts_per_hour)
    return fail(ErrorCode::too_many, "too_many_posts", "that is a lot in one hour; please go on later");
  if (!known) {
    if (auto fits = check_name(writer.name); !fits) return tl::unexpected<Error>(fits.error());
    member.name = writer.name;
    if (PostStore::is_taken(change.sql, change.org(), name_key(member.name), member.customer))
      return org::wrong({{"/name", "somebody else is called that already"}});
    PostStore::put(change.sql, change.org(), member, name_key(member.name));
  }
  return member;
}

void put(org::Change& change, const Member& member) {
  PostStore::put(change.sql, change.org(), member, name_key(member.name));
}

void update(org::Change& change, const Post& post) {
  PostStore::update(change.sql, change.org(), post, change.new_id<PostId>().value);
}

}  // namespace

Result<CommunitySettings> Community::settings(OrgId org) {
  return needs_.changes.database().read(
      [org](Session& sql) -> Result<CommunitySettings> { return PostStore::settings(sql, org); });
}

Result<CommunitySettings> Community::set_settings(const org::By& by, const CommunitySettings& settings) {
  return needs_.changes.make<CommunitySettings>(
      by, "community", [&](org::Change& change) -> Result<CommunitySettings> {
        const auto before = PostStore::settings(change.sql, change.org());
        PostStore::set_settings(change.sql, change.org(), settings);
        change.audit({"change", "community_settings", change.org().value, contract::encode(before),
                      contract::encode(settings)});
        return settings;
      });
}

Result<Post> Community::write(OrgId org, const Writer& writer, PostId question, const std::string& title,
                              const std::string& body) {
  auto made = needs_.changes.make<Post>({org, {}}, "", [&](org::Change& change) -> Result<Post> {
    const auto settings = PostStore::settings(change.sql, org);
    auto member = admitted(change, writer, settings);
    if (!member) return tl::unexpected<Error>(member.error());
    if (question) {
      auto asked = seen_by(change.sql, org, question, {});
      if (!asked || asked->question) return no_post();
      if (auto open = is_open(change.sql, org, *asked); !open) return tl::unexpected<Error>(open.error());
    }
    Post post;
    post.id = change.new_id<PostId>();
    post.question = question;
    post.customer = writer.customer;
    post.title = title;
    post.body = body;
    post.held_for = held_for(settings, *member, member->name + "\n" + title + "\n" + body);
    post.state = post.held_for == HeldFor::nothing ? PostState::shown : PostState::held;
    post.at = change.now;
    PostStore::insert(change.sql, org, post, post.id.value);
    if (post.state == PostState::shown) {
      ++member->approved;
      put(change, *member);
    }
    return PostStore::find(change.sql, org, post.id).value_or(post);
  });
  if (made) bring(org, question ? question : made->id);
  return made;
}

Result<Post> Community::ask(OrgId org, const Writer& writer, const std::string& title,
                            const std::string& body) {
  if (auto fits = check_question(title, body); !fits) return tl::unexpected<Error>(fits.error());
  return write(org, writer, {}, title, body);
}

Result<Post> Community::answer(OrgId org, PostId question, const Writer& writer, const std::string& body) {
  if (auto fits = check_body(body); !fits) return tl::unexpected<Error>(fits.error());
  if (!question) return no_post();
  return write(org, writer, question, "", body);
}

Result<void> Community::vote(OrgId org, PostId post, CustomerId by, int value) {
  if (value < -1 || value > 1) return org::wrong({{"/value", "1, -1 or 0"}});
  return needs_.changes.make<void>({org, {}}, "", [&](org::Change& change) -> Result<void> {
    auto voted = seen_by(change.sql, org, post, {});
    if (!voted) return tl::unexpected<Error>(voted.error());
    if (voted->customer == by) return fail(ErrorCode::conflict, "own_post", "nobody votes for themselves");
    if (const auto member = PostStore::member(change.sql, org, by); member && member->is_blocked)
      return fail(ErrorCode::forbidden, "blocked", "you cannot vote here any more");
    if (PostStore::votes_since(change.sql, org, by, change.now - hours(24)) >= votes_a_day)
      return fail(ErrorCode::too_many, "too_many_votes", "that is a lot in one day; please go on tomorrow");
    PostStore::vote(change.sql, org, post, by, value, change.now);
    return {};
  });
}

Result<void> Community::set_accepted(const org::By& by, PostId question, PostId answer, CustomerId asker) {
  auto done = needs_.changes.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    auto asked = question_of(change.sql, by.org, question);
    if (!asked) return tl::unexpected<Error>(asked.error());
    if (asker && asked->customer != asker)
      return fail(ErrorCode::forbidden, "not_yours", "who asked says which answer helped");
    if (answer) {
      const auto helped = PostStore::find(change.sql, by.org, answer);
      if (!helped || helped->question != question || helped->state != PostState::shown) return no_post();
    }
    asked->accepted = answer;
    update(change, *asked);
    return {};
  });
  if (done) bring(by.org, question);
  return done;
}

Result<void> Community::accept(OrgId org, PostId question, PostId answer, CustomerId by) {
  if (!by) return fail(ErrorCode::forbidden, "not_yours", "who asked says which answer helped");
  return set_accepted({org, {}}, question, answer, by);
}

Result<void> Community::accept_as_agent(const org::By& by, PostId question, PostId answer) {
  return set_accepted(by, question, answer, {});
}

Result<void> Community::report(OrgId org, PostId post, CustomerId by, const std::string& why) {
  if (why.size() > report_length_max * 4) return org::wrong({{"/why", "at most 500 characters"}});
  PostId question;
  auto done = needs_.changes.make<void>({org, {}}, "", [&](org::Change& change) -> Result<void> {
    auto reported = seen_by(change.sql, org, post, {});
    if (!reported) return tl::unexpected<Error>(reported.error());
    question = reported->question ? reported->question : reported->id;
    if (PostStore::reports_since(change.sql, org, by, change.now - hours(24)) >= reports_a_day)
      return fail(ErrorCode::too_many, "too_many_reports", "that is a lot in one day");
    if (!PostStore::report(change.sql, org, post, by, why, change.now)) return {};
    if (reported->reports + 1 < reports_hold || reported->user) return {};
    reported->state = PostState::held;
    reported->held_for = HeldFor::reports;
    update(change, *reported);
    return {};
  });
  if (done) bring(org, question);
  return done;
}

Result<Post> Community::answer_as_agent(const org::By& by, PostId question, const std::string& body) {
  if (auto fits = check_body(body); !fits) return tl::unexpected<Error>(fits.error());
  auto made = needs_.changes.make<Post>(by, "", [&](org::Change& change) -> Result<Post> {
    auto asked = question_of(change.sql, by.org, question);
    if (!asked) return tl::unexpected<Error>(asked.error());
    if (auto open = is_open(change.sql, by.org, *asked); !open) return tl::unexpected<Error>(open.error());
    Post post;
    post.id = change.new_id<PostId>();
    post.question = question;
    post.user = by.user;
    post.body = body;
    post.state = PostState::shown;
    post.at = post.last_at = change.now;
    PostStore::insert(change.sql, by.org, post, post.id.value);
    change.audit({"answer", "community_post", post.id.value, "", ""});
    return post;
  });
  if (made) bring(by.org, question);
  return made;
}

Result<void> Community::moderate(const org::By& by, PostId post, Moderation what) {
  PostId question;
  auto done = needs_.changes.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    auto found = PostStore::find(change.sql, by.org, post);
    if (!found) return no_post();
    question = found->question ? found->question : found->id;
    if (found->question && (what == Moderation::lock || what == Moderation::unlock))
      return fail(ErrorCode::conflict, "not_a_question", "only questions are locked");
    const PostState before = found->state;
    switch (what) {
      case Moderation::show:
      case Moderation::keep:
        found->state = PostState::shown;
        found->held_for = HeldFor::nothing;
        break;
      case Moderation::hide:
        found->state = PostState::hidden;
        break;
      case Moderation::lock:
      case Moderation::unlock:
        found->is_locked = what == Moderation::lock;
        break;
    }
    PostStore::forget_reports(change.sql, by.org, post);
    update(change, *found);
    if (before == PostState::held && found->state == PostState::shown && found->customer)
      if (auto member = PostStore::member(change.sql, by.org, found->customer)) {
        ++member->approved;
        put(change, *member);
      }
    // An answer that is not there any more has not helped.
    if (found->question && found->state != PostState::shown)
      if (auto asked = PostStore::find(change.sql, by.org, found->question);
          asked && asked->accepted == found->id) {
        asked->accepted = {};
        update(change, *asked);
      }
    change.audit({"moderate", "community_post", post.value, "", contract::encode(what)});
    return {};
  });
  if (done) bring(by.org, question);
  return done;
}

Result<void> Community::block(const org::By& by, CustomerId customer, bool is_blocked) {
  return needs_.changes.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    auto member = PostStore::member(change.sql, by.org, customer);
    if (!member) return fail(ErrorCode::not_found, "unknown_member", "this customer is not in the community");
    member->is_blocked = is_blocked;
    put(change, *member);
    change.audit({is_blocked ? "block" : "unblock", "community_member", customer.value, "", ""});
    return {};
  });
}

Result<std::optional<Member>> Community::member(OrgId org, CustomerId customer) {
  return needs_.changes.database().read(
      [&](Session& sql) -> Result<std::optional<Member>> { return PostStore::member(sql, org, customer); });
}

}  // namespace rapport::community
