import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { isAddress, readAddress, writeAddress } from '../state/addresses';
import styles from './Email.module.css';

interface Props {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
  errors?: string[];
  more?: ReactNode;
  autoFocus?: boolean;
}

// Addresses as tags; what is none is marked at once. A list that is pasted becomes many.
export function AddressField({ label, value, onChange, errors = [], more, autoFocus }: Props) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        mode="tags"
        open={false}
        suffixIcon={null}
        variant="borderless"
        size="small"
        autoFocus={autoFocus}
        value={value}
        tokenSeparators={[',', ';', '，', '；', '\n']}
        status={errors.length > 0 || !value.every(isAddress) ? 'error' : undefined}
        aria-invalid={errors.length > 0}
        aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
        onChange={(list: string[]) => onChange(list.map((each) => writeAddress(readAddress(each))))}
      />
      <span>{more}</span>
      {errors.length > 0 && (
        <p className={styles.fieldError} id={`${id}-error`} role="alert">
          {errors.join(' ')}
        </p>
      )}
    </>
  );
}
