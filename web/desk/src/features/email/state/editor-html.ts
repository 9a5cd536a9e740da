// Between the editor's HTML, which shows uploads by their address here, and a mail's, which shows them as
// "cid:ID".

const upload = /src="\/api\/v1\/attachments\/(\d+)"/g;

export function withCids(html: string): string {
  return html.replace(upload, 'src="cid:$1"');
}

export function withUploads(html: string): string {
  return html.replace(/src="cid:(\d+)"/g, 'src="/api/v1/attachments/$1"');
}

export function attachmentsIn(html: string): string[] {
  return [...new Set([...html.matchAll(upload)].map((match) => match[1] ?? ''))];
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function htmlOfText(text: string): string {
  const safe = text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);
  return safe
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/\n/g, '<br>')}</p>`)
    .join('');
}
