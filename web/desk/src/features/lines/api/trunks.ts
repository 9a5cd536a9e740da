import type { Trunk } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const trunks = resource<Trunk>('/trunks');
