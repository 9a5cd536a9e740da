import type { NamedInTwo } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const declineReasons = resource<NamedInTwo>('/decline-reasons');
