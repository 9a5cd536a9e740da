import { useTranslation } from 'react-i18next';
import type { ArticleState } from '@/lib/api-types';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';

const tones: Record<ArticleState, BadgeTone> = {
  draft: 'plain',
  review: 'watch',
  published: 'calm',
  expired: 'alarm',
};

export function StateBadge({ state }: { state: ArticleState }) {
  const { t } = useTranslation('knowledge');
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
