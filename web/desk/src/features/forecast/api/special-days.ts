import type { SpecialDay } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const specialDays = resource<SpecialDay>('/workforce/special-days');
