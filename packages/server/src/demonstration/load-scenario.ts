import { enterBureau } from '../bureau/bureau-scope.ts';
import { beginScenarioRun, type SitingContext } from '../siting/conduct-siting.ts';
import { saveScenario } from '../siting/scenario.service.ts';
import type { SitingAsk } from '../siting/siting-ask.ts';
import { QINGXIU } from './district.ts';

const NAME = '示例：开三个新点，半小时内居民最多 · Example: three new points for the most residents';

/** On foot, half an hour, whoever lives there; beside it what a bureau might have picked by eye. */
const QUESTION: SitingAsk = {
  model: 'MAXIMAL_COVERING',
  mode: 'WALK',
  thresholdMinutes: 30,
  weights: { residents: 1, enterprises: 0, keyBuildings: 0 },
  atKeyBuildings: true,
  inDemandAreas: true,
  preparingPoints: 'AS_OPEN',
  pins: [],
  candidateCost: 1,
  capacity: null,
  casesPerThousandResidents: 0,
  casesPerThousandEnterprises: 0,
  terms: [],
  newPoints: 3,
  allPoints: null,
  budget: null,
  floorShare: null,
  townFloors: [],
  backupWeight: 0,
  periods: [],
  minimise: 'POINTS',
  share: 1,
  mustReachKeyBuildings: false,
  ownPick: ['KEY_BUILDING:QX-B05', 'KEY_BUILDING:QX-B06', 'KEY_BUILDING:QX-B07'],
};
const TIME_LIMIT_SECONDS = 30;

/** One scenario for the demonstration, saved and solved as a planner's would be; unless the district ever had one. */
export async function loadDemonstrationScenario(context: SitingContext): Promise<void> {
  const { rows } = await context.pool.query(
    `select from bureau b where code = $1 and not exists (select from siting_scenario s where s.bureau_id = b.id)`,
    [QINGXIU.code],
  );
  if (rows.length === 0) {
    return;
  }
  const scope = await enterBureau(context, QINGXIU.code);
  const saved = await saveScenario(context, scope, { id: null, name: NAME, question: QUESTION });
  if ('code' in saved) {
    throw new Error(`The scenario of the demonstration was refused: ${saved.code}.`);
  }
  const { rowId } = saved.scenario;
  const begun = await beginScenarioRun(context, scope, { id: rowId, question: QUESTION }, TIME_LIMIT_SECONDS);
  if ('ended' in begun) {
    await begun.ended;
  }
}
