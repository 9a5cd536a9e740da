import { Alert, Button, Checkbox, Drawer, Form, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AdherenceSettings, Directory, ReasonMeaning } from '@/lib/contract';
import { nameIn, useDirectory } from '@/lib/directory';
import { DurationInput } from '@/ui/DurationInput';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useAdherenceSettings, useSaveAdherenceSettings } from '../api/adherence';
import styles from './Adherence.module.css';

// What is tolerated, and what being away for a reason means.
export function Rules({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('adherence');
  const [form] = Form.useForm<AdherenceSettings>();
  const { data } = useAdherenceSettings();
  const save = useSaveAdherenceSettings();
  const { presence_reasons } = useDirectory();
  const words = useFieldErrors(form);
  return (
    <Drawer
      open
      title={t('rules.title')}
      size={520}
      onClose={onClose}
      extra={
        <Button type="primary" loading={save.isPending} disabled={!data} onClick={() => form.submit()}>
          {t('ui:save')}
        </Button>
      }
    >
      {save.error && <Alert type="error" showIcon title={words(save.error)} />}
      {!data && <Skeleton active />}
      {data && (
        <Form<AdherenceSettings>
          form={form}
          layout="vertical"
          initialValues={{ ...data, reasons: meanings(presence_reasons, data.reasons) }}
          onFinish={(settings) =>
            save.mutate(
              { ...settings, reasons: settings.reasons.filter(saysAnything) },
              { onSuccess: onClose },
            )
          }
        >
          <p className="quiet">{t('rules.help')}</p>
          <Form.Item name="tolerance_s" label={t('rules.tolerance')} extra={t('rules.tolerance_help')}>
            <DurationInput />
          </Form.Item>
          <Form.Item name="tolerance_inside_s" label={t('rules.inside')} extra={t('rules.inside_help')}>
            <DurationInput />
          </Form.Item>
          <Form.Item name="absent_after_s" label={t('rules.absent')} extra={t('rules.absent_help')}>
            <DurationInput />
          </Form.Item>
          <h3>{t('rules.reasons')}</h3>
          <p className="quiet">{t('rules.reasons_help')}</p>
          <Form.List name="reasons">
            {(fields) => fields.map(({ name }) => <Meaning key={name} place={name} />)}
          </Form.List>
        </Form>
      )}
    </Drawer>
  );
}

// One line for each reason that there is.
function meanings(reasons: Directory['presence_reasons'], kept: ReasonMeaning[]): ReasonMeaning[] {
  return reasons.map(
    ({ id }) =>
      kept.find(({ reason_id }) => reason_id === id) ?? { reason_id: id, is_work: false, activities: [] },
  );
}

const saysAnything = ({ is_work, activities }: ReasonMeaning) => is_work || activities.length > 0;

function Meaning({ place }: { place: number }) {
  const { t, i18n } = useTranslation('adherence');
  const form = Form.useFormInstance<AdherenceSettings>();
  const { presence_reasons } = useDirectory();
  const id = (form.getFieldValue(['reasons', place, 'reason_id']) as string | undefined) ?? '';
  const name = nameIn(
    i18n.language,
    presence_reasons.find((each) => each.id === id),
  );
  return (
    <div className={styles.meaning} role="group" aria-label={name}>
      <strong>{name}</strong>
      <Form.Item name={[place, 'reason_id']} hidden>
        <input type="hidden" />
      </Form.Item>
      <Form.Item name={[place, 'is_work']} valuePropName="checked" noStyle>
        <Checkbox>{t('rules.is_work')}</Checkbox>
      </Form.Item>
      <Form.Item name={[place, 'activities']} noStyle>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          className={styles.activities}
          placeholder={t('rules.activities')}
          aria-label={t('rules.activities_of', { name: name ?? '' })}
        />
      </Form.Item>
    </div>
  );
}
