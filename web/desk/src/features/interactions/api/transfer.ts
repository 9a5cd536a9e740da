import { useInteractionCommand } from './command';

export function useTransfer(interactionId: string) {
  return useInteractionCommand<{ queue_id?: string; agent_id?: string; note?: string }>(
    interactionId,
    (http, path, body) => http.post(`${path}/transfer`, body),
  );
}
