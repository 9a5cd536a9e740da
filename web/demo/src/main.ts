import { showAccount, signedIn } from './account';
import { addChat } from './chat';
import { pictures } from './pictures';
import { isKey, words, type Language } from './words';

const wish = new URLSearchParams(location.search).get('lang') ?? navigator.language;
const language: Language = /^zh/i.test(wish) ? 'zh-CN' : 'en';
const say = words[language];

document.documentElement.lang = language;
document.title = say.page_title;
for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
  const key = element.dataset.word ?? '';
  if (isKey(key)) element.textContent = say[key];
}
for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) element.ariaLabel = say.nav;
for (const element of document.querySelectorAll<HTMLElement>('[data-picture]'))
  element.innerHTML = pictures[element.dataset.picture ?? ''] ?? '';

const switcher = document.querySelector<HTMLAnchorElement>('#language');
if (switcher) {
  switcher.textContent = say.other_language;
  switcher.lang = language === 'en' ? 'zh-CN' : 'en';
  switcher.href = language === 'en' ? '?lang=zh' : '?lang=en';
}

addChat(language, signedIn()?.token);
void showAccount(language);
