import { useTranslation } from 'react-i18next';

// Hundredths of a currency as people write them, without the small change.
export function useMoney(): (hundredths: number, currency: string) => string {
  const { i18n } = useTranslation();
  return (hundredths, currency) =>
    new Intl.NumberFormat(i18n.language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(
      hundredths / 100,
    );
}
