import { App as AntApp, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShiftOffer } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { Badge } from '@/ui/Badge';
import { useProblemText } from '@/ui/use-problem-text';
import { useMyOffers, useTakeOffer } from '../api/own';
import styles from './Requests.module.css';

// Overtime and time off that one may take: whoever comes first has it.
export function OfferPanel() {
  const { t } = useTranslation('requests');
  const { data } = useMyOffers();
  return (
    <section aria-label={t('offer.title')}>
      <h2>{t('offer.title')}</h2>
      {data?.length === 0 && <p className="quiet">{t('offer.none')}</p>}
      <ul className={`${styles.list} ${styles.one}`}>
        {data?.map((each) => (
          <Offer key={each.id} offer={each} />
        ))}
      </ul>
    </section>
  );
}

function Offer({ offer }: { offer: ShiftOffer }) {
  const { t } = useTranslation('requests');
  const format = useZoneFormat();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const take = useTakeOffer(offer.id);
  const isTaken = offer.taken.length > 0;
  return (
    <li>
      <div className={styles.words}>
        <strong>{t(`offer.${offer.kind}`)}</strong>
        <span className="numbers">
          {format.dateTime(offer.start)} – {format.time(offer.end)}
        </span>
        {offer.note && <span className="quiet">{offer.note}</span>}
        {isTaken && <Badge tone="calm">{t('offer.taken')}</Badge>}
      </div>
      {!isTaken && (
        <Popconfirm
          title={t(`offer.sure_${offer.kind}`)}
          okText={t('offer.take')}
          cancelText={t('ui:cancel')}
          onConfirm={() =>
            take.mutateAsync(undefined).then(
              () => void message.success(t('offer.done')),
              (error: unknown) => void message.error(problemText(error)),
            )
          }
        >
          <Button size="small" type="primary" loading={take.isPending}>
            {t('offer.take')}
          </Button>
        </Popconfirm>
      )}
    </li>
  );
}
