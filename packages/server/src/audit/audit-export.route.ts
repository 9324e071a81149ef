import express, { type Request, type Router } from 'express';
import { type BureauScope, enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { AUDIT_ACTION_NAMES, AUDIT_OUTCOMES } from '../platform/audit-trail.ts';
import { onRecord } from '../platform/audited.ts';
import { writeCsv } from '../platform/csv-download.ts';
import { Refusal } from '../platform/refusal.ts';
import type { DownloadColumn } from '../platform/table-download.ts';
import { auditQuestion, readAuditEntries } from './audit.service.ts';
import type { AuditEntry, AuditFilter } from './audit.type.ts';

/** A CSV of the audit log: `GET /audit.csv?bureau=…&lang=…&actor=…&action=…&outcome=…&since=…&until=…`, action and outcome as often as wanted. */
export function auditExport(contextOf: (request: Request) => RequestContext): Router {
  const router = express.Router();
  router.get('/audit.csv', async (request, response) => {
    const context = contextOf(request);
    const bureauCode = textOf(request, 'bureau') ?? '';
    const filter = filterOf(request);
    const subject = {
      actions: filter.actions ?? null,
      since: filter.since ?? null,
      until: filter.until ?? null,
    };
    await onRecord(context, { action: 'AUDIT_EXPORTED', bureauCode, subject }, async () => {
      if (!context.principal.isAllowed('ADMIN')) {
        throw new Refusal('FORBIDDEN');
      }
      const scope = await enterBureau(context, bureauCode);
      const entries = readAuditEntries(context, auditQuestion(scope, filter));
      response.attachment(`${scope.bureau.code}_audit_${scope.today}.csv`);
      await writeCsv(entries, columnsFor(scope, textOf(request, 'lang') === 'en'), response);
    });
  });
  return router;
}

/** What is not of the closed lists is left out: it could be in no entry. */
function filterOf(request: Request): AuditFilter {
  return {
    actor: textOf(request, 'actor'),
    actions: chosen(request, 'action', AUDIT_ACTION_NAMES),
    outcomes: chosen(request, 'outcome', AUDIT_OUTCOMES),
    since: dayOf(request, 'since'),
    until: dayOf(request, 'until'),
  };
}

function chosen<Value extends string>(
  request: Request,
  name: string,
  values: readonly Value[],
): Value[] | null {
  const asked = [request.query[name] ?? []].flat();
  return asked.length === 0 ? null : values.filter((value) => asked.includes(value));
}

function columnsFor({ calendar }: BureauScope, isEnglish: boolean): DownloadColumn<AuditEntry>[] {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: calendar.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const column = (
    zh: string,
    en: string,
    value: DownloadColumn<AuditEntry>['value'],
  ): DownloadColumn<AuditEntry> => ({
    title: isEnglish ? en : zh,
    type: 'TEXT',
    value,
  });
  return [
    { title: isEnglish ? 'Entry' : '序号', type: 'COUNT', value: ({ id }) => Number(id) },
    { title: isEnglish ? 'Time' : '时间', type: 'INSTANT', value: ({ at }) => clock.format(at) },
    column('身份', 'Kind', ({ actorKind }) => actorKind),
    column('操作人', 'Who', ({ actor }) => actor),
    column('来源地址', 'From', ({ address }) => address),
    column('操作代码', 'Action code', ({ action }) => action),
    column('操作', 'Action', ({ actionNameZh, actionNameEn }) => (isEnglish ? actionNameEn : actionNameZh)),
    column(
      '对象',
      'On',
      ({ subjects }) => subjects.map(({ name, value }) => `${name}=${value}`).join('; ') || null,
    ),
    column('结果', 'Outcome', ({ outcome }) => outcome),
    column('原因代码', 'Reason code', ({ code }) => code),
  ];
}

function textOf(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' ? value : null;
}

function dayOf(request: Request, name: string): string | null {
  const text = textOf(request, name);
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
