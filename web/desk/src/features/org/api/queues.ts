import type { Queue } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const queues = resource<Queue>('/queues');
