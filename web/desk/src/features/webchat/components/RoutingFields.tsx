import { Form, Input, Rate, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PreChatField } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { FormGroup } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';

const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });

export function RoutingFields() {
  const { t } = useTranslation('webchat');
  const { queues, skills } = useDirectory();
  const questions =
    (Form.useWatch(['webchat', 'pre_chat', 'fields']) as (PreChatField | undefined)[] | undefined) ?? [];
  const fields = [
    { value: 'language', label: t('language_field') },
    ...questions.flatMap((each) =>
      each?.name ? [{ value: each.name, label: each.label || each.name }] : [],
    ),
  ];
  const required = [{ required: true, message: t('rule_missing') }];
  const search = { optionFilterProp: 'label' };
  return (
    <>
      <FormGroup title={t('routing')} help={t('routing_help')}>
        <FormRows
          name={['webchat', 'routing']}
          addText={t('add_rule')}
          blank={{ field: 'language', value: '' }}
        >
          {({ name }) => (
            <>
              <Form.Item name={[name, 'field']} rules={required}>
                <Select options={fields} style={{ width: 120 }} aria-label={t('rule_field')} />
              </Form.Item>
              <Form.Item name={[name, 'value']} rules={required}>
                <Input placeholder={t('rule_value')} aria-label={t('rule_value')} style={{ width: 110 }} />
              </Form.Item>
              <Form.Item name={[name, 'queue_id']}>
                <Select
                  allowClear
                  showSearch={search}
                  options={queues.map(named)}
                  placeholder={t('rule_queue')}
                  aria-label={t('rule_queue')}
                  style={{ width: 140 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'skill_id']}>
                <Select
                  allowClear
                  showSearch={search}
                  options={skills.map(named)}
                  placeholder={t('rule_skill')}
                  aria-label={t('rule_skill')}
                  style={{ width: 110 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'level_min']}>
                <Rate character="●" aria-label={t('rule_level')} />
              </Form.Item>
            </>
          )}
        </FormRows>
      </FormGroup>
      <FormGroup title={t('languages')} help={t('languages_help')}>
        <FormRows
          name={['webchat', 'language_skills']}
          addText={t('add_language')}
          blank={{ language: '', level_min: 3 }}
        >
          {({ name }) => (
            <>
              <Form.Item name={[name, 'language']} rules={required}>
                <Input
                  placeholder={t('language_code')}
                  aria-label={t('language_code')}
                  style={{ width: 240 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'skill_id']} rules={required}>
                <Select
                  showSearch={search}
                  options={skills.map(named)}
                  placeholder={t('rule_skill')}
                  aria-label={t('rule_skill')}
                  style={{ width: 150 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'level_min']}>
                <Rate character="●" allowClear={false} aria-label={t('rule_level')} />
              </Form.Item>
            </>
          )}
        </FormRows>
      </FormGroup>
    </>
  );
}
