import { FileTextOutlined, SearchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { useSession } from '@/lib/session';
import { useTriedBefore } from '../api/get-tried-before';
import styles from './Portal.module.css';

// Beside a conversation: what the customer looked for and read before they reached us. Nothing: nothing is shown.
export function TriedBefore({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation('portal');
  const format = useFormat();
  const { organisation } = useSession();
  const { data } = useTriedBefore(interactionId);
  if (!data?.length) return null;
  return (
    <section className={styles.tried} aria-label={t('tried.title')}>
      <h2>{t('tried.title')}</h2>
      <ul>
        {data.map((step) => (
          <li key={`${step.at}${step.words}${step.article_id ?? ''}`}>
            {step.kind === 'search' ? <SearchOutlined aria-hidden /> : <FileTextOutlined aria-hidden />}
            <span>
              {step.kind === 'search' ? (
                <q>{step.words}</q>
              ) : step.title ? (
                <a href={`/help/${organisation.slug}/${step.slug}`} target="_blank" rel="noreferrer">
                  {step.title}
                </a>
              ) : (
                t('tried.gone')
              )}
              <span className="quiet">
                {step.kind === 'search' ? t('tried.results', { count: step.results }) : t('tried.read')}
                {' · '}
                {format.dateTime(step.at)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
