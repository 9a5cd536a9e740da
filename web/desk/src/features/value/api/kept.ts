import type { Segment } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const segments = resource<Segment>('/segments');
