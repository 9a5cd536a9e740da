import type { FormInstance } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/lib/http';
import { issueText } from './issue-text';
import { useProblemText } from './use-problem-text';

// "/rules/steps/0/lasts_s" and "rules.steps[0].lasts_s" name the same field.
export function fieldPath(where: string): (string | number)[] {
  return where
    .split(/[/.[\]]+/)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

// Puts a problem's issues on the fields they name; answers with the words for the rest, if any.
export function useFieldErrors(form: FormInstance): (error: unknown) => string | null {
  const problemText = useProblemText();
  const { language } = useTranslation().i18n;
  return useCallback(
    (error) => {
      const { issues } = asProblem(error);
      const isField = (where: string) =>
        form.getFieldInstance(fieldPath(where)) != null ||
        form.isFieldTouched(fieldPath(where)) ||
        form.getFieldValue(fieldPath(where)) !== undefined;
      const [known, unknown] = [
        issues.filter((each) => isField(each.where)),
        issues.filter((each) => !isField(each.where)),
      ];
      form.setFields(
        known.map(({ where, what }) => ({ name: fieldPath(where), errors: [issueText(what, language)] })),
      );
      const [first] = known;
      if (first) form.scrollToField(fieldPath(first.where), { block: 'center' });
      if (known.length > 0 && unknown.length === 0) return null;
      const rest = unknown.map(({ where, what }) => `${where}: ${issueText(what, language)}`);
      return [problemText(error), ...rest].join(' ');
    },
    [form, problemText, language],
  );
}
