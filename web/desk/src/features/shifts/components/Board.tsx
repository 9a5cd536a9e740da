import { UndoOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleProblem, Shift, ShiftPlan } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { isTyping } from '@/lib/keyboard';
import { useStored } from '@/lib/use-stored';
import { useChartColors } from '@/ui/Chart';
import { EmptyState } from '@/ui/EmptyState';
import { PageFrame } from '@/ui/PageFrame';
import { TableExport } from '@/ui/TableExport';
import { useCoverage, useViolations } from '../api/board';
import { bookOf, brokenOf, paidBy } from '../state/book';
import { balanceByDay, withAnswer } from '../state/coverage';
import { createDays } from '../state/days';
import { shownRows } from '../state/filter';
import type { BoardFilter } from '../state/filter';
import { weekOf } from '../state/weeks';
import { BoardContext } from './board-context';
import type { BoardValue, Opened } from './board-context';
import styles from './Board.module.css';
import { BoardToolbar } from './BoardToolbar';
import type { BoardView } from './BoardToolbar';
import { DayBoard } from './DayBoard';
import { DragTip } from './DragTip';
import { FillButton, FillState } from './Fill';
import { PublishButton } from './PublishButton';
import { ReasonDialog } from './ReasonDialog';
import { ShiftDialog } from './ShiftDialog';
import { SideDrawers } from './SideDrawers';
import { StripSelect } from './StripSelect';
import { TemplatePalette } from './TemplatePalette';
import { useHand } from './use-hand';
import { WeekBoard } from './WeekBoard';

interface Props {
  plan: ShiftPlan;
  problem: ScheduleProblem;
  shifts: Shift[];
  title: ReactNode;
  subtitle: ReactNode;
}

const isView = (value: unknown): value is BoardView => value === 'day' || value === 'week';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

export function Board({ plan, problem, shifts, title, subtitle }: Props) {
  const { t } = useTranslation('shifts');
  const names = useNames();
  const { series } = useChartColors();
  const days = useMemo(
    () => createDays(problem.time_zone, problem.first_day, problem.days),
    [problem.time_zone, problem.first_day, problem.days],
  );
  const [view, setView] = useStored<BoardView>('rapport.board-view', 'day', isView);
  const [isWhole, setWhole] = useStored('rapport.board-whole-day', false, isFlag);
  const [strips, setStrips] = useStored<string[]>(`rapport.board-strips.${plan.id}`, [], isNames);
  const [day, setDay] = useState(0);
  const [filter, setFilter] = useState<BoardFilter>({ words: '', skill: '', isBrokenOnly: false });
  const [opened, setOpened] = useState<Opened | null>(null);

  const book = useMemo(() => bookOf(shifts), [shifts]);
  const { data: violations } = useViolations(plan.id);
  const broken = useMemo(() => brokenOf(violations ?? []), [violations]);
  const { hand, refused, takeBack } = useHand(plan, book);
  useUndoKey(takeBack, hand.held === null && opened === null && refused === null && !hand.isSettling);

  const week = useMemo(() => weekOf(day, days, problem.week_starts), [day, days, problem.week_starts]);
  const dates = useMemo(() => new Set(week.map((each) => days.dates[each] ?? '')), [week, days]);
  const paid = useMemo(() => paidBy(shifts, dates), [shifts, dates]);
  const ofDay = useCoverage(plan.id, view === 'day' ? days.dates[day] : undefined);
  const coverage = useMemo(() => ofDay.data ?? [], [ofDay.data]);
  const balances = useMemo(
    () => (view === 'week' ? balanceByDay(coverage, problem.interval_s, days) : []),
    [view, coverage, problem.interval_s, days],
  );

  const nameOf = useCallback((id: string) => names.of('users', id), [names]);
  const all = useMemo(
    () =>
      problem.agents
        .map((agent) => ({ id: agent.name, name: nameOf(agent.name), agent }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [problem.agents, nameOf],
  );
  const rows = useMemo(() => shownRows(all, filter, violations ?? []), [all, filter, violations]);
  const templates = useMemo(
    () => new Map(problem.shifts.map((template, at) => [template.name, { template, at }])),
    [problem.shifts],
  );
  const board: BoardValue = useMemo(
    () => ({
      plan,
      problem,
      days,
      gridMs: problem.grid_s * 1000,
      book,
      broken,
      coverage,
      hand,
      open: setOpened,
      nameOf,
      // Not the last, which is the red of what is broken.
      colorOf: (name) => series[(templates.get(name)?.at ?? 0) % (series.length - 1)] ?? '',
      templateOf: (name) => templates.get(name)?.template,
    }),
    [plan, problem, days, book, broken, coverage, hand, nameOf, series, templates],
  );
  return (
    <BoardContext value={board}>
      <PageFrame
        isWide
        title={title}
        subtitle={subtitle}
        actions={
          <>
            <TableExport
              pathOf={(isWorkbook) =>
                `/api/v1/workforce/schedules/${plan.id}/table?is_workbook=${isWorkbook}`
              }
            />
            <Tooltip title={t('undo_key')}>
              <Button
                icon={<UndoOutlined />}
                disabled={hand.isSettling || hand.held !== null}
                onClick={() => void takeBack()}
              >
                {t('undo')}
              </Button>
            </Tooltip>
            <SideDrawers violations={violations} onShow={setDay} />
            {plan.state === 'draft' && (
              <>
                <FillButton plan={plan} hasShifts={shifts.length > 0} />
                <PublishButton plan={plan} violations={violations} />
              </>
            )}
          </>
        }
      >
        <FillState plan={plan} />
        <BoardToolbar
          view={view}
          onView={setView}
          day={day}
          week={week}
          onDay={setDay}
          isWhole={isWhole}
          onWhole={setWhole}
          filter={filter}
          onFilter={setFilter}
          more={view === 'day' && <StripSelect coverage={coverage} chosen={strips} onChoose={setStrips} />}
        />
        <TemplatePalette />
        {rows.length === 0 && <EmptyState title={t('nobody')} text={t('nobody_text')} />}
        {rows.length > 0 && view === 'day' && (
          <DayBoard
            key={day}
            day={day}
            rows={rows}
            paid={paid}
            coverage={coverage}
            chosenStrips={strips}
            isWhole={isWhole}
          />
        )}
        {rows.length > 0 && view === 'week' && (
          <WeekBoard
            key={week[0]}
            days={week}
            rows={rows}
            paid={paid}
            balances={withAnswer(balances, hand.answer?.coverage, problem.interval_s, days)}
            onDayChosen={(chosen) => {
              setDay(chosen);
              setView('day');
            }}
          />
        )}
        <p className={`quiet ${styles.help}`}>{t('how', { minutes: problem.grid_s / 60 })}</p>
        <DragTip />
        {opened && (
          <ShiftDialog
            key={`${opened.place.agent_id} ${opened.place.day}`}
            opened={opened}
            onClose={() => setOpened(null)}
          />
        )}
        {refused && <ReasonDialog refused={refused} />}
      </PageFrame>
    </BoardContext>
  );
}

// Ctrl+Z, but not where one writes, and not while something is in the hand.
function useUndoKey(undo: () => Promise<void>, isOn: boolean) {
  useEffect(() => {
    if (!isOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isUndo || isTyping(event.target)) return;
      event.preventDefault();
      void undo();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [undo, isOn]);
}
