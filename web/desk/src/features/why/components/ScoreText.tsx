import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';

// Scores of waiting are microseconds of (weighted) waited time; small ones are sums of skill levels or shares.
export function ScoreText({ score }: { score: number }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  if (Math.abs(score) >= 100_000)
    return <span className="numbers">{format.duration(score / 1_000_000)}</span>;
  if (score < 0)
    return <span className="numbers">{t('share_used', { percent: format.percent(-score / 1000) })}</span>;
  return <span className="numbers">{format.number(score)}</span>;
}
