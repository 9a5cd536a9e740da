import { Alert, App as AntApp, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { useProblemText } from '@/ui/use-problem-text';
import { useCustomerProtection, useHold } from '../api/protection';
import { EraseDialog } from './EraseDialog';
import { ExportDialog } from './ExportDialog';
import { HoldDialog } from './HoldDialog';
import styles from './Protection.module.css';

// What the company may, must and must not do with what it has of this person.
export function CustomerProtectionSection({ customerId }: { customerId: string }) {
  const { t } = useTranslation('protection');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const format = useFormat();
  const { data } = useCustomerProtection(customerId);
  const hold = useHold(customerId);
  const [opened, setOpened] = useState<'export' | 'hold' | 'erase' | null>(null);
  if (!data) return null;
  const isHeld = data.holds.some(({ kind }) => kind === 'customer');
  const close = () => setOpened(null);
  const release = () =>
    hold.mutate({ is_held: false, why: '' }, { onError: (error) => void message.error(problemText(error)) });
  return (
    <section className={styles.section} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.erased_at && (
        <Alert type="info" title={t('erased_at', { time: format.dateTime(data.erased_at) })} />
      )}
      {data.holds.length > 0 && (
        <ul className={styles.list} aria-label={t('held')}>
          {data.holds.map(({ kind, target_id, why }) => (
            <li key={`${kind} ${target_id}`}>
              <strong>{t(`held_kind.${kind}`)}</strong> {why}
            </li>
          ))}
        </ul>
      )}
      {data.exports.length > 0 && (
        <ul className={styles.list} aria-label={t('exports')}>
          {data.exports.map(({ id, at, bytes }) => (
            <li key={id}>
              <a href={`/api/v1/access-exports/${id}/file`} download>
                {t('archive', { time: format.dateTime(at) })}
              </a>{' '}
              <span className="quiet">{t('kilobytes', { count: Math.ceil(bytes / 1024) })}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.acts}>
        <Button size="small" onClick={() => setOpened('export')}>
          {t('export')}
        </Button>
        {isHeld ? (
          <Button size="small" loading={hold.isPending} onClick={release}>
            {t('release')}
          </Button>
        ) : (
          <Button size="small" onClick={() => setOpened('hold')}>
            {t('hold')}
          </Button>
        )}
        <Button size="small" danger onClick={() => setOpened('erase')}>
          {t('erase')}
        </Button>
      </div>
      {opened === 'export' && <ExportDialog customerId={customerId} onClose={close} />}
      {opened === 'hold' && <HoldDialog customerId={customerId} onClose={close} />}
      {opened === 'erase' && <EraseDialog customerId={customerId} holds={data.holds} onClose={close} />}
    </section>
  );
}
