import { ArrowLeftOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, InputNumber, Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useDirectory } from '@/lib/directory';
import { asProblem } from '@/lib/http';
import { useZone } from '@/lib/zone';
import { DateInput } from '@/ui/DateInput';
import { issueText } from '@/ui/issue-text';
import { JobFault } from '@/ui/JobProgress';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { useCreateSchedule } from '../api/schedules';
import { addDays, createDays, weekdayOf } from '../state/days';
import { firstSkills, wantedOf } from '../state/requirements';
import { HoursByHand, FromComputed, FromTable } from './NeedSources';
import { NeedTermsFields } from './NeedTermsFields';
import type { NewScheduleValues, SourceKind } from './new-schedule-values';
import { daysMost } from './new-schedule-values';
import styles from './Schedules.module.css';
import { boardPath } from './SchedulesPage';
import { useNeeds } from './use-needs';

const kinds: SourceKind[] = ['computed', 'hand', 'table'];
const usualDays = 7;

export function NewSchedulePage() {
  const { t, i18n } = useTranslation('shifts');
  const navigate = useNavigate();
  const problemText = useProblemText();
  const zone = useZone();
  const { skills } = useDirectory();
  const [form] = Form.useForm<NewScheduleValues>();
  const create = useCreateSchedule();
  const [fault, setFault] = useState<unknown>(null);
  const values = Form.useWatch([], form) as NewScheduleValues | undefined;
  const nextMonday = useMemo(() => {
    const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
    return addDays(today, 8 - weekdayOf(today));
  }, [zone]);
  const firstDay = values?.first_day || nextMonday;
  const count = Math.max(1, Math.min(daysMost, values?.days ?? usualDays));
  const days = useMemo(() => createDays(zone.name, firstDay, count), [zone.name, firstDay, count]);
  const { needs, interval_min, faults, isLoading } = useNeeds(values, days);

  useEffect(() => {
    for (const need of needs) {
      if (form.getFieldValue(['terms', need.name])) continue;
      form.setFieldValue(['terms', need.name], {
        skills: firstSkills(
          need,
          skills.map(({ name }) => name),
        ),
        under_cost: 100,
        over_cost: 10,
        shrinkage_percent: Math.round(need.shrinkage * 1000) / 10,
      });
    }
  }, [form, needs, skills]);

  const submit = (filled: NewScheduleValues) => {
    setFault(null);
    create.mutate(
      {
        name: filled.name,
        first_day: firstDay,
        days: count,
        interval_s: interval_min * 60,
        requirements: wantedOf(needs, (name) => filled.terms?.[name]),
      },
      {
        onSuccess: ({ id }) => void navigate(boardPath(id)),
        onError: (error) => {
          setFault(error);
          // "/requirements/0/skills" is a field of the terms of the first name.
          for (const { where, what } of asProblem(error).issues) {
            const [, list, at = '', field = ''] = where.split('/');
            const need = list === 'requirements' ? needs[Number(at)] : undefined;
            const name = need ? (['terms', need.name, field] as const) : ([where.replace('/', '')] as const);
            form.setFields([{ name: name as never, errors: [issueText(what, i18n.language)] }]);
          }
        },
      },
    );
  };
  const missing = [{ required: true, message: t('form.missing') }];
  const kind = values?.source ?? 'computed';
  const problem = fault ? asProblem(fault) : null;
  return (
    <PageFrame
      isWide
      title={t('new')}
      subtitle={
        <Link to="/planning/schedules">
          <ArrowLeftOutlined /> {t('title')}
        </Link>
      }
    >
      <Form<NewScheduleValues>
        form={form}
        layout="vertical"
        className={styles.form}
        scrollToFirstError={{ block: 'center' }}
        initialValues={{
          name: '',
          first_day: nextMonday,
          days: usualDays,
          source: 'computed',
          computed: [{ weekdays: [1, 2, 3, 4, 5] }],
          hand: [
            { name: skills[0]?.name ?? '', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', agents: 2 },
          ],
          table: '',
          table_interval_min: 30,
        }}
        onFinish={submit}
      >
        <div className={styles.row}>
          <Form.Item name="name" label={t('name')} rules={missing}>
            <Input maxLength={100} style={{ width: 260 }} />
          </Form.Item>
          <Form.Item name="first_day" label={t('form.first_day')} rules={missing}>
            <DateInput />
          </Form.Item>
          <Form.Item name="days" label={t('form.days')} rules={missing}>
            <InputNumber min={1} max={daysMost} style={{ width: 100 }} />
          </Form.Item>
        </div>
        <section className={styles.section}>
          <h2>{t('form.needs')}</h2>
          <p className="quiet">{t('form.needs_help')}</p>
          <Form.Item name="source">
            <Segmented
              aria-label={t('form.needs')}
              options={kinds.map((each) => ({ value: each, label: t(`form.source.${each}`) }))}
            />
          </Form.Item>
          {kind === 'computed' && <FromComputed />}
          {kind === 'hand' && <HoursByHand />}
          {kind === 'table' && <FromTable faults={faults} />}
        </section>
        {needs.length > 0 && (
          <section className={styles.section}>
            <h2>{t('form.terms')}</h2>
            <p className="quiet">{t('form.terms_help')}</p>
            <NeedTermsFields needs={needs} interval_min={interval_min} />
          </section>
        )}
        {problem && (
          <Alert
            type="error"
            showIcon
            title={problemText(problem)}
            description={
              problem.issues.length > 0 && (
                <JobFault error={{ reason: '', detail: '', issues: problem.issues.slice(0, 20) }} />
              )
            }
          />
        )}
        <Button
          type="primary"
          htmlType="submit"
          className={styles.start}
          loading={create.isPending || isLoading}
          disabled={needs.length === 0 || faults.length > 0}
        >
          {t('form.create')}
        </Button>
      </Form>
    </PageFrame>
  );
}
