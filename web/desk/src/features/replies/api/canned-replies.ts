import type { CannedReply } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const cannedReplies = resource<CannedReply>('/canned-replies');
