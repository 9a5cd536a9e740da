import type { Role } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const roles = resource<Role>('/roles');
