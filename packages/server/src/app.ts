import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request } from 'express';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import helmet from 'helmet';
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
import type { Database } from './platform/database.ts';
import { JobProcesses } from './platform/job-processes.ts';
import { createSchema } from './schema.ts';
import type { SitingContext } from './siting/conduct-siting.ts';
import { SitingJobs } from './siting/siting-jobs.ts';
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
  readonly clock?: () => Date;
  /** In the place of the product's own. */
  readonly schema?: GraphQLSchema;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

type ServerContext = ImportContext & SitingContext;

/** Largest request body; a query of the dashboard is a few kilobytes. */
const REQUEST_LIMIT = '256kb';
/** Everything but the files of the dashboard and the explorer, which are the same for everyone. */
const SERVED_TO_SOMEONE = ['/graphql', '/api', '/map', '/exports'];
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
  const server = createServer(app);
  const schema = options.schema ?? createSchema();
  const apollo = new ApolloServer<ServerContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: server }),
      ApolloServerPluginLandingPageDisabled(),
    ],
    formatError: (formatted, error) => hideInternals(formatted, error, options.logger),
  });
  await apollo.start();
  const desk = {
    jobProcesses: new JobProcesses(options.logger),
    applicantKeys: await loadApplicantKeys(options.dataFolder),
    networkEngines: new NetworkEngines(options.dataFolder),
    sitingJobs: new SitingJobs(options.logger),
  };
  const clock = options.clock ?? (() => new Date());
  const { pool } = options.database;
  const limits = new AttemptLimits(pool);
  const contextOf = (request: Request): ServerContext => {
    const context = createRequestContext({
      database: options.database,
      principal: principalOf(request),
      clock,
      address: request.ip ?? null,
    });
    return { ...context, ...desk, importFiles: new ImportFiles(context.pool, options.dataFolder) };
  };

  if (options.isOperator) {
    app.use(refuseOtherHosts);
  }
  serveExplorer(app);
  app.use(
    SERVED_TO_SOMEONE,
    identify({
      pool,
      limits,
      clock,
      isOperator: options.isOperator,
      demonstrationGuest: options.demonstrationGuest ?? null,
    }),
  );
  app.use(
    '/graphql',
    securityHeaders(),
    express.json({ limit: REQUEST_LIMIT }),
    expressMiddleware(apollo, {
      context: ({ req }) => Promise.resolve(contextOf(req)),
    }),
  );
  app.use(
    OIDC_PATH,
    securityHeaders(),
    oidcRoutes({ config: options.oidc ?? null, pool, clock, logger: options.logger }),
  );
  app.use('/api/account', securityHeaders(), accountRoutes({ pool, limits, clock, logger: options.logger }));
  app.use('/api', securityHeaders(), importRoutes(contextOf));
  app.use('/map', securityHeaders(), mapTiles(options.dataFolder, contextOf));
  app.use(
    '/exports',
    securityHeaders(),
    applicationExports({
      schema,
      contextOf,
      definitions: [TURNAROUND, OWNED_TIME, ON_TIME, STATUTORY_ON_TIME],
      logger: options.logger,
    }),
  );
  app.use('/exports', securityHeaders(), auditExport({ contextOf, logger: options.logger }));
  app.use('/map', securityHeaders(), placesMap({ contextOf, logger: options.logger }));
  serveDashboard(app, options.dashboardFolder);

  const port = await listen(server, options.port, options.isOperator ? LOOPBACK : undefined);
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      await Promise.all([desk.jobProcesses.close(), desk.sitingJobs.close()]);
      await apollo.stop();
    },
  };
}

/** A failure of ours is logged here and told as such; its message, statement and stack stay inside. */
function hideInternals(
  formatted: GraphQLFormattedError,
  error: unknown,
  logger: Logger,
): GraphQLFormattedError {
  const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
  if (extensions['code'] !== 'INTERNAL_SERVER_ERROR') {
    return { ...formatted, extensions };
  }
  logger.error({ err: error, path: formatted.path }, 'a query failed');
  return {
    message: 'Something went wrong on our side; it has been logged.',
    ...(formatted.path && { path: formatted.path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

/** A page of another site must not reach an operator's server under a name that resolves to this machine (DNS rebinding). */
const refuseOtherHosts: express.RequestHandler = (request, response, next) => {
  if (['localhost', LOOPBACK].includes(request.hostname)) {
    next();
  } else {
    response.status(421).type('text/plain').send('This server answers to localhost only.');
  }
};

/** GET /graphql in a browser: the endpoint explains itself, with nothing from another host. */
function serveExplorer(app: Express): void {
  app.use(serveRuru(EXPLORER_ASSETS));
  const page = ruruHTML({
    staticPath: EXPLORER_ASSETS,
    endpoint: '/graphql',
    clientConfig: { defaultQuery: EXAMPLE_QUERY },
  });
  app.get('/graphql', (request, response, next) => {
    if (request.accepts(['json', 'html']) === 'html' && request.query['query'] === undefined) {
      response.type('html').send(page);
    } else {
      next();
    }
  });
}

function serveDashboard(app: Express, folder: string | null): void {
  if (folder === null) {
    return;
  }
  app.use(securityHeaders());
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

function securityHeaders(): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        // Recharts positions its tooltips with style attributes.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        // Served over plain HTTP inside a bureau's network too.
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: false,
  }) as express.RequestHandler;
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
