import type { WebhookEventKind } from '@/lib/contract';

// In the order of a conversation.
export const eventKinds = [
  'interaction.arrived',
  'interaction.offered',
  'interaction.accepted',
  'interaction.transferred',
  'interaction.wrapped_up',
  'interaction.closed',
  'message.created',
  'customer.changed',
  'callback.booked',
  'callback.closed',
  'recording.ready',
] as const satisfies WebhookEventKind[];
