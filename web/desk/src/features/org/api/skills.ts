import type { Named } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const skills = resource<Named>('/skills');
