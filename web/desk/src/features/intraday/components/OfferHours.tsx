import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NewShiftOffer } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useOfferHours } from '../api/intraday';

// The same hours as something that people may take: overtime, or time off.
export function OfferHours({ offers }: { offers: NewShiftOffer[] }) {
  const { t } = useTranslation('intraday');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const offer = useOfferHours();
  const kind = offers[0]?.kind;
  if (!kind) return null;
  if (offer.isSuccess) return <Link to="/planning/requests">{t('to_requests')}</Link>;
  return (
    <Button
      loading={offer.isPending}
      onClick={() =>
        offer.mutate(offers, {
          onSuccess: () => void message.success(t('offered')),
          onError: (error: unknown) => void message.error(problemText(error)),
        })
      }
    >
      {t(`offer.${kind}`)}
    </Button>
  );
}
