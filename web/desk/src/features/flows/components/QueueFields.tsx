import { Checkbox, Rate, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import { DurationInput } from '@/ui/DurationInput';
import { FormPair } from '@/ui/FormGroup';
import type { DoesOf } from '../state/kinds';
import { Expression } from './Expression';
import { Field } from './Field';
import { PromptChoice } from './PromptChoice';
import { Rows } from './Rows';
import type { FieldsOf } from './StepFields';
import styles from './Editor.module.css';
import { Texts } from './Texts';
import { DurationField, QueueField } from './ValueFields';

type Circle = DoesOf<'queue'>['circles'][number];
type Treatment = DoesOf<'queue'>['treatment'];
const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });

export function QueueFields({ flow, does, onChange }: FieldsOf<'queue'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <QueueField
        label={t('queue')}
        at="queue_id"
        value={does.queue_id}
        onChange={(queue_id) => onChange({ ...does, queue_id })}
      />
      <Rows
        at="circles"
        label={t('circles')}
        addText={t('add_circle')}
        items={does.circles}
        most={10}
        made={() => ({ skills: [], lasts_s: 60 })}
        onChange={(circles) => onChange({ ...does, circles })}
      >
        {(circle, index, change) => <CircleFields circle={circle} index={index} change={change} />}
      </Rows>
      <Waiting
        flow={flow}
        treatment={does.treatment}
        onChange={(treatment, name) => onChange({ ...does, treatment }, name)}
      />
      <DurationField
        label={t('wait_max')}
        at="wait_max_s"
        help={t('wait_max_help')}
        value={does.wait_max_s}
        onChange={(wait_max_s) => onChange({ ...does, wait_max_s }, 'wait_max_s')}
      />
      <Field label={t('priority')} at="priority" help={t('priority_help')}>
        {(id) => (
          <Expression
            id={id}
            flow={flow}
            value={does.priority}
            placeholder="0"
            onChange={(priority) => onChange({ ...does, priority }, 'priority')}
          />
        )}
      </Field>
    </>
  );
}

interface CircleProps {
  circle: Circle;
  index: number;
  change: (part: Partial<Circle>) => void;
}

function CircleFields({ circle, index, change }: CircleProps) {
  const { t } = useTranslation('flows');
  const { skills, teams } = useDirectory();
  const level = (skill: string) => circle.skills.find(({ skill_id }) => skill_id === skill)?.level_min ?? 1;
  return (
    <>
      <Select
        allowClear
        value={circle.team_id}
        options={teams.map(named)}
        placeholder={t('any_team')}
        aria-label={t('team')}
        onChange={(team_id?: string) => change({ team_id })}
      />
      <Select
        mode="multiple"
        value={circle.skills.map(({ skill_id }) => skill_id)}
        options={skills.map(named)}
        placeholder={t('any_skill')}
        aria-label={t('skills')}
        onChange={(ids: string[]) =>
          change({ skills: ids.map((skill_id) => ({ skill_id, level_min: level(skill_id) })) })
        }
      />
      {circle.skills.map(({ skill_id, level_min }) => {
        const name = skills.find(({ id }) => id === skill_id)?.name ?? skill_id;
        return (
          <div key={skill_id} className={styles.level}>
            <span className="ellipsis">{name}</span>
            <Rate
              character="●"
              allowClear={false}
              value={level_min}
              aria-label={t('level', { skill: name })}
              onChange={(next) =>
                change({
                  skills: circle.skills.map((each) =>
                    each.skill_id === skill_id ? { ...each, level_min: next } : each,
                  ),
                })
              }
            />
          </div>
        );
      })}
      <div className={styles.level}>
        <span>{t('lasts')}</span>
        <DurationInput
          value={circle.lasts_s}
          aria-label={`${t('lasts')} ${index + 1}`}
          onChange={(lasts_s) => change({ lasts_s })}
        />
      </div>
    </>
  );
}

interface WaitingProps {
  flow: FieldsOf<'queue'>['flow'];
  treatment: Treatment;
  onChange: (treatment: Treatment, name?: string) => void;
}

// What a customer hears or reads while they wait.
function Waiting({ flow, treatment, onChange }: WaitingProps) {
  const { t } = useTranslation('flows');
  const hasOffer = Object.keys(treatment.offer).length > 0;
  return (
    <fieldset className={styles.rows}>
      <legend>{t('while_waiting')}</legend>
      <Checkbox
        checked={treatment.says_position}
        onChange={(event) => onChange({ ...treatment, says_position: event.target.checked })}
      >
        {t('says_position')}
      </Checkbox>
      <Checkbox
        checked={treatment.says_wait}
        onChange={(event) => onChange({ ...treatment, says_wait: event.target.checked })}
      >
        {t('says_wait')}
      </Checkbox>
      <FormPair>
        <DurationField
          label={t('first_after')}
          at="treatment/first_s"
          value={treatment.first_s}
          onChange={(first_s) => onChange({ ...treatment, first_s }, 'first_s')}
        />
        <DurationField
          label={t('then_every')}
          at="treatment/every_s"
          help={t('then_every_help')}
          value={treatment.every_s}
          onChange={(every_s) => onChange({ ...treatment, every_s }, 'every_s')}
        />
      </FormPair>
      {flow.channels.includes('voice') && (
        <Field label={t('music')} at="treatment/music" help={t('music_help')}>
          {(id) => (
            <PromptChoice
              id={id}
              value={treatment.music}
              none={t('no_music')}
              onChange={(music) => onChange({ ...treatment, music })}
            />
          )}
        </Field>
      )}
      <label className={styles.switch}>
        <Switch
          size="small"
          checked={hasOffer}
          onChange={(isOn) =>
            onChange({
              ...treatment,
              offer: isOn ? Object.fromEntries(flow.languages.map((each) => [each, ''])) : {},
            })
          }
        />
        {t('offer')}
      </label>
      {hasOffer && (
        <Texts
          label={t('offer_text')}
          at="treatment/offer"
          value={treatment.offer}
          languages={flow.languages}
          help={t('offer_help')}
          onChange={(offer) =>
            onChange(
              {
                ...treatment,
                offer: { ...Object.fromEntries(flow.languages.map((each) => [each, ''])), ...offer },
              },
              'offer',
            )
          }
        />
      )}
    </fieldset>
  );
}
