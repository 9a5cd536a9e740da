import type { NamedInTwo } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const dispositions = resource<NamedInTwo>('/dispositions');
