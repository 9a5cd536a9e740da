import { useInteractionCommand } from './command';

export function useSendToFlow(interactionId: string) {
  return useInteractionCommand<{ flow_id: string; language?: string }>(interactionId, (http, path, body) =>
    http.post(`${path}/assist`, body),
  );
}
