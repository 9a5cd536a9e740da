import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { blankOf, kindGroups } from '../state/changes';
import type { ChangeKind, Draft } from '../state/changes';
import { ChangeFields } from './ChangeFields';
import { useSaid } from './use-said';
import styles from './WhatIf.module.css';

const variantsMax = 4; // side by side

// Things to try, each with what changes in it.
export function VariantFields() {
  const { t } = useTranslation('whatif');
  return (
    <Form.List name="variants">
      {(variants, { add, remove }) => (
        <div className={styles.variants}>
          {variants.map(({ key, name: place }) => (
            <section key={key} className={styles.variant} aria-label={t('variant', { number: place + 1 })}>
              <div className={styles.variantHead}>
                <Form.Item
                  name={[place, 'name']}
                  label={t('variant', { number: place + 1 })}
                  rules={[{ required: true, whitespace: true, message: t('ui:admin.name_missing') }]}
                >
                  <Input maxLength={100} />
                </Form.Item>
                {variants.length > 1 && (
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('remove_variant', { number: place + 1 })}
                    onClick={() => remove(place)}
                  />
                )}
              </div>
              <Changes variant={place} />
            </section>
          ))}
          {variants.length < variantsMax && (
            <Button
              icon={<PlusOutlined />}
              onClick={() => add({ name: t('next_name', { number: variants.length + 1 }), changes: [] })}
            >
              {t('add_variant')}
            </Button>
          )}
        </div>
      )}
    </Form.List>
  );
}

function Changes({ variant }: { variant: number }) {
  const { t } = useTranslation('whatif');
  return (
    <Form.List
      name={[variant, 'changes']}
      rules={[
        {
          validator: (_, changes: Draft[]) =>
            changes.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('no_change'))),
        },
      ]}
    >
      {(changes, { add, remove }, { errors }) => (
        <div className={styles.changes}>
          {changes.map(({ key, name: place }) => (
            <Change key={key} variant={variant} place={place} onRemove={() => remove(place)} />
          ))}
          <Dropdown
            trigger={['click']}
            menu={{
              className: styles.kinds,
              items: (['people', 'queues', 'customers'] as const).map((group) => ({
                key: group,
                type: 'group',
                label: t(`group.${group}`),
                children: kindGroups[group].map((kind) => ({ key: kind, label: t(`kind.${kind}`) })),
              })),
              onClick: ({ key }) => add(blankOf(key as ChangeKind)),
            }}
          >
            <Button icon={<PlusOutlined />}>{t('add_change')}</Button>
          </Dropdown>
          <Form.ErrorList errors={errors} />
        </div>
      )}
    </Form.List>
  );
}

interface ChangeProps {
  variant: number;
  place: number;
  onRemove: () => void;
}

function Change({ variant, place, onRemove }: ChangeProps) {
  const { t } = useTranslation('whatif');
  const said = useSaid();
  const form = Form.useFormInstance();
  const path = ['variants', variant, 'changes', place];
  // Its kind is no field of its own.
  const draft = Form.useWatch<Draft | undefined>(path, { form, preserve: true });
  if (!draft) return null;
  return (
    <div className={styles.change} role="group" aria-label={t(`kind.${draft.kind}`)}>
      <div className={styles.changeHead}>
        <h3>{t(`kind.${draft.kind}`)}</h3>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('remove_change', { number: place + 1 })}
          onClick={onRemove}
        />
      </div>
      <ChangeFields kind={draft.kind} place={place} />
      <p className="quiet" role="status">
        {said(draft)}
      </p>
    </div>
  );
}
