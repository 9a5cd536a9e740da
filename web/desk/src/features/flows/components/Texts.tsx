import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { languageName } from '../state/languages';
import { Cell, Field } from './Field';

type Said = Record<string, string>;

interface Props {
  label: string;
  // As problems name it: "text", "options/0/label".
  at: string;
  value: Said;
  languages: readonly string[];
  help?: string;
  rows?: number;
  onChange: (value: Said) => void;
}

const withText = (value: Said, language: string, text: string): Said => {
  const { [language]: _before, ...rest } = value;
  return text === '' ? rest : { ...rest, [language]: text };
};

// What is said, in each language that the flow speaks.
export function Texts({ label, at, value, languages, help, rows = 2, onChange }: Props) {
  const { i18n } = useTranslation('flows');
  return languages.map((language, index) => (
    <Field
      key={language}
      label={`${label} · ${languageName(language, i18n.language)}`}
      at={`${at}/${language}`}
      help={index === languages.length - 1 ? help : undefined}
    >
      {(id) => (
        <Input.TextArea
          id={id}
          lang={language}
          value={value[language] ?? ''}
          autoSize={{ minRows: rows, maxRows: 8 }}
          onChange={(event) => onChange(withText(value, language, event.target.value))}
        />
      )}
    </Field>
  ));
}

// The same on one line each, inside a row.
export function ShortTexts({ label, at, value, languages, onChange }: Props) {
  const { i18n } = useTranslation('flows');
  return languages.map((language) => {
    const name = languageName(language, i18n.language);
    return (
      <Cell key={language} at={`${at}/${language}`}>
        <Input
          lang={language}
          value={value[language] ?? ''}
          placeholder={`${label} · ${name}`}
          aria-label={`${label} · ${name}`}
          onChange={(event) => onChange(withText(value, language, event.target.value))}
        />
      </Cell>
    );
  });
}
