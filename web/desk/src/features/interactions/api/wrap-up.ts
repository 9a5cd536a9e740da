import { useInteractionCommand } from './command';

export function useWrapUp(interactionId: string) {
  return useInteractionCommand<{ disposition_id?: string; note?: string }>(
    interactionId,
    (http, path, body) => http.post(`${path}/wrap-up`, body),
  );
}
