import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { useSearchParams } from 'react-router';
import { en } from './messages/en.ts';
import { type MessageId, zhCN } from './messages/zh-cn.ts';

export type Language = 'zh-CN' | 'en';

const STORAGE_KEY = 'service-circle.language';
const CATALOGUES: Record<Language, Record<MessageId, string>> = { 'zh-CN': zhCN, en };

interface LanguageChoice {
  readonly language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'zh-CN', choose: () => undefined });

/** The language of the address, else the one chosen last, else Chinese. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('lang') ?? localStorage.getItem(STORAGE_KEY);
  const language: Language = asked === 'en' ? 'en' : 'zh-CN';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        localStorage.setItem(STORAGE_KEY, chosen);
        setParameters((present) => {
          present.set('lang', chosen);
          return present;
        });
      },
    }),
    [language, setParameters],
  );
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={language} messages={CATALOGUES[language]} defaultLocale="zh-CN">
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

export type Translate = (id: MessageId, values?: Record<string, string | number>) => string;

/** Whether there is a message of this id. */
export function isMessage(id: string): id is MessageId {
  return Object.hasOwn(zhCN, id);
}

/** The text of a message in the language shown. */
export function useText(): Translate {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}

/** Of two texts that the API has in both languages, the one shown. */
export function useNames(): (named: { readonly nameZh: string; readonly nameEn: string }) => string {
  const { language } = useLanguage();
  return ({ nameZh, nameEn }) => (language === 'en' ? nameEn : nameZh);
}
