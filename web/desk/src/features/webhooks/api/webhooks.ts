import type { Webhook } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const webhooks = resource<Webhook>('/webhooks');
