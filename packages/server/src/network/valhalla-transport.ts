/** The questions of Valhalla's HTTP API that are asked here. */
export type ValhallaAction = 'locate' | 'sources_to_targets' | 'route' | 'isochrone';

/** How Valhalla is reached: in this process, or over HTTP. Its refusals are thrown as ValhallaFailure. */
export type ValhallaTransport = (action: ValhallaAction, body: object) => Promise<unknown>;

/** What Valhalla says when it does not answer; embedded it has a text alone, so that the text is what is told apart. */
export class ValhallaFailure extends Error {
  /** A place that it finds no road for fails a whole question. */
  get isNoRoad(): boolean {
    return /no suitable edges|no data found/i.test(this.message);
  }

  /** No way between any of those that were asked for. */
  get isNoWay(): boolean {
    return /no path could be found|unreachable|locations are in unconnected regions/i.test(this.message);
  }
}
