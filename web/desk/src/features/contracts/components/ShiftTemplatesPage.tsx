import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeptTemplate } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { DurationInput } from '@/ui/DurationInput';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';
import { HoursInput } from '@/ui/HoursInput';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { TimeInput } from '@/ui/TimeInput';
import { WeekdaysInput } from '@/ui/WeekdaysInput';
import { shiftTemplates } from '../api/shift-templates';
import { blankBreak, blankTemplate, paidHours, templateFields, templateValues } from '../state/contract-form';
import type { TemplateValues } from '../state/contract-form';
import { useWeekdayText } from './use-weekday-text';

export function ShiftTemplatesPage() {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const weekdayText = useWeekdayText();
  return (
    <ResourcePage<KeptTemplate, TemplateValues>
      resource={shiftTemplates}
      title={t('template.title')}
      help={t('template.help')}
      addText={t('template.add')}
      formWidth={620}
      columns={[
        {
          title: t('template.starts'),
          className: 'numbers',
          render: (_, { from, to }) => (from === to ? from : t('template.from_to', { from, to })),
        },
        {
          title: t('template.length'),
          render: (_, { length_s, length_max_s }) =>
            length_max_s > length_s
              ? t('template.from_to', {
                  from: format.duration(length_s),
                  to: format.duration(length_max_s),
                })
              : format.duration(length_s),
        },
        {
          title: t('template.paid'),
          align: 'right',
          className: 'numbers',
          render: (_, template) => format.number(Math.round(paidHours(template) * 100) / 100),
        },
        { title: t('template.weekdays'), render: (_, { weekdays }) => weekdayText(weekdays) },
        {
          title: t('template.breaks'),
          render: (_, { breaks }) => breaks.map(({ name }) => name).join(', ') || '—',
        },
      ]}
      blank={{
        ...blankTemplate,
        breaks: blankTemplate.breaks.map((each) => ({ ...each, name: t('template.lunch') })),
      }}
      valuesOf={templateValues}
      fieldsOf={templateFields}
      form={() => <TemplateFields />}
    />
  );
}

function TemplateFields() {
  const { t } = useTranslation('contracts');
  const missing = [{ required: true, message: t('missing') }];
  return (
    <>
      <NameField />
      <FormGroup title={t('template.starts')} help={t('template.starts_help')}>
        <FormPair>
          <Form.Item name="from" label={t('template.from')} rules={missing}>
            <TimeInput />
          </Form.Item>
          <Form.Item name="to" label={t('template.to')} rules={missing}>
            <TimeInput />
          </Form.Item>
          <Form.Item name="every_s" label={t('template.every')} extra={t('template.grid_help')}>
            <DurationInput />
          </Form.Item>
          <Form.Item name="weekdays" label={t('template.weekdays')}>
            <WeekdaysInput placeholder={t('every_day')} />
          </Form.Item>
        </FormPair>
      </FormGroup>
      <FormGroup title={t('template.length')} help={t('template.length_help')}>
        <FormPair>
          <Form.Item name="length_s" label={t('template.length_from')} rules={missing}>
            <HoursInput step={0.25} />
          </Form.Item>
          <Form.Item
            name="length_max_s"
            label={t('template.length_max')}
            extra={t('template.length_max_help')}
          >
            <HoursInput step={0.25} />
          </Form.Item>
        </FormPair>
      </FormGroup>
      <FormGroup title={t('template.breaks')} help={t('template.breaks_help')}>
        <FormRows
          name="breaks"
          addText={t('template.add_break')}
          blank={blankBreak(t('template.break'))}
          cardTitle={(at) => t('template.break_number', { number: at + 1 })}
          most={10}
        >
          {(field) => (
            <FormPair>
              <Form.Item name={[field.name, 'name']} label={t('name')} rules={missing}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[field.name, 'length_s']} label={t('template.break_length')} rules={missing}>
                <DurationInput />
              </Form.Item>
              <Form.Item name={[field.name, 'from_s']} label={t('template.break_from')} rules={missing}>
                <DurationInput />
              </Form.Item>
              <Form.Item name={[field.name, 'to_s']} label={t('template.break_to')} rules={missing}>
                <DurationInput />
              </Form.Item>
              <Form.Item name={[field.name, 'shift_min_s']} label={t('template.break_min')}>
                <HoursInput />
              </Form.Item>
              <Form.Item name={[field.name, 'is_paid']} valuePropName="checked" label=" ">
                <Checkbox>{t('template.is_paid')}</Checkbox>
              </Form.Item>
            </FormPair>
          )}
        </FormRows>
      </FormGroup>
      <Form.Item name="is_unpopular" valuePropName="checked">
        <Checkbox>{t('template.is_unpopular')}</Checkbox>
      </Form.Item>
    </>
  );
}
