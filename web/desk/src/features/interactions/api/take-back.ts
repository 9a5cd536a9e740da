import { useInteractionCommand } from './command';

export function useTakeBack(interactionId: string) {
  return useInteractionCommand<object>(interactionId, (http, path, body) =>
    http.post(`${path}/assist/end`, body),
  );
}
