import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Form, Modal, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditOutcome } from '@/lib/contract';
import { ClockInput } from '@/ui/ClockInput';
import { useEditShifts } from '../api/board';
import { placeKey } from '../state/book';
import { blankOf, draftOf, editsOfDraft } from '../state/draft';
import type { ShiftDraft } from '../state/draft';
import { edit } from '../state/moves';
import { distinct } from '../state/rules';
import { Latest } from '../state/latest';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import type { Opened } from './board-context';
import { useDayText } from './use-day-text';
import { useRuleText } from './use-rule-text';

interface Props {
  opened: Opened;
  onClose: () => void;
}

// A shift without a mouse: whose, when, which, and its breaks. Tried as it is filled in, like one that is dragged.
export function ShiftDialog({ opened: { place, wish }, onClose }: Props) {
  const { t } = useTranslation('shifts');
  const dayText = useDayText();
  const ruleText = useRuleText();
  const { plan, problem, days, book, hand, nameOf } = useBoard();
  const shift = book.get(placeKey(place));
  const [draft, setDraft] = useState<ShiftDraft>(() =>
    shift ? draftOf(shift, days) : blankOf(place, problem, days, wish),
  );
  const edits = useMemo(
    () => editsOfDraft(draft, shift, (at) => book.get(placeKey(at)), days),
    [draft, shift, book, days],
  );
  const [outcome, setOutcome] = useState<EditOutcome | null>(null);
  const { tryOut } = useEditShifts(plan.id);
  const latest = useMemo(
    () =>
      new Latest(
        tryOut,
        (_, answer) => setOutcome(answer),
        () => setOutcome(null),
      ),
    [tryOut],
  );
  useEffect(() => latest.want(edits), [latest, edits]);
  const change = (part: Partial<ShiftDraft>) => {
    setOutcome(null);
    setDraft({ ...draft, ...part });
  };
  const chooseTemplate = (name: string) => {
    const template = problem.shifts.find((each) => each.name === name);
    if (!template) return;
    change({
      ...blankOf({ agent_id: draft.agent_id, day: draft.day }, { ...problem, shifts: [template] }, days),
      places_breaks: true,
    });
  };
  const finish = async (wanted: typeof edits) => {
    if (await hand.commit(wanted)) onClose();
  };
  const caused = distinct(outcome?.caused ?? []);
  const ends = t(draft.to <= draft.from ? 'dialog.next_day' : 'dialog.same_day');
  const placed = outcome?.shifts.find((each) => each.agent_id === draft.agent_id && each.day === draft.day);
  return (
    <Modal
      open
      title={t(shift ? 'dialog.change' : 'dialog.add')}
      onCancel={onClose}
      footer={
        <div className={styles.foot}>
          {shift && (
            <Button
              danger
              icon={<DeleteOutlined />}
              loading={hand.isSettling}
              onClick={() => void finish([edit(shift)])}
            >
              {t('dialog.remove')}
            </Button>
          )}
          <span className={styles.space} />
          <Button onClick={onClose}>{t('ui:cancel')}</Button>
          <Button type="primary" loading={hand.isSettling} onClick={() => void finish(edits)}>
            {t('ui:save')}
          </Button>
        </div>
      }
    >
      <Form layout="vertical" component="div">
        <div className={styles.pair}>
          <Form.Item label={t('dialog.agent')} htmlFor="shift-agent">
            <Select
              id="shift-agent"
              value={draft.agent_id}
              showSearch={{ optionFilterProp: 'label' }}
              options={problem.agents.map(({ name }) => ({ value: name, label: nameOf(name) }))}
              onChange={(agent_id) => change({ agent_id })}
            />
          </Form.Item>
          <Form.Item label={t('dialog.day')} htmlFor="shift-day">
            <Select
              id="shift-day"
              value={draft.day}
              options={days.dates.map((date) => ({ value: date, label: dayText.short(date) }))}
              onChange={(day) => change({ day })}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('dialog.shift')} htmlFor="shift-template">
          <Select
            id="shift-template"
            value={draft.shift}
            showSearch={{ optionFilterProp: 'label' }}
            options={problem.shifts.map(({ name, from, to }) => ({
              value: name,
              label: from === to ? `${name} · ${from}` : `${name} · ${from}–${to}`,
            }))}
            onChange={chooseTemplate}
          />
        </Form.Item>
        <div className={styles.times}>
          <Form.Item label={t('dialog.from')} htmlFor="shift-from">
            <ClockInput id="shift-from" value={draft.from} onChange={(from) => from && change({ from })} />
          </Form.Item>
          <Form.Item label={`${t('dialog.to')} (${ends})`} htmlFor="shift-to">
            <ClockInput id="shift-to" value={draft.to} onChange={(to) => to && change({ to })} />
          </Form.Item>
        </div>
        <Form.Item>
          <Checkbox
            checked={draft.places_breaks}
            onChange={({ target }) => change({ places_breaks: target.checked, breaks: breaksNow() })}
          >
            {t('dialog.places_breaks')}
          </Checkbox>
        </Form.Item>
        {!draft.places_breaks &&
          draft.breaks.map((each, at) => (
            <Form.Item
              key={each.name}
              label={t('dialog.break', { name: each.name, minutes: each.minutes })}
              htmlFor={`shift-break-${at}`}
            >
              <ClockInput
                id={`shift-break-${at}`}
                value={each.from}
                onChange={(from) =>
                  from &&
                  change({
                    breaks: draft.breaks.map((other, index) => (index === at ? { ...other, from } : other)),
                  })
                }
              />
            </Form.Item>
          ))}
      </Form>
      <div role="status">
        {outcome && caused.length === 0 && <Alert type="success" showIcon title={t('tip.fine')} />}
        {caused.length > 0 && (
          <Alert
            type="error"
            showIcon
            title={t('dialog.breaks_rules')}
            description={
              <ul className={styles.rules}>
                {caused.map((each) => (
                  <li key={`${each.rule} ${each.agent_id} ${each.day} ${each.what}`}>
                    {each.agent_id !== draft.agent_id && `${nameOf(each.agent_id)}: `}
                    {ruleText(each)}
                  </li>
                ))}
              </ul>
            }
          />
        )}
      </div>
    </Modal>
  );

  // Those that the template places, to be moved by hand from there.
  function breaksNow(): ShiftDraft['breaks'] {
    return placed ? draftOf(placed, days).breaks : draft.breaks;
  }
}
