import { Form, Switch } from 'antd';

export function SwitchField({ name, label, help }: { name: string; label: string; help?: string }) {
  return (
    <Form.Item name={name} label={label} extra={help} valuePropName="checked">
      <Switch />
    </Form.Item>
  );
}
