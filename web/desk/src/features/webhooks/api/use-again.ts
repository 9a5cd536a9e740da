import { useQueryClient } from '@tanstack/react-query';
import { keys } from '@/lib/keys';
import { incomingWebhooks, webhooks } from './webhooks';

// What is shown of a webhook and its deliveries is asked for again.
export function useAgain() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keys.allWebhookDeliveries }),
      queries.invalidateQueries({ queryKey: keys.admin(webhooks.path) }),
      queries.invalidateQueries({ queryKey: keys.admin(incomingWebhooks.path) }),
    ]);
}
