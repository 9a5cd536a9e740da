import type { User } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const users = resource<User>('/users');
