import { useState } from 'react';
import { useText } from '../platform/locale.tsx';
import { DownloadMenu } from './download-menu.tsx';
import { figuresTable } from './figure-facts.ts';
import { usePageDownloads } from './page-downloads.tsx';
import { useDownload } from './use-download.ts';
import { useFigureTitles } from './use-figure-titles.ts';

/** What can be done with a page as a whole: send its address, take all its figures. */
export function PageActions({ title }: { title: string }) {
  const t = useText();
  const { count, register } = usePageDownloads();
  const { tableChoices } = useDownload();
  const figureTitles = useFigureTitles();
  return (
    <div className="page-actions">
      <CopyLink />
      {count > 0 && (
        <DownloadMenu
          name={t('export.allFigures')}
          label={t('export.allFigures')}
          choices={tableChoices(
            () => figuresTable(register.all(), figureTitles(t('export.figuresOf', { title }))),
            () => ({ measures: register.all().map(({ measure }) => measure) }),
          )}
        />
      )}
    </div>
  );
}

/** The view's address, to be sent; to be copied by hand where the browser does not let a page write the clipboard. */
function CopyLink() {
  const t = useText();
  const { address } = useDownload();
  const [copied, setCopied] = useState<{ address: string; isInClipboard: boolean } | null>(null);
  const copy = async () => {
    const link = address();
    try {
      await navigator.clipboard.writeText(link);
      setCopied({ address: link, isInClipboard: true });
    } catch {
      setCopied({ address: link, isInClipboard: false });
    }
  };
  return (
    <>
      <button type="button" className="button button-quiet" onClick={() => void copy()}>
        {t('export.copyLink')}
      </button>
      <span aria-live="polite" className="copied">
        {copied?.isInClipboard === true && t('export.linkCopied')}
        {copied?.isInClipboard === false && (
          <label>
            {t('export.copyByHand')}{' '}
            <input readOnly value={copied.address} onFocus={({ target }) => target.select()} />
          </label>
        )}
      </span>
    </>
  );
}
