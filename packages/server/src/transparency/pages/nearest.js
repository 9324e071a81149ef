// Finds a place among the rows of the table of places, in the reader's browser alone: nothing that is typed leaves it.
(() => {
  const form = document.getElementById('nearest-form');
  const field = document.getElementById('nearest-place');
  const status = document.getElementById('nearest-status');
  const found = document.getElementById('nearest-found');
  const most = 20;
  let table;

  function load() {
    const address = form.dataset.places;
    table ??=
      address === ''
        ? Promise.resolve(document.getElementById('places'))
        : fetch(address)
            .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.status))))
            .then((text) => new DOMParser().parseFromString(text, 'text/html').getElementById('places'));
    return table;
  }

  function show(places) {
    const wanted = field.value.trim().toLowerCase();
    found.replaceChildren();
    status.textContent = '';
    if (wanted === '' || places === null) {
      return;
    }
    const rows = [...places.tBodies[0].rows].filter((row) =>
      row.cells[0].textContent.toLowerCase().includes(wanted),
    );
    if (rows.length === 0) {
      status.textContent = status.dataset.none;
      return;
    }
    status.textContent = rows.length > most ? status.dataset.many : '';
    const copy = document.createElement('table');
    copy.append(document.importNode(places.tHead, true), document.createElement('tbody'));
    copy.tBodies[0].append(...rows.slice(0, most).map((row) => document.importNode(row, true)));
    found.append(copy);
  }

  field.addEventListener('input', () => {
    load().then(show, () => {
      table = undefined;
      status.textContent = status.dataset.failed;
    });
  });
  form.hidden = false;
})();
