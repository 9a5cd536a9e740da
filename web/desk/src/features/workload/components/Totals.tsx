import { Button, DatePicker, Table } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { figures, together } from '../state/figures';
import type { Drawn } from './series-option';
import { useFigureText } from './use-figure-text';
import styles from './Workload.module.css';

interface Props {
  drawn: Drawn[]; // as they stand in the stretch
  stretch: [number, number] | null; // on the organisation's clock
  whole: [number, number];
  onStretch: (stretch: [number, number] | null) => void;
}

const shown = (wall: number) => dayjs(new Date(wall).toISOString().slice(0, 19));
const read = (picked: dayjs.Dayjs) => Date.parse(`${picked.format('YYYY-MM-DDTHH:mm')}:00Z`);

// Everything between two moments as one figure each: chosen in the chart by dragging, or here.
export function Totals({ drawn, stretch, whole, onStretch }: Props) {
  const { t } = useTranslation('workload');
  const text = useFigureText();
  const sums = drawn.map(({ points }) => together(points));
  const [from, to] = stretch ?? whole;
  return (
    <section className={styles.totals} aria-label={t('totals')}>
      <div className={styles.totalsHead}>
        <h2>{t('totals')}</h2>
        <DatePicker.RangePicker
          showTime={{ format: 'HH:mm', minuteStep: 15 }}
          format="YYYY-MM-DD HH:mm"
          allowClear={false}
          aria-label={t('stretch')}
          value={[shown(from), shown(to)]}
          onChange={(range) => {
            if (range?.[0] && range[1]) onStretch([read(range[0]), read(range[1])]);
          }}
        />
        {stretch && (
          <Button type="text" onClick={() => onStretch(null)}>
            {t('whole')}
          </Button>
        )}
      </div>
      <Table
        size="small"
        rowKey="figure"
        pagination={false}
        dataSource={figures.map((figure) => ({ figure }))}
        columns={[
          { title: t('figure_title'), render: (_, { figure }) => t(`figure.${figure}`) },
          ...drawn.map(({ name }, place) => ({
            title: name,
            align: 'right' as const,
            className: 'numbers',
            render: (_: unknown, { figure }: { figure: (typeof figures)[number] }) =>
              text(figure, sums[place]?.[figure]),
          })),
        ]}
      />
      <p className="quiet">{t('in_time_meaning')}</p>
    </section>
  );
}
