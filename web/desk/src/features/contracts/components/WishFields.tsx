import { DatePicker, Form, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { AgentPlanning } from '@/lib/contract';
import { useResourceList } from '@/lib/resource';
import { FormPair } from '@/ui/FormGroup';
import { TimeInput } from '@/ui/TimeInput';
import { WeekdaysInput } from '@/ui/WeekdaysInput';
import { shiftTemplates } from '../api/shift-templates';
import { wishHasShift, wishHasTime } from '../state/agent-form';

type Kind = AgentPlanning['wishes'][number]['kind'];
const kinds: Kind[] = ['off', 'work', 'starts_from', 'ends_by', 'not_shift'];

export function WishFields({ at }: { at: number }) {
  const { t } = useTranslation('contracts');
  const { data: templates } = useResourceList(shiftTemplates);
  const kind = Form.useWatch<Kind | undefined>(['wishes', at, 'kind']);
  const names = (templates ?? []).map(({ name }) => ({ value: name, label: name }));
  return (
    <FormPair>
      <Form.Item name={[at, 'kind']} label={t('wish.kind')}>
        <Select options={kinds.map((each) => ({ value: each, label: t(`wish.kinds.${each}`) }))} />
      </Form.Item>
      {wishHasTime(kind) && (
        <Form.Item name={[at, 'at']} label={t('wish.at')}>
          <TimeInput />
        </Form.Item>
      )}
      {wishHasShift(kind) && (
        <Form.Item
          name={[at, 'shift']}
          label={t('wish.shift')}
          rules={kind === 'not_shift' ? [{ required: true, message: t('missing') }] : []}
        >
          <Select options={kind === 'work' ? [{ value: '', label: t('wish.any_shift') }, ...names] : names} />
        </Form.Item>
      )}
      <Form.Item name={[at, 'weekdays']} label={t('weekdays')}>
        <WeekdaysInput placeholder={t('every_day')} />
      </Form.Item>
      <Form.Item name={[at, 'days']} label={t('wish.days')}>
        <DatesInput />
      </Form.Item>
      <Form.Item
        name={[at, 'cost']}
        label={t('wish.cost')}
        extra={t('wish.cost_help')}
        rules={[{ required: true, message: t('missing') }]}
      >
        <InputNumber min={0} max={1e9} style={{ width: 130 }} />
      </Form.Item>
    </FormPair>
  );
}

interface DatesProps {
  id?: string;
  value?: string[];
  onChange?: (dates: string[]) => void;
}

function DatesInput({ id, value = [], onChange }: DatesProps) {
  return (
    <DatePicker
      id={id}
      multiple
      maxTagCount="responsive"
      value={value.map((date) => dayjs(date))}
      onChange={(dates: dayjs.Dayjs[] | dayjs.Dayjs | null) =>
        onChange?.([dates ?? []].flat().map((date) => date.format('YYYY-MM-DD')))
      }
      style={{ width: '100%' }}
    />
  );
}
