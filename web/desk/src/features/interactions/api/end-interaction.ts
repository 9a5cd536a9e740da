import { useInteractionCommand } from './command';

export function useEndInteraction(interactionId: string) {
  return useInteractionCommand<object>(interactionId, (http, path, body) => http.post(`${path}/end`, body));
}
