import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardFilter } from '../state/filter';
import { anybody } from '../state/requirements';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import { useDayText } from './use-day-text';

export type BoardView = 'day' | 'week';

interface Props {
  view: BoardView;
  onView: (view: BoardView) => void;
  day: number;
  week: number[];
  onDay: (day: number) => void;
  isWhole: boolean;
  onWhole: (isWhole: boolean) => void;
  filter: BoardFilter;
  onFilter: (filter: BoardFilter) => void;
  more?: ReactNode; // of this view
}

export function BoardToolbar(props: Props) {
  const { view, onView, day, week, onDay, isWhole, onWhole, filter, onFilter, more } = props;
  const { t } = useTranslation('shifts');
  const { problem, days } = useBoard();
  const dayText = useDayText();
  const count = days.dates.length;
  const [first = 0] = week;
  const last = week.at(-1) ?? 0;
  const before = view === 'day' ? day - 1 : first - 1;
  const after = view === 'day' ? day + 1 : last + 1;
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('toolbar')}>
      <Segmented<BoardView>
        value={view}
        onChange={onView}
        options={(['day', 'week'] as const).map((each) => ({ value: each, label: t(`view.${each}`) }))}
      />
      <span className={styles.pager}>
        <Button
          icon={<LeftOutlined />}
          aria-label={t(view === 'day' ? 'day_before' : 'week_before')}
          disabled={before < 0}
          onClick={() => onDay(before)}
        />
        <Select
          value={day}
          aria-label={t('view.day')}
          style={{ width: 150 }}
          options={days.dates.map((date, at) => ({ value: at, label: dayText.short(date) }))}
          onChange={onDay}
        />
        <Button
          icon={<RightOutlined />}
          aria-label={t(view === 'day' ? 'day_after' : 'week_after')}
          disabled={after >= count}
          onClick={() => onDay(after)}
        />
      </span>
      <Input.Search
        allowClear
        value={filter.words}
        placeholder={t('find')}
        aria-label={t('find')}
        style={{ width: 170 }}
        onChange={({ target }) => onFilter({ ...filter, words: target.value })}
      />
      <Select
        value={filter.skill}
        aria-label={t('skill')}
        style={{ width: 150 }}
        options={[
          { value: '', label: t('all_skills') },
          ...problem.skills
            .filter((skill) => skill !== anybody)
            .map((skill) => ({ value: skill, label: skill })),
        ]}
        onChange={(skill) => onFilter({ ...filter, skill })}
      />
      <Checkbox
        checked={filter.isBrokenOnly}
        onChange={({ target }) => onFilter({ ...filter, isBrokenOnly: target.checked })}
      >
        {t('broken_only')}
      </Checkbox>
      {view === 'day' && (
        <Checkbox checked={isWhole} onChange={({ target }) => onWhole(target.checked)}>
          {t('whole_day')}
        </Checkbox>
      )}
      {more}
    </div>
  );
}
