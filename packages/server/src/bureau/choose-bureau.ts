import type { RequestContext } from '../identity/request-context.ts';
import { StartupError } from '../platform/startup-error.ts';
import { type BureauScope, listBureaus } from './bureau-scope.ts';

/** The bureau that a command is about: by its code, or the only one. @throws StartupError naming those there are */
export async function chooseBureau(context: RequestContext, code: string | undefined): Promise<BureauScope> {
  const scopes = await listBureaus(context);
  const found = code === undefined ? scopes : scopes.filter(({ bureau }) => bureau.code === code);
  const [scope, ...others] = found;
  if (!scope || others.length > 0) {
    const codes = scopes.map(({ bureau }) => bureau.code).join(', ');
    throw new StartupError(
      code === undefined
        ? `Name the bureau with --bureau: ${codes || 'there is none yet; add one with bureau add'}.`
        : `There is no bureau ${code}.`,
    );
  }
  return scope;
}
