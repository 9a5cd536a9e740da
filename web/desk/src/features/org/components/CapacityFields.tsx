import { Form, InputNumber, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { channelKinds } from '../state/user-form';
import styles from './Org.module.css';

export function CapacityFields() {
  const { t } = useTranslation('org');
  return (
    <>
      <Form.Item name={['capacity', 'units']} label={t('capacity.units')}>
        <InputNumber min={0} max={10_000} />
      </Form.Item>
      <table className={styles.capacity}>
        <thead>
          <tr>
            <th scope="col">{t('capacity.channel')}</th>
            <th scope="col">{t('capacity.at_once')}</th>
            <th scope="col">{t('capacity.cost')}</th>
            <th scope="col">{t('capacity.interruptible')}</th>
          </tr>
        </thead>
        <tbody>
          {channelKinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`ui:channel.${kind}`)}</th>
              <td>
                <Form.Item name={['capacity', 'channels', kind, 'at_once_max']}>
                  <InputNumber
                    min={0}
                    max={100}
                    aria-label={`${t(`ui:channel.${kind}`)}: ${t('capacity.at_once')}`}
                  />
                </Form.Item>
              </td>
              <td>
                <Form.Item name={['capacity', 'channels', kind, 'units']}>
                  <InputNumber
                    min={0}
                    max={10_000}
                    aria-label={`${t(`ui:channel.${kind}`)}: ${t('capacity.cost')}`}
                  />
                </Form.Item>
              </td>
              <td>
                <Form.Item name={['capacity', 'channels', kind, 'is_interruptible']} valuePropName="checked">
                  <Switch
                    size="small"
                    aria-label={`${t(`ui:channel.${kind}`)}: ${t('capacity.interruptible')}`}
                  />
                </Form.Item>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
