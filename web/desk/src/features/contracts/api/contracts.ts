import type { KeptContract } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const contracts = resource<KeptContract>('/workforce/contracts');
