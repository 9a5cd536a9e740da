import { useInteractionCommand } from './command';

export function useCompleteConsult(interactionId: string) {
  return useInteractionCommand<object>(interactionId, (http, path, body) =>
    http.post(`${path}/consult/complete`, body),
  );
}
