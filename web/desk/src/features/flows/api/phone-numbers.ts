import type { PhoneNumber } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const phoneNumbers = resource<PhoneNumber>('/phone-numbers');
