import { describe, expect, it } from 'vitest';
import { attachmentsIn, htmlOfText, withCids, withUploads } from './editor-html';

describe('the editor’s HTML', () => {
  it('names its images as the mail does, and back', () => {
    const html = '<p><img src="/api/v1/attachments/17" alt="a"></p>';
    expect(withCids(html)).toBe('<p><img src="cid:17" alt="a"></p>');
    expect(withUploads(withCids(html))).toBe(html);
    expect(attachmentsIn(html + html)).toEqual(['17']);
  });

  it('takes plain text as text', () => {
    expect(htmlOfText('1 < 2\nyes\n\nnext')).toBe('<p>1 &lt; 2<br>yes</p><p>next</p>');
  });
});
