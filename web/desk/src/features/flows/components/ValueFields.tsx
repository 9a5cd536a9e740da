// Fields of the property panel that many kinds of steps have.
import type { ComponentProps } from 'react';
import { DurationInput } from '@/ui/DurationInput';
import { QueueChoice } from './Choices';
import { Field } from './Field';

type Labelled = Omit<ComponentProps<typeof Field>, 'children'>;
type Valued<Input extends typeof DurationInput | typeof QueueChoice> = Labelled &
  Pick<ComponentProps<Input>, 'value' | 'onChange'>;

export function DurationField({ value, onChange, ...field }: Valued<typeof DurationInput>) {
  return <Field {...field}>{(id) => <DurationInput id={id} value={value} onChange={onChange} />}</Field>;
}

export function QueueField({ value, onChange, ...field }: Valued<typeof QueueChoice>) {
  return <Field {...field}>{(id) => <QueueChoice id={id} value={value} onChange={onChange} />}</Field>;
}
