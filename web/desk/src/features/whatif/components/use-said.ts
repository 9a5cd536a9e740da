import { useTranslation } from 'react-i18next';
import type { Draft, FlowChoice } from '../state/changes';

// A change in words, as far as it is filled in.
export function useSaid(): (draft: Draft) => string {
  const { t, i18n } = useTranslation('whatif');
  const list = new Intl.ListFormat(i18n.language);
  return (draft) => {
    const { kind, from, to, by_min = 0 } = draft;
    const open = t('said.open');
    const flow = (of: FlowChoice | undefined, none: string) =>
      of
        ? of.version === 0
          ? t('said.draft', { flow: of.name })
          : of.version === undefined
            ? t(none, { flow: of.name })
            : t('said.version', { flow: of.name, version: of.version })
        : open;
    const values = {
      flow_from: flow(draft.flow_from, 'said.any_version'),
      flow_to: flow(draft.flow_to, 'said.live_version'),
      agents: draft.agents?.length ? list.format(draft.agents) : open,
      group: draft.group ?? open,
      count: draft.count ?? 1,
      skill: draft.skill ?? open,
      level: draft.level ?? 3,
      queue: draft.queue ?? open,
      queues: draft.queues?.length ? list.format(draft.queues) : t('said.all_queues'),
      by: t(by_min < 0 ? 'said.earlier' : 'said.later', {
        count: Math.abs(by_min),
        minutes: Math.abs(by_min),
      }),
      span: from && to ? t('said.span', { from, to }) : t('said.whole_day'),
      percent: draft.percent ?? 100,
      contacts: draft.contacts ?? 0,
      minutes: Math.round((draft.after_s ?? 0) / 6) / 10,
      share: draft.share_percent ?? 50,
      reached: draft.reached_percent ?? 85,
      choice: draft.choice ? t(`choice.${draft.choice}`) : t('said.as_it_is'),
      timeout: draft.timeout_s ? t('said.seconds', { seconds: draft.timeout_s }) : t('said.as_it_is'),
    };
    return t(`said.${kind}`, values);
  };
}
