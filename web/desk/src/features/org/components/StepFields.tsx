import { Form, Rate, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Step } from '@/lib/contract';
import { useDirectory, useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { DurationInput } from '@/ui/DurationInput';
import { FormPair } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';
import styles from './Org.module.css';
import { useOptions } from './use-options';

const path = ['rules', 'steps'];

// Circles of candidates that widen while the customer waits.
export function StepFields() {
  const { t } = useTranslation('org');
  const teams = useOptions('teams');
  const skills = useOptions('skills');
  const { users } = useDirectory();
  const agents = users.filter(({ is_agent }) => is_agent).map(({ id, name }) => ({ value: id, label: name }));
  const search = { optionFilterProp: 'label' };
  return (
    <>
      <StepSentences />
      <FormRows
        name={path}
        addText={t('steps.add')}
        blank={{ skills: [], lasts_s: 30 }}
        cardTitle={(index) => t('steps.number', { number: index + 1 })}
        most={10}
      >
        {({ name }) => (
          <>
            <FormPair>
              <Form.Item name={[name, 'team_id']} label={t('steps.team')}>
                <Select allowClear options={teams} placeholder={t('steps.any')} />
              </Form.Item>
              <Form.Item name={[name, 'agent_id']} label={t('steps.agent')}>
                <Select allowClear options={agents} showSearch={search} placeholder={t('steps.any')} />
              </Form.Item>
            </FormPair>
            <Form.Item label={t('steps.skills')}>
              <FormRows
                name={[name, 'skills']}
                addText={t('steps.add_skill')}
                blank={{ level_min: 1 }}
                most={10}
              >
                {({ name: at }) => (
                  <>
                    <Form.Item
                      name={[at, 'skill_id']}
                      rules={[{ required: true, message: t('users.skill_missing') }]}
                    >
                      <Select
                        options={skills}
                        showSearch={search}
                        style={{ width: 190 }}
                        aria-label={t('steps.skills')}
                      />
                    </Form.Item>
                    <Form.Item name={[at, 'level_min']}>
                      <Rate character="●" allowClear={false} aria-label={t('steps.level_min')} />
                    </Form.Item>
                  </>
                )}
              </FormRows>
            </Form.Item>
            <Form.Item name={[name, 'lasts_s']} label={t('steps.lasts')} extra={t('steps.lasts_help')}>
              <DurationInput />
            </Form.Item>
          </>
        )}
      </FormRows>
    </>
  );
}

// The same in words, so that the effect is seen while editing.
function StepSentences() {
  const { t } = useTranslation('org');
  const names = useNames();
  const format = useFormat();
  const steps = (Form.useWatch(path) as (Partial<Step> | undefined)[] | undefined) ?? [];
  const who = (step: Partial<Step>) => {
    const parts = [
      step.agent_id && names.of('users', step.agent_id),
      step.team_id && t('steps.of_team', { team: names.of('teams', step.team_id) }),
      ...(step.skills ?? []).map(
        (need) =>
          need?.skill_id &&
          t('steps.with_skill', { skill: names.of('skills', need.skill_id), level: need.level_min }),
      ),
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(t('list_comma')) : t('steps.everybody');
  };
  const isEndless = steps.some((step) => step?.lasts_s === 0);
  return (
    <div className={styles.sentence}>
      <ol>
        {steps.map((step, index) => (
          <li key={index}>
            {step?.lasts_s
              ? t('steps.sentence', { time: format.duration(step.lasts_s), who: who(step) })
              : t('steps.sentence_endless', { who: who(step ?? {}) })}
          </li>
        ))}
        {!isEndless && <li>{t(steps.length > 0 ? 'steps.then_everybody' : 'steps.only_everybody')}</li>}
      </ol>
    </div>
  );
}
