// The demo organisation's articles: what its customers ask about coffee machines, in both languages.
#pragma once

#include "base/result.h"
#include "knowledge/article_store.h"
#include "org/admin.h"

namespace rapport::program {

// Makes them when the demo organisation has none.
Result<void> make_demo_articles(org::Admin& admin, const knowledge::ArticleStore& store);

}  // namespace rapport::program
