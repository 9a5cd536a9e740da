import { describe, expect, it } from 'vitest';
import { mailDocument, mailHtml } from './mail-html';

const plain = { mailId: '7', files: [], showsImages: false };

describe('the HTML of a mail', () => {
  it('is made harmless once more', () => {
    const { html } = mailHtml(
      '<p onclick="x()">Hi<script>alert(1)</script><iframe src="//evil"></iframe></p><form><input></form>' +
        '<a href="javascript:x()">a</a><style>body{display:none}</style><svg><script>x()</script></svg>',
      plain,
    );
    expect(html).toContain('Hi');
    for (const bad of ['onclick', 'script', 'iframe', 'form', 'input', 'style', 'svg'])
      expect(html).not.toContain(bad);
  });

  it('shows images that came with it, and remote ones only when they are wanted', () => {
    const file = {
      name: 'a.png',
      type: 'image/png',
      bytes: 1,
      content_id: 'one',
      is_inline: true,
      attachment_id: '9',
    };
    const source = '<img src="cid:one"><img src="cid:gone"><img data-remote-src="https://t.example/p.gif">';
    const hidden = mailHtml(source, { ...plain, files: [file] }).html;
    expect(hidden).toContain('src="/api/v1/attachments/9"');
    expect(hidden).not.toContain('cid:');
    expect(hidden).not.toContain('src="/api/v1/mails');
    expect(mailHtml(source, { ...plain, files: [file], showsImages: true }).html).toContain(
      'src="/api/v1/mails/7/remote-image?number=1"',
    );
  });

  it('folds what it quotes, nested or from a place on', () => {
    expect(mailHtml('<p>new</p><blockquote data-quote>old</blockquote>', plain).hasQuotes).toBe(true);
    expect(mailHtml('<p>new</p>', plain).hasQuotes).toBe(false);
    const outlook = mailHtml('<div><p>new</p><hr data-quote-begins></div><p>old</p>', plain).html;
    expect(outlook).toContain('<p data-quote="">old</p>');
    expect(outlook).toContain('<p>new</p>');
  });

  it('stands in a document that loads nothing from elsewhere', () => {
    expect(mailDocument('<p>x</p>', false)).toContain("default-src 'none'");
    expect(mailDocument('<p>x</p>', false)).toContain('[data-quote] { display: none; }');
    expect(mailDocument('<p>x</p>', true)).not.toContain('[data-quote] { display: none; }');
  });
});
