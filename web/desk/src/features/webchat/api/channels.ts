import type { Channel } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const channels = resource<Channel>('/channels');
