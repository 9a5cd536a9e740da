import { useInteractionCommand } from './command';

export function useAcceptOffer(interactionId: string) {
  return useInteractionCommand<{ offer_id: string }>(interactionId, (http, path, body) =>
    http.post(`${path}/accept`, body),
  );
}
