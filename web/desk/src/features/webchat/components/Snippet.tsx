import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormGroup } from '@/ui/FormGroup';

export function Snippet({ channelKey }: { channelKey: string }) {
  const { t } = useTranslation('webchat');
  const text = `<script async src="${window.location.origin}/widget.js" data-key="${channelKey}"></script>`;
  return (
    <FormGroup title={t('snippet')} help={t('snippet_help')}>
      <Typography.Paragraph copyable={{ text }} code style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Typography.Paragraph>
    </FormGroup>
  );
}
