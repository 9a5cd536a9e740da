import type { AdviceRule } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const adviceRules = resource<AdviceRule>('/next-action-rules');
