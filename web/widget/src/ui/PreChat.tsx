// The questions before a conversation, with its first message.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PreChatField } from '../chat/protocol';
import { limits } from '../chat/state';
import type { TextKey } from '../text/languages';
import { waitText } from '../text/wait';
import { useChat } from './context';
import { formProblems } from './view';

export function PreChat({ fields, onDone }: { fields: PreChatField[]; onDone: () => void }) {
  const { state, say, language, drafts, write, mayFocus } = useChat();
  drafts.isFilling = true;
  const [form, setForm] = useState(drafts.form);
  const [text, setText] = useState(drafts.text);
  const [problems, setProblems] = useState<Record<string, TextKey>>({});
  const element = useRef<HTMLFormElement>(null);
  const wait = state.config?.wait;
  // Shown for a moment only, before the server told of a conversation: nobody is filling it in. With the layout,
  // for the moment may be shorter than a frame.
  useLayoutEffect(
    () => () => {
      if (!Object.values(drafts.form).some(Boolean)) drafts.isFilling = false;
    },
    [],
  );

  const change = (name: string, value: string): void => {
    const next = { ...form, [name]: value };
    setForm(next);
    drafts.set({ form: next });
    if (problems[name]) setProblems(without(problems, name));
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const found: Record<string, TextKey> = formProblems(fields, form);
    if (!text.trim()) found[''] = 'required';
    setProblems(found);
    const first = [...fields.map((f) => f.name), ''].find((name) => found[name]);
    if (first !== undefined)
      return element.current?.querySelector<HTMLElement>(`#${idOf(fields, first)}`)?.focus();
    drafts.isFilling = false;
    mayFocus.current = true;
    drafts.set({ form: Object.fromEntries(Object.entries(form).map(([k, v]) => [k, v.trim()])) });
    write(text.trim());
    onDone();
  };

  return (
    <form ref={element} class="form" noValidate onSubmit={submit}>
      <div class="greeting">
        <p>{say('greeting')}</p>
        {wait?.is_known && <p class="wait">{waitText(say, wait)}</p>}
      </div>
      {fields.map((field, index) => (
        <Question
          key={field.name}
          field={field}
          id={idOf(fields, field.name)}
          label={(language === 'zh-CN' && field.label_zh) || field.label}
          value={form[field.name] ?? ''}
          problem={problems[field.name]}
          isFirst={index === 0}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      <div class="field">
        <label for={idOf(fields, '')}>{say('first_message')}</label>
        <textarea
          id={idOf(fields, '')}
          rows={3}
          maxLength={limits.textMax}
          value={text}
          aria-required="true"
          aria-invalid={problems[''] !== undefined}
          aria-describedby={problems[''] && 'problem-text'}
          onInput={(event) => {
            setText(event.currentTarget.value);
            drafts.set({ text: event.currentTarget.value });
            if (problems['']) setProblems(without(problems, ''));
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
        {problems[''] && (
          <p class="problem" id="problem-text">
            {say(problems[''])}
          </p>
        )}
      </div>
      <button type="submit" class="button wide">
        {say('start_chat')}
      </button>
    </form>
  );
}

const without = <T,>(all: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));

const idOf = (fields: PreChatField[], name: string): string =>
  name ? `field-${fields.findIndex((f) => f.name === name)}` : 'field-text';

interface QuestionProps {
  field: PreChatField;
  id: string;
  label: string;
  value: string;
  problem?: TextKey;
  isFirst: boolean;
  onChange: (value: string) => void;
}

function Question({ field, id, label, value, problem, isFirst, onChange }: QuestionProps) {
  const { say } = useChat();
  const shared = {
    id,
    value,
    'data-first': isFirst || undefined,
    'aria-required': field.is_required,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem && `${id}-problem`,
  };
  return (
    <div class="field">
      <label for={id}>
        {label}
        {!field.is_required && <span class="optional"> ({say('optional')})</span>}
      </label>
      {field.kind === 'select' ? (
        <select {...shared} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{say('select_choose')}</option>
          {(field.options ?? []).map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={field.kind === 'email' ? 'email' : 'text'}
          list={undefined}
          maxLength={160}
          autocomplete={field.kind === 'email' ? 'email' : field.name === 'name' ? 'name' : 'on'}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {say(problem)}
        </p>
      )}
    </div>
  );
}
