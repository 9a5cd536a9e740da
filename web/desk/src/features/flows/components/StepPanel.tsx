// The selected step: its name, what it does, where its exits lead.
import { CopyOutlined, DeleteOutlined, FlagOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, Select, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FlowDefinition, FlowProblem, FlowStep } from '@/lib/api-types';
import { connected, doing, exitRenamed, renamed, withStep } from '../state/changes';
import { exitsOf } from '../state/kinds';
import { ExitName } from './ExitName';
import { Field, ProblemsContext } from './Field';
import { KindIcon } from './KindIcon';
import { StepFields } from './StepFields';
import styles from './Editor.module.css';
import { useExitWords } from './use-exit-words';
import { useProblemWords } from './use-problem-words';

interface Props {
  flow: FlowDefinition;
  step: FlowStep;
  problems: readonly FlowProblem[];
  onChange: (how: (flow: FlowDefinition) => FlowDefinition, name?: string) => void;
  onSelect: (ids: readonly string[]) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

// Those that stand at no field.
const general = ['', 'does', 'exits', 'id'];

export function StepPanel({ flow, step, problems, onChange, onSelect, onDuplicate, onRemove }: Props) {
  const { t } = useTranslation('flows');
  const problemWords = useProblemWords();
  const own = problems.filter((problem) => problem.step === step.id);
  const { id, does } = step;
  const isTransfer = does.kind === 'transfer';
  return (
    <ProblemsContext value={own}>
      <Form layout="vertical" size="small" component="div" className={styles.form}>
        <div className={styles.stepHead}>
          <KindIcon kind={does.kind} />
          <h2>{t(`kinds.${does.kind}`)}</h2>
          <Tooltip title={t('make_start')}>
            <Button
              type="text"
              size="small"
              icon={<FlagOutlined />}
              disabled={flow.start === id}
              aria-label={t('make_start')}
              onClick={() => onChange((now) => ({ ...now, start: id }))}
            />
          </Tooltip>
          <Tooltip title={t('duplicate')}>
            <Button
              type="text"
              size="small"
              icon={<CopyOutlined />}
              aria-label={t('duplicate')}
              onClick={onDuplicate}
            />
          </Tooltip>
          <Tooltip title={t('remove_step')}>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('remove_step')}
              onClick={onRemove}
            />
          </Tooltip>
        </div>
        <p className="quiet">{t(`does.${does.kind}`)}</p>
        {own
          .filter(({ field }) => general.includes(field) && !(isTransfer && field === ''))
          .map(({ field, what }) => (
            <Alert key={field + what} type="error" showIcon title={problemWords(what)} />
          ))}
        <Field label={t('step_name')} help={t('step_name_help')}>
          {(field) => (
            <ExitName
              id={field}
              value={id}
              label={t('step_name')}
              onDone={(to) => {
                if (flow.steps.some((each) => each.id === to)) return;
                onChange((now) => renamed(now, id, to));
                onSelect([to]);
              }}
            />
          )}
        </Field>
        <StepFields
          key={id}
          flow={flow}
          does={does}
          onChange={(next, name) =>
            onChange((now) => doing(now, id, next), name === undefined ? '' : `${id}/${name}`)
          }
          onRename={(from, to, next) => onChange((now) => exitRenamed(now, id, from, to, next))}
        />
        <Exits flow={flow} step={step} onChange={onChange} onSelect={onSelect} />
        <Field label={t('note')}>
          {(field) => (
            <Input.TextArea
              id={field}
              value={step.note}
              autoSize={{ minRows: 1, maxRows: 6 }}
              onChange={(event) =>
                onChange((now) => withStep(now, id, { note: event.target.value }), `${id}/note`)
              }
            />
          )}
        </Field>
      </Form>
    </ProblemsContext>
  );
}

function Exits({ flow, step, onChange, onSelect }: Pick<Props, 'flow' | 'step' | 'onChange' | 'onSelect'>) {
  const { t } = useTranslation('flows');
  const words = useExitWords();
  const exits = exitsOf(step.does);
  if (exits.length === 0) return null;
  const targets = flow.steps.map(({ id }) => ({ value: id, label: id }));
  return (
    <fieldset className={styles.rows}>
      <legend>{t('exits_title')}</legend>
      {exits.map((exit) => {
        const to = step.exits[exit.name];
        return (
          <Field key={exit.name} label={words(exit)} at={`exits/${exit.name}`}>
            {(id) => (
              <div className={styles.exit}>
                <Select
                  id={id}
                  allowClear
                  showSearch
                  value={to}
                  options={targets}
                  placeholder={t(exit.isRequired ? 'nowhere' : 'as_timeout')}
                  onChange={(next?: string) => onChange((now) => connected(now, step.id, exit.name, next))}
                />
                <Button
                  disabled={to === undefined}
                  aria-label={t('go_to', { exit: words(exit) })}
                  onClick={() => to !== undefined && onSelect([to])}
                >
                  →
                </Button>
              </div>
            )}
          </Field>
        );
      })}
    </fieldset>
  );
}
