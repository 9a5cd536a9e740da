// A mail's HTML as it may be shown: once more made harmless, its images where they really are, what it quotes
// marked so that it can be folded.
import DOMPurify from 'dompurify';
import type { MailFile } from '@/lib/contract';

export interface MailHtml {
  html: string;
  hasQuotes: boolean;
}

interface Options {
  mailId: string;
  files: MailFile[];
  showsImages: boolean;
}

const forbidden = [
  'style',
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
];

export function mailHtml(html: string, { mailId, files, showsImages }: Options): MailHtml {
  const body = DOMPurify.sanitize(html, {
    FORBID_TAGS: forbidden,
    FORBID_ATTR: ['srcset', 'id', 'name', 'class'],
    ADD_ATTR: ['target'],
    RETURN_DOM: true,
  }) as HTMLElement;
  body.querySelectorAll('img').forEach((image) => placeImage(image, files));
  // In the order in which the server counts them.
  body.querySelectorAll('img[data-remote-src]').forEach((image, index) => {
    if (showsImages) image.setAttribute('src', `/api/v1/mails/${mailId}/remote-image?number=${index + 1}`);
    else image.removeAttribute('src');
  });
  body.querySelectorAll('[data-quote-begins]').forEach(markFromHere);
  const hasQuotes = body.querySelector('[data-quote]') !== null;
  return { html: body.innerHTML, hasQuotes };
}

function placeImage(image: Element, files: MailFile[]): void {
  const source = image.getAttribute('src') ?? '';
  if (!source.startsWith('cid:')) return;
  const id = decodeURIComponent(source.slice(4));
  const file = files.find((each) => each.content_id === id);
  if (file?.attachment_id) image.setAttribute('src', `/api/v1/attachments/${file.attachment_id}`);
  else image.remove();
}

// Outlook does not nest what it quotes: everything that follows belongs to it.
function markFromHere(from: Element): void {
  from.setAttribute('data-quote', '');
  for (let at: Element | null = from; at && at.tagName !== 'BODY'; at = at.parentElement) {
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling)
      next.setAttribute('data-quote', '');
  }
}

const look = `
  html { color-scheme: light; }
  body { margin: 0; padding: 12px; overflow-wrap: anywhere; background: #fff; color: #18211f;
         font: 14px/1.55 -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
  img { max-width: 100%; height: auto; }
  img:not([src]) { display: inline-block; min-width: 24px; min-height: 18px; border: 1px dashed #aebbb7; }
  table { max-width: 100%; }
  pre { white-space: pre-wrap; }
  a { color: #0f6b66; }
  blockquote { margin: 8px 0; padding: 0 0 0 12px; border-left: 3px solid #d3dcd9; color: #4c5a56; }
  p { margin: 0 0 8px; }`;

// No scripts, and nothing from elsewhere, whatever may have slipped through.
const policy = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'";

export function mailDocument(html: string, showsQuotes: boolean): string {
  const folded = showsQuotes ? '' : '[data-quote] { display: none; }';
  return (
    `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<base target="_blank"><style>${look}${folded}</style></head><body>${html}</body></html>`
  );
}
