import type { IncomingWebhook, Webhook } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const incomingWebhooks = resource<IncomingWebhook>('/incoming-webhooks');
export const webhooks = resource<Webhook>('/webhooks');
