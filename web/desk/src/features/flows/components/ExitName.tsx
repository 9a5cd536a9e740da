import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { asName } from '../state/changes';

interface Props {
  id?: string;
  value: string;
  label: string;
  // Once, when the author is done: what points to the old name is changed with it.
  onDone: (to: string) => void;
}

// A name of a step, an exit or an attribute: small letters, digits and _.
export function ExitName({ id, value, label, onDone }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = () => {
    const name = asName(text);
    if (name === '' || name === value) setText(value);
    else onDone(name);
  };
  return (
    <Input
      id={id}
      value={text}
      maxLength={40}
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      style={{ fontFamily: 'var(--ant-font-family-code)' }}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onPressEnter={done}
    />
  );
}
