import { plantSecret } from './run-log.ts';

/** What is sent to sign in with, and may be in no log. */
const SECRET_FIELDS = [
  ['password', 'PASSWORD'],
  ['newPassword', 'PASSWORD'],
  ['secret', 'ONE_TIME_LINK'],
] as const;

/** Someone at a browser, as far as a server sees them: cookies are kept, and requests come from its own pages. */
export class AccountClient {
  readonly #cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** As someone who reaches into another's browser would. */
  plant(name: string, value: string): void {
    this.#cookies.set(name, plantSecret('SESSION', value));
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(this.url + path, {
      redirect: 'manual',
      ...init,
      headers: { ...(this.cookie && { cookie: this.cookie }), ...(init.headers as Record<string, string>) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Expires=Thu, 01 Jan 1970/i.test(line)) {
        this.#cookies.delete(name);
      } else {
        this.#cookies.set(name, plantSecret('SESSION', value));
      }
    }
    return response;
  }

  post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    for (const [field, kind] of SECRET_FIELDS) {
      plantSecret(kind, String((body as Record<string, unknown>)[field] ?? ''));
    }
    return this.fetch(`/api/account/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
      body: JSON.stringify(body),
    });
  }

  /** The status and code of a request that may be refused. */
  async attempt(path: string, body: object): Promise<readonly [number, unknown]> {
    return refusalOf(await this.post(path, body));
  }

  async ask<Data>(query: string): Promise<{ data: Data | null; codes: string[] }> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors = [] } = (await response.json()) as {
      data?: Data;
      errors?: { extensions: { code: string } }[];
    };
    return { data: data ?? null, codes: errors.map(({ extensions }) => extensions.code) };
  }

  async kind(): Promise<string | undefined> {
    return (await this.ask<{ viewer: { kind: string } }>('{ viewer { kind } }')).data?.viewer.kind;
  }
}

/** The status and code of an answer; null: it is none of refusal. */
export async function refusalOf(response: Response): Promise<readonly [number, unknown]> {
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code ?? null];
}
