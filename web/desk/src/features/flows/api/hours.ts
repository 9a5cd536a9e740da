import type { Hours } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const hours = resource<Hours>('/hours');
