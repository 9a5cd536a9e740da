import type { KeptTemplate } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const shiftTemplates = resource<KeptTemplate>('/workforce/shift-templates');
