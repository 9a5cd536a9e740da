import type { CaseType } from '@/lib/api-types';
import { resource } from '@/lib/resource';

export const caseTypes = resource<CaseType>('/case-types');
