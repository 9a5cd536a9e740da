#include "knowledge/article.h"

namespace rapport::knowledge {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<Audience>) {
  return {.fields = {{.name = "everybody", .as = "public", .doc = "whoever asks"},
                     {.name = "customers", .doc = "customers who are signed in"},
                     {.name = "agents", .doc = "only the company's own people"}}};
}
Notes contract_notes(Tag<Translation>) {
  return {
      .fields = {{.name = "language", .format = Format::language},
                 {.name = "title", .min_length = 1, .max_length = title_length_max, .format = Format::line},
                 {.name = "body", .doc = "Markdown; HTML in it is left out", .max_length = body_length_max}}};
}
Notes contract_notes(Tag<ArticleFields>) {
  return {.doc = "What people write of an article.",
          .fields = {{.name = "slug",
                      .doc = "its name in addresses; absent: made from the title",
                      .min_length = 1,
                      .max_length = 80,
                      .format = Format::slug},
                     {.name = "audience", .has_default = true},
                     {.name = "tags",
                      .min_length = 1,
                      .max_length = 40,
                      .max_items = tags_max,
                      .format = Format::line,
                      .has_default = true},
                     {.name = "translations",
                      .doc = "one for each language",
                      .min_items = 1,
                      .max_items = translations_max},
                     {.name = "review_by", .doc = "somebody should look at it again"},
                     {.name = "expires_at", .doc = "then nobody sees it any more"}}};
}

}  // namespace rapport::knowledge
