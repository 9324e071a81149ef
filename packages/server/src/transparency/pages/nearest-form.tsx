import type { PageContext } from './page-context.ts';

/**
 * A field that finds a place among the rows of the table of places, in the reader's own browser. Only its script can show it: without one
 * a form would send what is typed to the server. `places`: where the table is; null: on the page itself.
 */
export function NearestForm({ page, places }: { page: PageContext; places: string | null }) {
  const { words } = page;
  return (
    <div id="nearest-form" data-places={places ?? ''} hidden>
      <label for="nearest-place">{words.nearest.label}</label>
      <input id="nearest-place" type="search" autocomplete="off" maxlength={60} />
      <p
        id="nearest-status"
        role="status"
        data-none={words.nearest.noneFound}
        data-many={words.nearest.tooMany}
        data-failed={words.nearest.failed}
      />
      <div id="nearest-found" />
      <p class="about">{words.nearest.private}</p>
    </div>
  );
}
