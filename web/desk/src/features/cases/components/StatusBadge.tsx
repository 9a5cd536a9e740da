import { useTranslation } from 'react-i18next';
import type { CasePriority, CaseStatus } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';

const tones: Record<CaseStatus, BadgeTone> = {
  new: 'watch',
  open: 'watch',
  waiting_customer: 'plain',
  waiting_other: 'plain',
  solved: 'calm',
  closed: 'plain',
};

export function StatusBadge({ status }: { status: CaseStatus }) {
  const { t } = useTranslation('cases');
  return <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>;
}

export function PriorityBadge({ priority }: { priority: CasePriority }) {
  const { t } = useTranslation('cases');
  if (priority === 'normal' || priority === 'low')
    return <span className="quiet">{t(`priority.${priority}`)}</span>;
  return <Badge tone={priority === 'urgent' ? 'alarm' : 'watch'}>{t(`priority.${priority}`)}</Badge>;
}
