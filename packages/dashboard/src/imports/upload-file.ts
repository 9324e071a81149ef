/** A file that the server keeps, on its way in. */
export interface UploadedFile {
  readonly id: string;
}

interface UploadAnswer {
  readonly id?: string;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

export class UploadFailed extends Error {
  /** @param code the server's, or NETWORK where none came back */
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * Sends a file as it is, however large: the browser reads it from disk piece by piece.
 * @param onProgress called with the bytes sent so far
 * @throws UploadFailed
 */
export function uploadFile(
  file: File,
  bureau: string,
  { onProgress, signal }: { onProgress: (bytes: number) => void; signal: AbortSignal },
): Promise<UploadedFile> {
  // fetch cannot tell how much of a body is sent.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open('POST', `/api/import-files?${new URLSearchParams({ bureau, name: file.name }).toString()}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => {
      const answer = request.response as UploadAnswer | null;
      if (request.status === 201 && answer?.id !== undefined) {
        resolve({ id: answer.id });
      } else {
        reject(new UploadFailed(answer?.errors?.[0]?.extensions.code ?? 'NETWORK'));
      }
    });
    request.addEventListener('error', () => reject(new UploadFailed('NETWORK')));
    request.addEventListener('abort', () => reject(new UploadFailed('CANCELLED')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
