import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Bureau } from '../bureau/bureau.type.ts';
import { describePeriod } from '../bureau/period.ts';
import { Period } from '../bureau/period.type.ts';
import { perRequest, type RequestContext } from '../identity/request-context.ts';
import { ServicePoint } from '../service-points/service-point.type.ts';
import { dimensionNames } from './dimension.ts';
import { FilterOptions } from './dimension.type.ts';

/** What a bureau's applications add to it. */
@Resolver(() => Bureau)
export class BureauFactsResolver {
  @FieldResolver(() => Period, {
    nullable: true,
    description:
      'From the first to the last day on which an application was received, closed or logged; null: none yet.',
  })
  async extent(@Root() { scope }: Bureau, @Ctx() context: RequestContext): Promise<Period | null> {
    const { rows } = await context.pool.query<{ from: string | null; to: string | null }>(
      `select least(min(received_on), min(closed_on), min(first_logged_on)) as "from",
              greatest(max(received_on), max(closed_on), max(last_logged_on)) as "to"
       from application where bureau_id = $1`,
      [scope.id],
    );
    const { from, to } = rows[0] ?? {};
    return from && to ? describePeriod({ from, to }, scope.calendar) : null;
  }

  @FieldResolver(() => FilterOptions)
  async dimensions(@Root() { scope }: Bureau, @Ctx() context: RequestContext): Promise<FilterOptions> {
    const names = await dimensionNames(context, scope);
    return {
      servicePoints: names.all('SERVICE_POINT'),
      serviceItems: names.all('SERVICE_ITEM'),
      departments: names.all('DEPARTMENT'),
      domains: names.all('DOMAIN'),
      channels: names.all('CHANNEL'),
    };
  }
}

const volumes = perRequest(
  ({ pool }) =>
    new DataLoader<ServicePoint, number>(async (points) => {
      const { rows } = await pool.query<{ id: number; volume: number }>(
        `select a.service_point_id as id, count(*) as volume
         from unnest($1::int[], $2::date[]) as asked (id, today)
         join application a on a.service_point_id = asked.id and a.received_on <= asked.today
         group by 1`,
        [points.map(({ id }) => id), points.map(({ scope }) => scope.today)],
      );
      const byPoint = new Map(rows.map((row) => [row.id, row.volume]));
      return points.map(({ id }) => byPoint.get(id) ?? 0);
    }),
);

@Resolver(() => ServicePoint)
export class ServicePointVolumeResolver {
  @FieldResolver(() => Int, {
    description: 'Volume (办件量): applications it received from its first day up to and including today.',
  })
  volume(@Root() point: ServicePoint, @Ctx() context: RequestContext): Promise<number> {
    return volumes(context).load(point);
  }
}
