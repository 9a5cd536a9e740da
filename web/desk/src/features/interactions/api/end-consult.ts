import { useInteractionCommand } from './command';

export function useEndConsult(interactionId: string) {
  return useInteractionCommand<object>(interactionId, (http, path, body) =>
    http.post(`${path}/consult/end`, body),
  );
}
