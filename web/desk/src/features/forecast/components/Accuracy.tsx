import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ForecastSeriesShown, NamedTest } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { issueText } from '@/ui/issue-text';
import { ScrollBox } from '@/ui/ScrollBox';
import styles from './Forecast.module.css';

// How it was made and how much to trust it, in words; the tests of every method below.
export function Accuracy({ series: { head, error } }: { series: ForecastSeriesShown }) {
  const { t, i18n } = useTranslation('forecast');
  const format = useFormat();
  const [best] = head.tests;
  const said = [
    t('made_by', { method: t(`method.${head.method}`, head.method), count: head.history_days }),
    best && head.origins > 0 && t('tested', { count: head.origins, wape: format.percent(best.wape) }),
    best &&
      head.origins > 0 &&
      t(best.mase < 1 ? 'better_than_naive' : 'no_better_than_naive', {
        mase: format.number(Math.round(best.mase * 100) / 100),
      }),
    head.coverage &&
      t('covered', {
        of50: format.percent(head.coverage.of_50),
        of80: format.percent(head.coverage.of_80),
        of95: format.percent(head.coverage.of_95),
      }),
    error &&
      t('so_far', {
        count: error.points,
        wape: format.percent(error.wape),
        inside: format.percent(error.inside_80),
      }),
    error &&
      Math.abs(error.bias) >= 0.01 &&
      t(error.bias > 0 ? 'too_high' : 'too_low', { bias: format.percent(Math.abs(error.bias)) }),
    ...head.notes.map((note) => issueText(note, i18n.language)),
  ].filter((each): each is string => Boolean(each));
  return (
    <section aria-label={t('trust')}>
      <h2>{t('trust')}</h2>
      <ul className={styles.list}>
        {said.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {head.tests.length > 0 && (
        <details className={styles.details}>
          <summary>{t('methods')}</summary>
          <ScrollBox label={t('methods')} minWidth={460}>
            <Table<NamedTest>
              size="small"
              rowKey="method"
              dataSource={head.tests}
              pagination={false}
              columns={[
                { title: t('method_title'), render: (_, { method }) => t(`method.${method}`, method) },
                { title: t('wape'), align: 'right', render: (_, { wape }) => format.percent(wape) },
                {
                  title: t('mase'),
                  align: 'right',
                  render: (_, { mase }) => format.number(Math.round(mase * 100) / 100),
                },
                { title: t('weight'), align: 'right', render: (_, { weight }) => format.percent(weight) },
              ]}
            />
          </ScrollBox>
        </details>
      )}
    </section>
  );
}
