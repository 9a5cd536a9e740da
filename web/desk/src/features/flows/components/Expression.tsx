import { AutoComplete, Input } from 'antd';
import { useMemo } from 'react';
import type { FlowDefinition } from '@/lib/api-types';
import { facts } from '../state/kinds';

interface Props {
  id?: string;
  flow: FlowDefinition;
  value: string;
  label?: string;
  placeholder?: string;
  onChange: (value: string) => void;
}

const lastWord = (text: string) => /[a-z_][a-z0-9_]*$/.exec(text)?.[0] ?? '';

// An expression, with the names that it may use offered while one is being typed.
export function Expression({ id, flow, value, label, placeholder, onChange }: Props) {
  const word = lastWord(value);
  const options = useMemo(() => {
    if (word === '') return [];
    const names = [...flow.attributes.map(({ name }) => name), ...facts];
    const stem = value.slice(0, value.length - word.length);
    return names
      .filter((name) => name.startsWith(word) && name !== word)
      .map((name) => ({ value: stem + name, label: name }));
  }, [flow.attributes, value, word]);
  return (
    <AutoComplete
      id={id}
      value={value}
      options={options}
      style={{ width: '100%' }}
      onChange={(next: string) => onChange(next)}
    >
      <Input
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        maxLength={1000}
        style={{ fontFamily: 'var(--ant-font-family-code)' }}
      />
    </AutoComplete>
  );
}
