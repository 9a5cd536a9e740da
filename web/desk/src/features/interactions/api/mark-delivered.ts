import type { Http } from '@/lib/http';

// The customer's messages up to this one have come to this desk.
export function markDelivered(http: Http, interactionId: string, messageId: string): Promise<void> {
  return http.post(`/interactions/${interactionId}/delivered`, { message_id: messageId });
}
