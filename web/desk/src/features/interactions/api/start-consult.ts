import { useInteractionCommand } from './command';

export function useStartConsult(interactionId: string) {
  return useInteractionCommand<{ agent_id: string; note?: string }>(interactionId, (http, path, body) =>
    http.post(`${path}/consult`, body),
  );
}
