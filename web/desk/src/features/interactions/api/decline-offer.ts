import { useInteractionCommand } from './command';

export function useDeclineOffer(interactionId: string) {
  return useInteractionCommand<{ offer_id: string; reason_id?: string }>(interactionId, (http, path, body) =>
    http.post(`${path}/decline`, body),
  );
}
