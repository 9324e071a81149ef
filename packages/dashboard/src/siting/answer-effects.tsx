import { useState } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import { shareOf } from '../exports/table-column.ts';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import type { SitingDraft } from './siting-draft.ts';
import type { Answer } from './siting-queries.ts';
import { useSitingText } from './siting-text.ts';

type Town = Answer['towns'][number];
type Place = Answer['places'][number];

/** Who gains and who is still out, by town and street. */
export function TownEffects({
  towns,
  title,
  question,
}: {
  towns: readonly Town[];
  title: string;
  question: SitingDraft;
}) {
  const t = useText();
  const text = useSitingText(question);
  return (
    <Section title={title}>
      <DataTable
        caption={title}
        hideCaption
        rows={towns}
        keyOf={({ townOrStreet }) => townOrStreet ?? ''}
        columns={[
          {
            title: t('coverage.towns'),
            type: 'TEXT',
            value: ({ townOrStreet }) => townOrStreet ?? t('coverage.noTown'),
          },
          {
            title: t('siting.before'),
            type: 'RATE',
            value: ({ coveredBefore, weight }) => shareOf(coveredBefore, weight),
          },
          {
            title: t('siting.after'),
            type: 'RATE',
            value: ({ coveredAfter, weight }) => shareOf(coveredAfter, weight),
          },
          {
            title: t('siting.gained', { unit: text.unit }),
            type: 'NUMBER',
            digits: 0,
            value: ({ gained }) => gained,
          },
          ...(towns.some(({ lost }) => lost > 0)
            ? [
                {
                  title: t('siting.lost', { unit: text.unit }),
                  type: 'NUMBER' as const,
                  digits: 0,
                  value: ({ lost }: Town) => lost,
                },
              ]
            : []),
          {
            title: t('siting.stillOut', { unit: text.unit }),
            type: 'NUMBER',
            digits: 0,
            value: ({ weight, coveredAfter }) => weight - coveredAfter,
          },
          ...(towns.some(({ weight, coverable }) => weight > coverable)
            ? [
                {
                  title: t('siting.outOfReach', { unit: text.unit }),
                  type: 'NUMBER' as const,
                  digits: 0,
                  value: ({ weight, coverable }: Town) => weight - coverable,
                },
              ]
            : []),
          {
            title: t('siting.meanBefore'),
            type: 'NUMBER',
            measure: 'siting-travel',
            value: ({ meanMinutesBefore }) => meanMinutesBefore,
          },
          {
            title: t('siting.meanAfter'),
            type: 'NUMBER',
            measure: 'siting-travel',
            value: ({ meanMinutesAfter }) => meanMinutesAfter,
          },
        ]}
      />
    </Section>
  );
}

const WHICH = ['GAINS', 'STILL_OUT', 'LOSES'] as const;
/** More rows than this make a page slow. */
const MOST_ROWS = 300;

const IS: Readonly<Record<(typeof WHICH)[number], (place: Place) => boolean>> = {
  GAINS: ({ coveredBefore, coveredAfter }) => coveredAfter > coveredBefore,
  STILL_OUT: ({ coveredAfter, weight }) => coveredAfter === 0 && weight > 0,
  LOSES: ({ coveredBefore, coveredAfter }) => coveredAfter < coveredBefore,
};

/** The same, place by place: the heaviest first. */
export function PlaceEffects({ answer, question }: { answer: Answer; question: SitingDraft }) {
  const t = useText();
  const format = useFormat();
  const nameOf = useNames();
  const text = useSitingText(question);
  const [which, setWhich] = useState<(typeof WHICH)[number]>('GAINS');
  const found = answer.places.filter(IS[which]).sort((one, other) => other.weight - one.weight);
  return (
    <Section
      title={t('siting.places')}
      action={
        <fieldset className="choice">
          <legend className="visually-hidden">{t('siting.places')}</legend>
          {WHICH.map((each) => (
            <button key={each} type="button" aria-pressed={each === which} onClick={() => setWhich(each)}>
              {t(`sitingEffect.${each}`, { count: format.count(answer.places.filter(IS[each]).length) })}
            </button>
          ))}
        </fieldset>
      }
    >
      {found.length > MOST_ROWS && <p className="list-count">{t('map.cut', { count: MOST_ROWS })}</p>}
      {found.length === 0 ? (
        <p className="muted">{t('siting.noPlaces')}</p>
      ) : (
        <DataTable
          caption={t('siting.places')}
          hideCaption
          rows={found.slice(0, MOST_ROWS)}
          keyOf={({ kind, code }) => `${kind}:${code}`}
          columns={[
            { title: t('coverage.place'), type: 'TEXT', value: nameOf },
            { title: t('coverage.kind'), type: 'TEXT', value: ({ kind }) => t(`mapOne.${kind}`) },
            { title: t('coverage.towns'), type: 'TEXT', value: ({ townOrStreet }) => townOrStreet },
            {
              title: t('siting.weightColumn', { unit: text.unit }),
              type: 'NUMBER',
              digits: 0,
              value: ({ weight }) => weight,
            },
            {
              title: t('siting.minutesBefore'),
              type: 'NUMBER',
              measure: 'travel-time',
              value: ({ minutesBefore }) => minutesBefore,
            },
            {
              title: t('siting.minutesAfter'),
              type: 'NUMBER',
              measure: 'travel-time',
              value: ({ minutesAfter }) => minutesAfter,
            },
            {
              title: t('siting.note'),
              type: 'TEXT',
              value: ({ canBeCovered, coveredAfter }) =>
                coveredAfter === 0 && !canBeCovered ? t('siting.noSiteNear') : null,
            },
          ]}
        />
      )}
    </Section>
  );
}
