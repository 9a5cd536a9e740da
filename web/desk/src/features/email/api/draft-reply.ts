import type { ReplyDraft } from '@/lib/contract';
import type { Http } from '@/lib/http';

export function draftReply(
  http: Http,
  mailId: string,
  how: { all?: boolean; forwards?: boolean },
): Promise<ReplyDraft> {
  return http.get<ReplyDraft>(`/mails/${mailId}/reply`, how);
}
