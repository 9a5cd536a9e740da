// The editor of one flow: palette, canvas, panel, and what goes on between them.
import { useReactFlow } from '@xyflow/react';
import { App as AntApp, Tabs } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowProblem, FlowStep, FlowWithDraft } from '@/lib/api-types';
import { useMedia } from '@/lib/use-media';
import { useCheck } from '../api/check-flow';
import { useDifference } from '../api/get-difference';
import { useRunning } from '../api/get-running';
import { added, freePlace, removed, stepOf } from '../state/changes';
import { copied, pasted } from '../state/clipboard';
import { compared as comparedOf } from '../state/difference';
import { arranged } from '../state/layout';
import type { Kind } from '../state/kinds';
import { stepWidthPx } from '../state/size';
import { summary } from '../state/summary';
import { useDraft } from '../state/use-draft';
import { EditorBar } from './EditorBar';
import styles from './Editor.module.css';
import { FlowCanvas } from './FlowCanvas';
import { FlowPanel } from './FlowPanel';
import { Palette } from './Palette';
import { PublishDialog } from './PublishDialog';
import { showReadably } from './readable-view';
import { RunningList } from './RunningList';
import { StepPanel } from './StepPanel';
import { TestsPanel } from './TestsPanel';
import { useEditorKeys } from './use-editor-keys';
import { useLeaveGuard } from './use-leave-guard';
import { useNamer } from './use-namer';
import { useSaving } from './use-saving';
import { VersionsPanel } from './VersionsPanel';
import type { Versions } from './VersionsPanel';

type Tab = 'step' | 'flow' | 'tests' | 'versions' | 'now';

const nothing: ReadonlySet<string> = new Set();
const counted = (all: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
};

export function Editor({ kept }: { kept: FlowWithDraft }) {
  const { t, i18n } = useTranslation('flows');
  const { message } = AntApp.useApp();
  const canvas = useReactFlow();
  const draft = useDraft(kept);
  const { flow, change } = draft;
  const check = useCheck(flow);
  const { data: running = [] } = useRunning(kept.id);
  const namer = useNamer();
  const saving = useSaving(kept.id, draft);
  const [chosen, setSelected] = useState(nothing);
  const [tab, setTab] = useState<Tab>('flow');
  const [test, setTest] = useState<number>();
  const [compared, setCompared] = useState<Versions>();
  const [isPublishing, setPublishing] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const durationMs = useMedia('(prefers-reduced-motion: reduce)') ? 0 : 200;
  useLeaveGuard(draft.isDirty);

  const { data: difference } = useDifference(kept.id, compared, draft.revision);
  const view = useMemo(
    () => (compared && difference ? { ...comparedOf(difference), before: difference.from } : undefined),
    [compared, difference],
  );
  const shown = view?.flow ?? flow;
  const isReadOnly = compared !== undefined;
  // Without what is not there any more.
  const selected = useMemo(
    () => new Set(shown.steps.map(({ id }) => id).filter((id) => chosen.has(id))),
    [shown.steps, chosen],
  );
  const path = tab === 'tests' && test !== undefined ? check.result?.tests[test]?.rehearsed.path : undefined;
  const problems = useMemo(() => check.result?.problems ?? [], [check.result]);
  const language = i18n.language;
  const summaryOf = useCallback((step: FlowStep) => summary(step.does, language, namer), [language, namer]);
  const marks = useMemo(
    () => ({
      problems: isReadOnly ? new Map<string, number>() : counted(problems.map(({ step }) => step)),
      running: counted(running.map(({ step }) => step)),
      changes: view?.changes ?? new Map(),
      path,
      summaryOf,
      labelOf: (step: FlowStep) => `${t(`kinds.${step.does.kind}`)} ${step.id}. ${summaryOf(step)}`,
      selected,
    }),
    [isReadOnly, problems, running, view, path, summaryOf, selected, t],
  );
  const before = useMemo(() => view && { flow: view.before, changes: view.changes }, [view]);

  const select = useCallback((ids: readonly string[]) => {
    setSelected(new Set(ids));
    if (ids.length === 1) setTab((now) => (now === 'tests' || now === 'versions' ? now : 'step'));
  }, []);
  // Selected from elsewhere: brought into sight.
  const show = (ids: readonly string[]) => {
    setSelected(new Set(ids));
    const place = stepOf(shown, ids[0])?.place;
    if (place)
      void canvas.setCenter(place.x + stepWidthPx / 2, place.y + 70, {
        zoom: Math.max(canvas.getZoom(), 0.7),
        duration: durationMs,
      });
  };
  const showProblem = ({ step, field }: FlowProblem) => {
    if (step !== '') {
      setTab('step');
      show([step]);
    } else setTab(field.startsWith('tests') ? 'tests' : 'flow');
  };
  const addStep = (kind: Kind) => {
    const after = selected.size === 1 ? stepOf(flow, [...selected][0]) : undefined;
    const box = area.current?.getBoundingClientRect();
    const middle = box
      ? canvas.screenToFlowPosition({ x: box.x + box.width / 2 - 100, y: box.y + box.height / 2 - 60 })
      : { x: 0, y: 0 };
    const wanted = after ? { x: after.place.x + stepWidthPx + 88, y: after.place.y } : middle;
    const result = added(flow, kind, freePlace(flow, wanted), after);
    change(() => result.flow);
    setSelected(new Set(result.ids));
    setTab('step');
    const place = stepOf(result.flow, result.ids[0])?.place ?? wanted;
    void canvas.setCenter(place.x + stepWidthPx / 2, place.y + 70, {
      zoom: canvas.getZoom(),
      duration: durationMs,
    });
  };
  const paste = (text: string) => {
    const result = pasted(flow, text);
    if (!result) return;
    change(() => result.flow);
    setSelected(new Set(result.ids));
  };
  const remove = () => {
    change((now) => removed(now, [...selected]));
    setSelected(nothing);
  };
  const arrange = () => {
    const next = arranged(flow);
    change(() => next);
    const height = area.current?.clientHeight ?? 0;
    requestAnimationFrame(() => void showReadably(canvas, next, height, durationMs));
  };
  useEditorKeys(
    {
      undo: draft.undo,
      redo: draft.redo,
      save: () => draft.isDirty && void saving.save(),
      duplicate: () => selected.size > 0 && paste(copied(flow, [...selected])),
      selectAll: () => setSelected(new Set(flow.steps.map(({ id }) => id))),
      copy: () => (selected.size > 0 ? copied(flow, [...selected]) : undefined),
      cut: remove,
      paste: (text) => {
        if (text.trim() !== '') paste(text);
      },
    },
    !isReadOnly,
  );
  const step = selected.size === 1 ? stepOf(shown, [...selected][0]) : undefined;
  const panels: Record<Tab, React.ReactNode> = {
    step:
      step && !isReadOnly ? (
        <StepPanel
          flow={flow}
          step={step}
          problems={problems}
          onChange={change}
          onSelect={show}
          onDuplicate={() => paste(copied(flow, [step.id]))}
          onRemove={remove}
        />
      ) : (
        <p className={styles.hint}>
          {isReadOnly
            ? t('read_only')
            : selected.size > 1
              ? t('selected', { count: selected.size })
              : t('choose_step')}
        </p>
      ),
    flow: isReadOnly ? (
      <p className={styles.hint}>{t('read_only')}</p>
    ) : (
      <FlowPanel
        id={kept.id}
        flow={flow}
        isLive={kept.live_version !== undefined}
        problems={problems}
        onChange={change}
      />
    ),
    tests: (
      <TestsPanel
        flow={flow}
        results={check.result?.tests ?? []}
        isStale={check.isStale}
        isHeld={problems.length > 0}
        chosen={test}
        onChoose={setTest}
        onChange={change}
        onSelect={show}
      />
    ),
    versions: (
      <VersionsPanel
        id={kept.id}
        versions={kept.versions}
        compared={compared}
        difference={difference}
        isDirty={draft.isDirty}
        onCompare={setCompared}
        onSelect={show}
      />
    ),
    now: <RunningList running={running} onSelect={show} />,
  };
  const tabs: Tab[] = ['step', 'flow', 'tests', 'versions', 'now'];
  return (
    <div className={styles.editor}>
      <EditorBar
        draft={draft}
        check={check}
        liveVersion={kept.live_version}
        isReadOnly={isReadOnly}
        isSaving={saving.isPending}
        onSave={() => void saving.save()}
        onArrange={arrange}
        onPublish={() => setPublishing(true)}
        onShow={showProblem}
      />
      <Palette flow={flow} onAdd={isReadOnly ? () => undefined : addStep} />
      <div ref={area} className={styles.area}>
        <h1 className="sr-only">{draft.name}</h1>
        <FlowCanvas
          flow={shown}
          marks={marks}
          path={path}
          before={before}
          isReadOnly={isReadOnly}
          onSelect={select}
          onChange={change}
        />
      </div>
      <aside className={styles.panel} aria-label={t('panel')}>
        <Tabs
          size="small"
          activeKey={tab}
          onChange={(key) => setTab(key as Tab)}
          items={tabs.map((key) => ({
            key,
            label:
              key === 'now' && running.length > 0 ? `${t('tabs.now')} ${running.length}` : t(`tabs.${key}`),
            children: key === tab ? panels[key] : null,
          }))}
        />
      </aside>
      {isPublishing && (
        <PublishDialog
          id={kept.id}
          isFirst={kept.live_version === undefined}
          save={() => (draft.isDirty ? saving.save() : Promise.resolve(true))}
          onClose={() => setPublishing(false)}
          onDone={(version) => {
            setPublishing(false);
            void message.success(t('published', { version }));
          }}
        />
      )}
    </div>
  );
}
