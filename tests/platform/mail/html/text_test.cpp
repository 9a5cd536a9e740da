#include "platform/mail/html/text.h"

#include <doctest/doctest.h>

#include <string>

#include "platform/mail/html/quoted.h"

namespace rapport::mail {

TEST_CASE("HTML reads as the text that one would have written") {
  struct Line {
    const char* html;
    const char* text;
  };
  for (const Line& line : {
           Line{"<p>Hello   <b>you</b></p><p>again</p>", "Hello you\n\nagain"},
           Line{"one<br>two<br/>three", "one\ntwo\nthree"},
           Line{"<div>a</div><div>b</div>", "a\nb"},
           Line{"<ul><li>one</li><li>two</li></ul>end", "- one\n- two\nend"},
           Line{"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"},
           Line{"<a href=\"https://x.example/y\">here</a>", "here (https://x.example/y)"},
           Line{"<a href=\"https://x.example/y\">x.example/y</a>", "x.example/y"},
           Line{"<a href=\"javascript:x\">here</a>", "here"},
           Line{"<img src=x alt=logo> &lt;b&gt; &nbsp;x", "[logo] <b> x"},
           Line{"<style>p{}</style><script>x</script><title>t</title>a", "a"},
           Line{"a<blockquote>b<br>c</blockquote>d", "a\n> b\n> c\nd"},
           Line{"<pre>a\n  b</pre>c", "a\n  b\nc"},
           Line{"<p>您好，</p><p>订单</p>", "您好，\n\n订单"},
           Line{"", ""},
       }) {
    CAPTURE(std::string(line.html));
    CHECK(readable_text(line.html) == line.text);
  }
  CHECK(readable_text("<p>new</p><div class=gmail_quote>On Monday wrote:<blockquote>old</blockquote></div>",
                      Quotes::left_out) == "new");
}

TEST_CASE("a reply is what is new, what it quotes and a signature") {
  struct Line {
    const char* text;
    const char* fresh;
    const char* quoted;
    const char* signature;
  };
  for (const Line& line : {
           Line{"just new\n", "just new", "", ""},
           Line{"new\n\nOn Tue, 3 Mar 2026 at 10:00, Ada <a@x.example> wrote:\n> old\n> older\n", "new",
                "On Tue, 3 Mar 2026 at 10:00, Ada <a@x.example> wrote:\n> old\n> older", ""},
           Line{"new\nOn Tue, 3 Mar 2026 at 10:00 AM Ada Lovelace of London\n<a@x.example> wrote:\n\n> old",
                "new", "On Tue, 3 Mar 2026 at 10:00 AM Ada Lovelace of London\n<a@x.example> wrote:\n\n> old",
                ""},
           Line{"收到，谢谢\n\n在 2026年3月3日，10:00，客服 <help@shop.example> 写道：\n> 您好", "收到，谢谢",
                "在 2026年3月3日，10:00，客服 <help@shop.example> 写道：\n> 您好", ""},
           Line{"好的\n\n------------------ 原始邮件 ------------------\n发件人: \"客服\" "
                "<help@shop.example>;\n您好",
                "好的",
                "------------------ 原始邮件 ------------------\n发件人: \"客服\" <help@shop.example>;\n您好",
                ""},
           Line{"好的\n\n发件人：客服\n发送时间：2026年3月3日\n收件人：阿达\n主题：订单\n\n您好", "好的",
                "发件人：客服\n发送时间：2026年3月3日\n收件人：阿达\n主题：订单\n\n您好", ""},
           Line{
               "thanks\n\nFrom: Help <help@shop.example>\nSent: Tuesday\nTo: Ada\nSubject: Order\n\nDear Ada",
               "thanks", "From: Help <help@shop.example>\nSent: Tuesday\nTo: Ada\nSubject: Order\n\nDear Ada",
               ""},
           Line{"ok\n\n*From:* Help\n*Date:* Tuesday\n*To:* Ada\n\nDear", "ok",
                "*From:* Help\n*Date:* Tuesday\n*To:* Ada\n\nDear", ""},
           Line{"ok\n-----Original Message-----\nold", "ok", "-----Original Message-----\nold", ""},
           Line{"new\n\n-- \nAda Lee\nShop", "new", "", "Ada Lee\nShop"},
           Line{"new\n-- \nAda\n\nOn 3 Mar 2026, Bob wrote:\n> x", "new", "On 3 Mar 2026, Bob wrote:\n> x",
                "Ada"},
           Line{"new\n\n> old\n> older\n\n", "new", "> old\n> older", ""},
           // Answers between the lines are new.
           Line{"On 3 Mar 2026, Bob wrote:\n> one?\nyes\n> two?\nno\n",
                "On 3 Mar 2026, Bob wrote:\n> one?\nyes\n> two?\nno", "", ""},
           // People write such words, too.
           Line{"From: what I see, it is broken.\nPlease help",
                "From: what I see, it is broken.\nPlease help", "", ""},
           Line{"On Monday I wrote to you: no answer yet.", "On Monday I wrote to you: no answer yet.", "",
                ""},
           Line{"", "", "", ""},
       }) {
    CAPTURE(std::string(line.text));
    const Reply reply = split_reply(line.text);
    CHECK(reply.fresh == line.fresh);
    CHECK(reply.quoted == line.quoted);
    CHECK(reply.signature == line.signature);
  }
}

}  // namespace rapport::mail
