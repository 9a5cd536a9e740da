import type { NamedInTwo } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const presenceReasons = resource<NamedInTwo>('/presence-reasons');
