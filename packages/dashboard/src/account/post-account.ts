/** What a reader can be told of a refused request: every one has a text. */
export const ACCOUNT_CODES = [
  'SIGN_IN_REFUSED',
  'LINK_REFUSED',
  'PASSWORD_LENGTH',
  'SIGN_IN_NAME',
  'NAME_TAKEN',
  'TOO_MANY_ATTEMPTS',
  'SINGLE_SIGN_ON_REFUSED',
  'SINGLE_SIGN_ON_NO_ROLE',
] as const;
export type AccountProblem = (typeof ACCOUNT_CODES)[number] | 'OTHER';

export type AccountAnswer =
  | { readonly problem: null; readonly data: Readonly<Record<string, unknown>> }
  | { readonly problem: AccountProblem };

/** Asks for what sets or takes the cookie of a session, which is not GraphQL (POST /api/account/…). */
export async function postAccount(path: string, body: object): Promise<AccountAnswer> {
  try {
    const response = await fetch(`/api/account/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const data = (await response.json()) as Readonly<Record<string, unknown>> & {
      readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
    };
    const told = data.errors?.[0]?.extensions.code;
    return response.ok
      ? { problem: null, data }
      : { problem: ACCOUNT_CODES.find((code) => code === told) ?? 'OTHER' };
  } catch {
    return { problem: 'OTHER' };
  }
}

/** Where to go after signing in: a page of ours that was asked for, else the first. A whole new page, so that nothing of another reader stays in memory. */
export function goOn(next: string | null): void {
  const here = new URL(window.location.href);
  const there = new URL(next !== null && /^\/(?![/\\])/.test(next) ? next : '/', here.origin);
  const language = here.searchParams.get('lang');
  if (language !== null && !there.searchParams.has('lang')) {
    there.searchParams.set('lang', language);
  }
  window.location.assign(there.pathname + there.search);
}
