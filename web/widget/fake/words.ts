// What the fake company and its agent say.

import type { PreChatField } from '../src/chat/protocol.ts';

export const englishTexts: Record<string, string> = {
  title: 'Fernwell',
  subtitle: 'Coffee people, at your service',
  greeting: 'Hello! Ask us anything about grinders, beans or your order.',
  closed: 'Our workshop is asleep. We answer on weekdays from 9 to 18 o’clock.',
};

export const chineseTexts: Record<string, string> = {
  title: '枫泉咖啡器具',
  subtitle: '懂咖啡的人为您服务',
  greeting: '您好！磨豆机、咖啡豆或订单方面的问题，都可以问我们。',
  closed: '客服工作时间为工作日 9:00–18:00，欢迎届时联系我们。',
};

export function formFields(language: string | null): PreChatField[] {
  const topics =
    language === 'zh-CN' ? ['订单', '产品咨询', '维修保养'] : ['My order', 'Products', 'Repairs'];
  return [
    { name: 'name', label: 'Your name', label_zh: '您的称呼', kind: 'text', is_required: true },
    { name: 'email', label: 'Email', label_zh: '电子邮箱', kind: 'email', is_required: false },
    {
      name: 'topic',
      label: 'What is it about?',
      label_zh: '咨询类别',
      kind: 'select',
      options: topics,
      is_required: true,
    },
  ];
}

export const answers = {
  en: [
    'Hi, this is Nora. Let me have a look at that for you.',
    'Found it: your order left our workshop this morning. You can follow it at https://track.example.com/p/48213-NO.',
    'Happy to help! Is there anything else I can do for you? ☕️',
  ],
  zh: [
    '您好，我是李娜，马上为您查看。',
    '查到了：您的订单今天上午已经从工坊发出，可以在 https://track.example.com/p/48213 查看物流。',
    '很高兴能帮到您！请问还有其他问题吗？☕️',
  ],
};
