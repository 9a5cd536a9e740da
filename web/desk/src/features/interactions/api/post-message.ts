import type { Message, OutgoingMessage } from '@/lib/contract';
import type { Http } from '@/lib/http';

// With the same client_id again it is the same message, so sending may be repeated until it works.
export function postMessage(http: Http, interactionId: string, message: OutgoingMessage): Promise<Message> {
  return http.post<Message>(`/interactions/${interactionId}/messages`, message);
}
