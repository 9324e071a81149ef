import { useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { ProgressBar } from '../components/progress-bar.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { UploadFailed, uploadFile } from './upload-file.ts';

interface Upload {
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
}

/** Where an officer drops a file, or chooses one; once it is sent, its page opens. */
export function DropZone() {
  const t = useText();
  const format = useFormat();
  const { bureau, parameters } = useView();
  const navigate = useNavigate();
  const id = useId();
  const [upload, setUpload] = useState<Upload | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);
  const abort = useRef<AbortController | null>(null);

  const send = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    abort.current = new AbortController();
    setProblem(null);
    setUpload({ name: file.name, bytes: file.size, sent: 0 });
    try {
      const { id: fileId } = await uploadFile(file, bureau.code, {
        onProgress: (sent) => setUpload({ name: file.name, bytes: file.size, sent }),
        signal: abort.current.signal,
      });
      await navigate(addressOf(`/imports/files/${fileId}`, parameters));
    } catch (error) {
      setUpload(null);
      setProblem(error instanceof UploadFailed ? error.code : 'NETWORK');
    }
  };

  if (upload) {
    return (
      <div className="card drop-zone">
        <ProgressBar
          label={t('upload.sending', { name: upload.name })}
          done={upload.sent}
          total={upload.bytes}
        >
          {t('upload.bytes', { sent: format.bytes(upload.sent), total: format.bytes(upload.bytes) })}
        </ProgressBar>
        <button type="button" className="button button-quiet" onClick={() => abort.current?.abort()}>
          {t('upload.cancel')}
        </button>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field below is the one for keyboards.
    <div
      className="card drop-zone"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        void send(event.dataTransfer.files[0]);
      }}
    >
      <strong>{t('upload.title')}</strong>
      <span className="muted">{t('upload.hint')}</span>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        onChange={({ target }) => void send(target.files?.[0])}
      />
      <label htmlFor={id} className="button button-quiet">
        {t('upload.choose')}
      </label>
      {problem !== null && problem !== 'CANCELLED' && (
        <p role="alert" className="problem">
          {t(problem === 'UPLOAD_TOO_LARGE' ? 'upload.tooLarge' : 'upload.failed', { code: problem })}
        </p>
      )}
    </div>
  );
}
