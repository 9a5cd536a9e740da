import type { Phone } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const phones = resource<Phone>('/phones');
