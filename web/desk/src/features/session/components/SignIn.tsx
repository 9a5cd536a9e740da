import { useTranslation } from 'react-i18next';
import { BrandMark } from '@/ui/BrandMark';
import { LanguageSwitch } from '@/ui/LanguageSwitch';
import { ThemeSwitch } from '@/ui/ThemeSwitch';
import { useState } from 'react';
import type { Credentials } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import { useSignIn } from '../api/sign-in';
import { DemoSignIns } from './DemoSignIns';
import { PasswordStep } from './PasswordStep';
import { TotpStep } from './TotpStep';
import styles from './SignIn.module.css';

export function SignIn() {
  const { t } = useTranslation('session');
  const signIn = useSignIn();
  const [pending, setPending] = useState<Credentials | null>(null);

  const submit = (credentials: Credentials) =>
    signIn.mutate(credentials, {
      onError: (error) => {
        const { reason } = asProblem(error);
        if (reason === 'totp_required') setPending(credentials);
        if (reason === 'locked_out' || reason === 'bad_credentials') setPending(null);
      },
    });

  return (
    <div className={styles.page}>
      <div className={styles.tools}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className={styles.card}>
        <header className={styles.brand}>
          <BrandMark size={36} />
          <div>
            <h1>Rapport</h1>
            <p>{t('tagline')}</p>
          </div>
        </header>
        {pending ? (
          <TotpStep
            error={asProblem(signIn.error).reason === 'totp_required' ? null : signIn.error}
            isBusy={signIn.isPending}
            onSubmit={(totp) => submit({ ...pending, totp })}
            onBack={() => {
              signIn.reset();
              setPending(null);
            }}
          />
        ) : (
          <PasswordStep error={signIn.error} isBusy={signIn.isPending} onSubmit={submit} />
        )}
        {!pending && <DemoSignIns isBusy={signIn.isPending} onChoose={submit} />}
      </main>
    </div>
  );
}
