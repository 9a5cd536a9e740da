import { useTranslation } from 'react-i18next';
import type { TimeOffRequest, TimeOffType } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { freeRuns } from '../state/free-days';
import { useWords } from './use-words';

interface Props {
  request: TimeOffRequest;
  unit: TimeOffType['unit'];
}

// What it costs, with the public holidays in it; other free days are every week's.
export function Cost({ request: { amount, free_days }, unit }: Props) {
  const { t } = useTranslation('requests');
  const words = useWords();
  const format = useFormat();
  const count = Math.round(amount * 100) / 100;
  const holidays = freeRuns(free_days).filter(({ why }) => why === 'holiday');
  return (
    <span className="quiet">
      {t(`ask.cost_${unit}`, { count, amount: format.number(count) })}
      {holidays.map(({ first, last, name }) => (
        <span key={first}> {t('free.holiday_on', { days: words.days(first, last), name })}</span>
      ))}
    </span>
  );
}
