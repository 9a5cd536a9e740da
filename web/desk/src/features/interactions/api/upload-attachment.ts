import type { Attachment } from '@/lib/contract';
import type { Http } from '@/lib/http';

export function uploadAttachment(
  http: Http,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Attachment> {
  return http.upload<Attachment>('/attachments', file, onProgress, signal);
}
