import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { Amount } from './amount.tsx';
import { pinKey, SITE_RULES, type SitingDraft, termOf, withoutPin, withTerm } from './siting-draft.ts';
import type { Candidates } from './siting-queries.ts';
import { useSitingText } from './siting-text.ts';

/** What is said of one site: locked, forbidden, in the own pick, its cost; where a pin stands. */
export function SitePanel({
  draft,
  candidates,
  selected,
  setDraft,
}: {
  draft: SitingDraft;
  candidates: Candidates['candidates'];
  selected: string | null;
  setDraft: (draft: SitingDraft) => void;
}) {
  const t = useText();
  const format = useFormat();
  const text = useSitingText(draft);
  const found = candidates.find(({ site }) => site.key === selected);
  if (!found) {
    return (
      <section className="card siting-panel" aria-label={t('siting.panel')}>
        <h3>{t('siting.panel')}</h3>
        <p className="muted">{t('siting.panelHint')}</p>
      </section>
    );
  }
  const { site, gain, coveredWeight } = found;
  const term = termOf(draft, site.key);
  const pin = draft.pins.find(({ code }) => pinKey(code) === site.key);
  const isCandidate = site.standing === 'CANDIDATE';
  const movePin = (change: Partial<NonNullable<typeof pin>>) =>
    setDraft({
      ...draft,
      pins: draft.pins.map((each) => (each.code === pin?.code ? { ...each, ...change } : each)),
    });
  return (
    <section className="card siting-panel" aria-label={t('siting.panel')} data-site={site.key}>
      <h3>{text.name(site)}</h3>
      <p className="muted">
        {[t(`sitingKind.${site.kind}`), site.townOrStreet, t(`sitingStanding.${site.standing}`)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>
        {t('siting.coversAlone', { covered: text.weight(coveredWeight) })}
        {gain != null && (
          <>
            {' '}
            <strong data-gain={gain}>{t('siting.gainAlone', { gain: text.weight(gain) })}</strong>
          </>
        )}
        {coveredWeight == null && ` ${t('siting.timesMissing')}`}
      </p>
      {isCandidate ? (
        <>
          <fieldset className="choice">
            <legend>{t('siting.rule')}</legend>
            {SITE_RULES.map((rule) => (
              <button
                key={rule}
                type="button"
                aria-pressed={term.rule === rule}
                onClick={() => setDraft(withTerm(draft, site.key, { rule }))}
              >
                {t(`sitingRule.${rule}`)}
              </button>
            ))}
          </fieldset>
          <label className="check">
            <input
              type="checkbox"
              checked={draft.ownPick.includes(site.key)}
              onChange={({ target }) =>
                setDraft({
                  ...draft,
                  ownPick: target.checked
                    ? [...draft.ownPick, site.key]
                    : draft.ownPick.filter((key) => key !== site.key),
                })
              }
            />
            {t('siting.inPick')}
          </label>
        </>
      ) : (
        site.kind === 'POINT' && (
          <label className="check">
            <input
              type="checkbox"
              checked={term.mayClose}
              onChange={({ target }) =>
                setDraft(withTerm(draft, site.key, { mayClose: target.checked, rule: 'FREE' }))
              }
            />
            {t('siting.mayClose')}
          </label>
        )
      )}
      <div className="filters">
        {site.standing !== 'STAYS' && (
          <Amount
            key={`${site.key} cost`}
            isField
            mayBeEmpty
            title={t('siting.cost')}
            step="any"
            placeholder={format.decimal(site.cost)}
            value={term.cost}
            onChange={(cost) => setDraft(withTerm(draft, site.key, { cost }))}
          />
        )}
        {pin && (
          <>
            <label className="field">
              <span>{t('siting.pinName')}</span>
              <input
                type="text"
                value={pin.name}
                maxLength={60}
                onChange={({ target }) => movePin({ name: target.value })}
              />
            </label>
            <Amount
              key={`${site.key} longitude ${pin.longitude}`}
              isField
              title={t('siting.longitude')}
              min={-180}
              max={180}
              step="any"
              value={pin.longitude}
              onChange={(longitude) => longitude !== null && movePin({ longitude })}
            />
            <Amount
              key={`${site.key} latitude ${pin.latitude}`}
              isField
              title={t('siting.latitude')}
              min={-90}
              max={90}
              step="any"
              value={pin.latitude}
              onChange={(latitude) => latitude !== null && movePin({ latitude })}
            />
            <button
              type="button"
              className="button button-quiet"
              onClick={() => setDraft(withoutPin(draft, pin.code))}
            >
              {t('siting.removePin')}
            </button>
          </>
        )}
      </div>
      {pin && <p className="map-help">{t('siting.pinHelp')}</p>}
    </section>
  );
}
