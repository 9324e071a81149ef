import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { ruruHTML } from 'ruru/server';
import { serveStatic as serveRuru } from 'ruru/static';
import { applicationExports } from './applications/application-export.route.ts';
import { auditExport } from './audit/audit-export.route.ts';
import { placesMap } from './coverage/places-map.route.ts';
import { accountRoutes } from './identity/account-routes.ts';
import { AttemptLimits } from './identity/attempt-limits.ts';
import { identify, principalOf } from './identity/identify.ts';
import { OIDC_PATH, type OidcConfig } from './identity/oidc-config.ts';
import { oidcRoutes } from './identity/oidc-routes.ts';
import { createRequestContext } from './identity/request-context.ts';
import { loadApplicantKeys } from './imports/applicant-keys.ts';
import type { ImportContext } from './imports/import-desk.service.ts';
import { ImportFiles } from './imports/import-files.ts';
import { importRoutes } from './imports/import-routes.ts';
import { mapTiles } from './network/map-tiles.route.ts';
import { NetworkEngines } from './network/network-engines.ts';
import { callerLeaving } from './platform/abandoned-work.ts';
import type { TrustProxy } from './platform/config.ts';
import { createPool, type Database } from './platform/database.ts';
import { jsonBody } from './platform/endpoint/body-reader.ts';
import { OPERATION_LIMITS, PARSE_OPTIONS, SHAPE_RULES } from './platform/endpoint/document-limits.ts';
import { JSON_STATUS } from './platform/endpoint/json-status.ts';
import { LIMITS } from './platform/endpoint/limits.ts';
import {
  RateLimits,
  REQUEST_RATES,
  type RequestRates,
  UNLIMITED_RATES,
} from './platform/endpoint/rate-limits.ts';
import { refuseCrossSite } from './platform/endpoint/same-origin.ts';
import { headersForPage, keptByNobody, securityHeaders } from './platform/endpoint/security-headers.ts';
import { lastWord, tellGraphQLError } from './platform/endpoint/tell-error.ts';
import { type FreeQueries, TrustedDocuments } from './platform/endpoint/trusted-documents.ts';
import { JobProcesses } from './platform/job-processes.ts';
import { Refusal } from './platform/refusal.ts';
import { createSchema } from './schema.ts';
import type { SitingContext } from './siting/conduct-siting.ts';
import { SitingJobs } from './siting/siting-jobs.ts';
import { publicPages } from './transparency/public-site/public-pages.route.ts';
import { PublishedSite } from './transparency/public-site/published-site.ts';
import { releasePreview } from './transparency/release-preview.route.ts';
import { ON_TIME, OWNED_TIME, STATUTORY_ON_TIME, TURNAROUND } from './turnaround/turnaround.definitions.ts';

export interface ServerOptions {
  readonly database: Database;
  /** 0: any free port. */
  readonly port: number;
  /** Everyone who reaches it is the operator of the machine: it listens on the loopback address only. */
  readonly isOperator: boolean;
  /** Whether who is not signed in is the demonstration's guest; null, the default: as long as there is no other bureau. */
  readonly demonstrationGuest?: boolean | null;
  /** The built dashboard (index.html and assets); null: the API alone. */
  readonly dashboardFolder: string | null;
  /** Single sign-on; null, the default: there is none. */
  readonly oidc?: OidcConfig | null;
  /** Where files on their way in are kept. */
  readonly dataFolder: string;
  readonly logger: Logger;
  /** Proxies whose word about the address of a caller is taken (Express's `trust proxy`); none by default. */
  readonly trustProxy?: TrustProxy;
  readonly requestRates?: RequestRates;
  readonly freeQueries?: FreeQueries;
  readonly clock?: () => Date;
  /** In the place of the product's own. */
  readonly schema?: GraphQLSchema;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

type ServerContext = ImportContext & SitingContext;

/** Connections that count requests: of their own, so that a busy database is no way around the limits. */
const COUNTING_CONNECTIONS = 2;
/** Where answers depend on who asks. */
const ANSWERS = ['/graphql', '/api', '/exports', '/map'];
const EXPLORER_ASSETS = '/graphql/explorer/';
const EXAMPLE_QUERY = `# How much came in at each service point, and what is open. The documentation is in the book at the left.
{
  bureau { code nameZh today }
  caseload(bureau: "QINGXIU", period: { from: "2021-03-01", to: "2021-12-22" }, groupBy: SERVICE_POINT) {
    total { received closed backlog overdue }
    groups { key { code nameZh } figures { received backlog } }
  }
}
`;
const LOOPBACK = '127.0.0.1';

/** Serves the API, its explorer and the dashboard on one port. @throws EADDRINUSE when the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy ?? false);
  const server = createServer(app);
  limitTime(server);
  const schema = options.schema ?? createSchema();
  const trusted = await TrustedDocuments.read(options.dashboardFolder);
  const apollo = new ApolloServer<ServerContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: { cache: trusted.texts },
    documentStore: trusted.parsed,
    parseOptions: PARSE_OPTIONS,
    validationRules: [...SHAPE_RULES],
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: server }),
      ApolloServerPluginLandingPageDisabled(),
      trusted.gate(options.freeQueries ?? 'BY_PRINCIPAL'),
      OPERATION_LIMITS,
      JSON_STATUS,
    ],
    formatError: (formatted, error) => tellGraphQLError(formatted, error, options.logger),
  });
  await apollo.start();
  const countingPool = createPool(options.database.pool.options.connectionString ?? '', COUNTING_CONNECTIONS);
  const rates = new RateLimits(
    countingPool,
    options.requestRates ?? (options.isOperator ? UNLIMITED_RATES : REQUEST_RATES),
  );
  const desk = {
    jobProcesses: new JobProcesses(options.logger),
    applicantKeys: await loadApplicantKeys(options.dataFolder),
    networkEngines: new NetworkEngines(options.dataFolder),
    sitingJobs: new SitingJobs(options.logger),
  };
  const clock = options.clock ?? (() => new Date());
  const { pool } = options.database;
  const limits = new AttemptLimits(pool);
  const publishedSite = await PublishedSite.open(pool, options.logger);
  const contextOf = (request: Request): ServerContext => {
    const context = createRequestContext({
      database: options.database,
      principal: principalOf(request),
      clock,
      address: request.ip ?? null,
      left: callerLeaving(request),
    });
    return { ...context, ...desk, importFiles: new ImportFiles(context.pool, options.dataFolder) };
  };

  if (options.isOperator) {
    app.use(refuseOtherHosts);
  }
  // Before all else: they have headers of their own, and thousands of readers at once.
  app.use('/public', publicPages(publishedSite));
  app.use(securityHeaders());
  serveExplorer(app);
  app.use(
    ANSWERS,
    keptByNobody,
    rates.ofAddress,
    identify({
      pool,
      limits,
      clock,
      isOperator: options.isOperator,
      demonstrationGuest: options.demonstrationGuest ?? null,
    }),
    (request, _response, next) => {
      rates.admit(principalOf(request).rateKey).then(() => next(), next);
    },
  );
  app.use(OIDC_PATH, oidcRoutes({ config: options.oidc ?? null, pool, clock, logger: options.logger }));
  app.use(ANSWERS, refuseCrossSite);
  app.use('/api/account', accountRoutes({ pool, limits, clock, logger: options.logger }));
  app.use(
    '/graphql',
    jsonBody(options.logger),
    expressMiddleware(apollo, {
      context: ({ req }) => Promise.resolve(contextOf(req)),
    }),
  );
  app.use('/api', importRoutes(contextOf));
  app.use('/api', releasePreview(contextOf));
  app.use('/map', mapTiles(options.dataFolder, contextOf));
  app.use('/map', placesMap(contextOf));
  app.use(
    '/exports',
    applicationExports({
      schema,
      contextOf,
      definitions: [TURNAROUND, OWNED_TIME, ON_TIME, STATUTORY_ON_TIME],
      logger: options.logger,
    }),
  );
  app.use('/exports', auditExport(contextOf));
  app.use(ANSWERS, notFound);
  serveDashboard(app, options.dashboardFolder);
  app.use(notFound, lastWord(options.logger));

  const port = await listen(server, options.port, options.isOperator ? LOOPBACK : undefined);
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      publishedSite.close();
      await Promise.all([desk.jobProcesses.close(), desk.sitingJobs.close()]);
      await apollo.stop();
      await countingPool.end();
    },
  };
}

/** Node.js limits the headers; bodies are limited where they are read, since a file may take hours. */
function limitTime(server: Server): void {
  server.headersTimeout = LIMITS.headerSeconds * 1000;
  server.requestTimeout = 0;
  server.timeout = LIMITS.idleSeconds * 1000;
}

const notFound: express.RequestHandler = (_request, _response, next) => next(new Refusal('NOT_FOUND'));

/** A page of another site must not reach an operator's server under a name that resolves to this machine (DNS rebinding). */
const refuseOtherHosts: express.RequestHandler = (request, _response, next) =>
  next(['localhost', LOOPBACK].includes(request.hostname) ? undefined : new Refusal('WRONG_HOST'));

/** GET /graphql in a browser: the endpoint explains itself, with nothing from another host. */
function serveExplorer(app: Express): void {
  app.use(serveRuru(EXPLORER_ASSETS));
  const page = ruruHTML({
    staticPath: EXPLORER_ASSETS,
    endpoint: '/graphql',
    clientConfig: { defaultQuery: EXAMPLE_QUERY },
  });
  const headers = headersForPage(page);
  app.get('/graphql', (request, response, next) => {
    if (request.accepts(['json', 'html']) === 'html' && request.query['query'] === undefined) {
      headers(request, response, () => response.type('html').set('cache-control', 'no-cache').send(page));
    } else {
      next();
    }
  });
}

function serveDashboard(app: Express, folder: string | null): void {
  if (folder === null) {
    return;
  }
  app.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(folder, { index: false }));
  // Every other address is a page of the dashboard, which routes in the browser.
  app.get('/{*page}', (_request, response) => {
    response.set('cache-control', 'no-cache').sendFile(join(folder, 'index.html'));
  });
}

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
