import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { AUDIT_ACTION_NAMES, recordAudit } from '../src/platform/audit-trail.ts';
import { auditMutations } from '../src/platform/audited.ts';
import { BUREAU_ROLE, POINT_ROLE, withinScope } from '../src/platform/row-scope.ts';
import { runQuery, tryQuery } from './run-query.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
const NOW = new Date('2021-12-22T02:00:00Z');
const clock = () => NOW;
const actor = { kind: 'ACCOUNT', actor: 'wang', accountId: 7, tokenId: null };

beforeAll(async () => {
  database = await createTestDatabase();
  for (const code of ['ONE', 'OTHER']) {
    await addBureau(database.pool, {
      code,
      nameZh: '局',
      nameEn: 'Bureau',
      timeZone: 'Asia/Shanghai',
      calendarCode: 'CN',
      standardHours: [{ open: '09:00', close: '17:00' }],
    });
  }
});
afterAll(() => database.close());

interface Entry {
  at: string;
  actor: string;
  action: string;
  address: string | null;
  outcome: string;
  code: string | null;
  isOfInstallation: boolean;
  subjects: { name: string; value: string }[];
}
interface Page {
  totalCount: number;
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
  edges: { node: Entry }[];
}

const LIST = `query ($filter: AuditFilter, $first: Int, $after: String, $bureau: ID! = "ONE") {
  auditEntries(bureau: $bureau, filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage }
    edges { node { at actor action address outcome code isOfInstallation subjects { name value } } }
  }
}`;
const list = async (variables: Record<string, unknown> = {}): Promise<Page> =>
  (await runQuery<{ auditEntries: Page }>(database, LIST, variables)).auditEntries;

const note = (bureauCode: string | null, more: Partial<Parameters<typeof recordAudit>[1]> = {}) =>
  recordAudit(database.pool, {
    action: 'SIGN_IN',
    actor,
    address: '192.0.2.7',
    at: NOW,
    bureauCode,
    subject: {},
    outcome: 'SUCCEEDED',
    code: null,
    ...more,
  });

const SET_TARGET = `mutation ($bureau: ID!, $measure: ID!) {
  setTarget(bureau: $bureau, target: { measure: $measure, grain: YEAR, value: 0.9, validFrom: "2021-01-01" }) { __typename }
}`;

describe('a mutation', () => {
  it('goes on record with who, what, when, on which rows, and what came of it', async () => {
    await runQuery(database, SET_TARGET, { bureau: 'ONE', measure: 'on-time' }, { clock });
    await tryQuery(database, SET_TARGET, { bureau: 'ONE', measure: 'no-such' }, { clock });
    await tryQuery(database, SET_TARGET, { bureau: 'NOWHERE', measure: 'on-time' }, { clock });
    await tryQuery(database, SET_TARGET, { bureau: 'ONE', measure: 'on-time' }, { clock, role: 'GUEST' });
    const { edges, totalCount } = await list();
    expect(totalCount).toBe(4);
    expect(
      edges.map(({ node: { at: _, subjects, ...node } }) => ({
        ...node,
        measure: subjects.find(({ name }) => name === 'target.measure')?.value,
      })),
    ).toEqual([
      // The guest sees no bureau here: which one it named is not known to be one.
      {
        actor: 'GUEST',
        action: 'TARGET_SET',
        address: null,
        outcome: 'REFUSED',
        code: 'FORBIDDEN',
        isOfInstallation: true,
        measure: 'on-time',
      },
      {
        actor: 'OPERATOR',
        action: 'TARGET_SET',
        address: null,
        outcome: 'REFUSED',
        code: 'BUREAU_NOT_FOUND',
        isOfInstallation: true,
        measure: 'on-time',
      },
      {
        actor: 'OPERATOR',
        action: 'TARGET_SET',
        address: null,
        outcome: 'REFUSED',
        code: 'UNKNOWN_MEASURE',
        isOfInstallation: false,
        measure: 'no-such',
      },
      {
        actor: 'OPERATOR',
        action: 'TARGET_SET',
        address: null,
        outcome: 'SUCCEEDED',
        code: null,
        isOfInstallation: false,
        measure: 'on-time',
      },
    ]);
    expect(new Set(edges.map(({ node }) => node.at))).toEqual(new Set([NOW.toISOString()]));
  });

  it('without an action does not start', () => {
    const field = { type: GraphQLString };
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: { one: field } }),
      mutation: new GraphQLObjectType({ name: 'Mutation', fields: { forgotten: field } }),
    });
    expect(() => auditMutations(schema)).toThrow('Mutations without an audit action: forgotten');
  });

  it('that fails on our side is on record as failed, and fails still', async () => {
    const schema = auditMutations(
      new GraphQLSchema({
        query: new GraphQLObjectType({ name: 'Query', fields: { one: { type: GraphQLString } } }),
        mutation: new GraphQLObjectType({
          name: 'Mutation',
          fields: {
            breaks: {
              type: GraphQLString,
              extensions: { audited: { action: 'TARGET_ENDED', identifying: [] } },
              resolve: () => {
                throw new TypeError('the disk is full of 13812345678');
              },
            },
          },
        }),
      }),
    );
    const { resolve } = schema.getMutationType()?.getFields()['breaks'] ?? {};
    const context = { principal: actor, pool: database.pool, clock, address: null };
    await expect(resolve?.({}, {}, context, {} as never)).rejects.toThrow(TypeError);
    const { edges } = await list({ filter: { actions: ['TARGET_ENDED'] } });
    expect(edges.map(({ node: { outcome, code } }) => [outcome, code])).toEqual([
      ['FAILED', 'INTERNAL_SERVER_ERROR'],
    ]);
  });
});

describe('what is done', () => {
  const refusing = async (outcomes: string, work: () => Promise<unknown>) => {
    await database.pool.query(
      `create function no_entry() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
       create trigger no_entry before insert on audit_entry for each row when (new.outcome ${outcomes}) execute function no_entry()`,
    );
    try {
      await work();
    } finally {
      await database.pool.query('drop function no_entry cascade');
    }
  };
  const setTarget = async () =>
    (await tryQuery(database, SET_TARGET, { bureau: 'OTHER', measure: 'on-time' }, { clock })).errors.map(
      ({ code }) => code,
    );
  const targets = async () =>
    (
      await database.pool.query(
        `select from target t join bureau b on b.id = t.bureau_id where b.code = 'OTHER'`,
      )
    ).rowCount;
  const outcomes = async () =>
    (await list({ bureau: 'OTHER', filter: { actions: ['TARGET_SET'] } })).edges
      .filter(({ node }) => !node.isOfInstallation)
      .map(({ node }) => node.outcome);

  it('is not done when it cannot be put on record first', async () => {
    await refusing(`= 'BEGUN'`, async () => {
      expect(await setTarget()).toEqual(['INTERNAL_SERVER_ERROR']);
    });
    expect([await targets(), await outcomes()]).toEqual([0, []]);
  });

  it('is on record as begun when what came of it could not be written any more', async () => {
    await refusing(`<> 'BEGUN'`, async () => {
      expect(await setTarget()).toEqual(['INTERNAL_SERVER_ERROR']);
    });
    expect([await targets(), await outcomes()]).toEqual([1, ['BEGUN']]);
  });

  it('is listed once, by how it ended, and is two entries', async () => {
    expect(await setTarget()).toEqual([]);
    expect(await outcomes()).toEqual(['SUCCEEDED', 'BEGUN']);
    const { rows } = await database.pool.query(
      `select outcome from audit_entry e join bureau b on b.id = e.bureau_id where b.code = 'OTHER' order by e.id`,
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['BEGUN', 'BEGUN', 'SUCCEEDED']);
  });
});

describe('the list', () => {
  it('is narrowed by who, action, outcome and days of the bureau, page by page', async () => {
    await note('ONE', { action: 'SIGN_OUT', at: new Date('2022-01-31T16:30:00Z') });
    await note('ONE', {
      action: 'SIGN_OUT',
      at: new Date('2022-02-01T15:59:59Z'),
      outcome: 'REFUSED',
      code: 'X',
    });
    await note('ONE', { action: 'SIGN_OUT', at: new Date('2022-02-01T16:00:00Z') });
    await note('OTHER', { action: 'SIGN_OUT', at: new Date('2022-02-01T01:00:00Z') });
    const outcomes = async (filter: object) => (await list({ filter })).edges.map(({ node }) => node.outcome);
    const day = { since: '2022-02-01', until: '2022-02-01' };
    // The first of February in Shanghai begins at 16:00 of the day before in UTC.
    expect(await outcomes(day)).toEqual(['REFUSED', 'SUCCEEDED']);
    expect(await outcomes({ ...day, outcomes: ['REFUSED'] })).toEqual(['REFUSED']);
    expect(await outcomes({ actions: ['SIGN_OUT'] })).toHaveLength(3);
    expect(await outcomes({ actions: ['SIGN_OUT'], actor: 'WAN' })).toHaveLength(3);
    expect(await outcomes({ actions: ['SIGN_OUT'], actor: 'li' })).toEqual([]);
    const first = await list({ filter: { actions: ['SIGN_OUT'] }, first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await list({ filter: { actions: ['SIGN_OUT'] }, first: 2, after: first.pageInfo.endCursor });
    expect([...first.edges, ...rest.edges].map(({ node }) => node.at)).toEqual([
      '2022-02-01T16:00:00.000Z',
      '2022-02-01T15:59:59.000Z',
      '2022-01-31T16:30:00.000Z',
    ]);
    expect(await outcomes({ since: '2022-02-02', until: '2022-02-01' })).toEqual([]);
  });

  it('shows no entry of another bureau, and those of none to who sees every bureau alone', async () => {
    await note(null, { action: 'SIGN_IN', outcome: 'REFUSED', code: 'WRONG' });
    const {
      rows: [one],
    } = await database.pool.query<{ id: number }>(`select id from bureau where code = 'ONE'`);
    const seen = async (bureaus: 'ALL' | number[], servicePointIds: number[] | null = null) =>
      (
        await withinScope(database.pool, { bureaus, servicePointIds }).query<{ code: string | null }>(
          'select distinct b.code from audit_entry e left join bureau b on b.id = e.bureau_id order by 1 nulls last',
        )
      ).rows.map(({ code }) => code);
    expect(await seen('ALL')).toEqual(['ONE', 'OTHER', null]);
    expect(await seen([one?.id ?? 0])).toEqual(['ONE']);
    expect(await seen([one?.id ?? 0], [1])).toEqual([]);
  });

  it('is for the administrator', async () => {
    const { errors } = await tryQuery(database, LIST, {}, { role: 'GUEST' });
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
  });
});

describe('an entry', () => {
  it.each(["update audit_entry set actor = 'x'", 'delete from audit_entry', 'truncate audit_entry'])(
    'is never changed: %s is refused to the owner of the database and to requests',
    async (statement) => {
      await expect(database.pool.query(statement)).rejects.toThrow(/append-only/);
      const requests = withinScope(database.pool, { bureaus: 'ALL', servicePointIds: null });
      await expect(requests.query(statement)).rejects.toThrow(/permission denied/);
    },
  );

  it('leaves no right to change it with the roles of requests', async () => {
    const { rows } = await database.pool.query(
      `select grantee, privilege_type from information_schema.role_table_grants
       where table_name = 'audit_entry' and grantee = any ($1) and privilege_type not in ('SELECT', 'INSERT')`,
      [[BUREAU_ROLE, POINT_ROLE]],
    );
    expect(rows).toEqual([]);
  });

  it('holds no number of a person, whatever an id was said to be', async () => {
    await note('ONE', {
      action: 'FILE_DISCARDED',
      subject: { file: '13812345678', ids: ['11010519491231002X', 'A'] },
    });
    const { edges } = await list({ filter: { actions: ['FILE_DISCARDED'] } });
    expect(edges[0]?.node.subjects).toEqual([
      { name: 'ids', value: '***, A' },
      { name: 'file', value: '***' },
    ]);
  });

  it('is of a closed list, each with a name in both languages', async () => {
    const { auditActions } = await runQuery<{
      auditActions: { action: string; nameZh: string; nameEn: string }[];
    }>(database, '{ auditActions { action nameZh nameEn } }');
    expect(auditActions.map(({ action }) => action)).toEqual(AUDIT_ACTION_NAMES);
    expect(auditActions.every(({ nameZh, nameEn }) => /\p{Script=Han}/u.test(nameZh) && nameEn !== '')).toBe(
      true,
    );
  });
});
