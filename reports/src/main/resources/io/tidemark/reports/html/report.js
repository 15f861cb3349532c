/*
 * The one script of Tidemark's pages. It only adds comfort: without it everything is there to read.
 * Whatever it needs stands in the markup, so a template asks for a component by attributes alone:
 *
 * <table data-sortable>        Heads of columns become buttons that sort the rows of each body: first one
 *                              way, then the other, then as written. A row with a th of scope "rowgroup" stays
 *                              where it is. On a head: data-nosort leaves it out, data-first="desc" begins with
 *                              the largest value. On a cell: data-sort="0.123" is what to sort by instead of its
 *                              text; numbers if all values of the column are numbers; an empty value stands last.
 * <... data-filter="Columns">  A table, or any element whose children are the items: a box above it that hides
 *                              the rows or items without the words that are typed. The value is the label.
 *                              On an item: data-text="..." is searched instead of its text.
 *                              data-verdict="Drift" on items makes chips, one for each value, in the order of
 *                              their first item; data-tone="bad" on the item gives the chip its colour (good, warn,
 *                              bad, error, unsure). data-chips="3" on the element: no chips below that many values.
 * <code data-copy>, <pre ...>  A button beside it that copies its text. The value, if any, is what is copied.
 * <div data-open-all>          Buttons that open and close all details within.
 * <a href="#id">               Opens the details with that id, or around it. Nothing to write.
 *
 * All details are open while the page is printed.
 */
(() => {
  'use strict';

  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  const make = (name, css, text) => {
    const element = document.createElement(name);
    if (css) element.className = css;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const button = (css, text, press) => {
    const element = make('button', css, text);
    element.type = 'button';
    element.addEventListener('click', press);
    return element;
  };

  /* Where a control for an element goes: never into the part that scrolls sideways. */
  const frame = (element) => element.closest('.scroll') || element;

  const bodyRows = (table) => Array.from(table.tBodies).flatMap((body) => Array.from(body.rows));
  const isHeading = (row) => row.querySelector(':scope > th[scope=rowgroup]') !== null;

  /* Sorting */

  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return '';
    return (cell.hasAttribute('data-sort') ? cell.getAttribute('data-sort') : cell.textContent).trim();
  };

  const sortBody = (body, column, direction, written) => {
    const rows = written.filter((row) => row.parentNode === body && !isHeading(row));
    if (direction !== 0) {
      const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
      const numbers = rows.every((row) => keys.get(row) === '' || !Number.isNaN(Number(keys.get(row))));
      const compare = numbers ? (a, b) => Number(a) - Number(b) || 0 : collator.compare;
      rows.sort((a, b) => {
        const left = keys.get(a);
        const right = keys.get(b);
        if (left === '' || right === '') return (left === '') - (right === '');
        return direction * compare(left, right);
      });
    }
    body.append(...rows);
  };

  const sortable = (table) => {
    const head = table.tHead && table.tHead.rows[table.tHead.rows.length - 1];
    if (!head) return;
    const written = bodyRows(table);
    Array.from(head.cells).forEach((cell, column) => {
      if (cell.hasAttribute('data-nosort') || cell.textContent.trim() === '') return;
      const first = cell.getAttribute('data-first') === 'desc' ? -1 : 1;
      const press = button('sort', undefined, () => {
        const now = { ascending: 1, descending: -1 }[cell.getAttribute('aria-sort')] || 0;
        const next = now === 0 ? first : now === first ? -first : 0;
        Array.from(head.cells).forEach((other) => other.removeAttribute('aria-sort'));
        if (next !== 0) cell.setAttribute('aria-sort', next === 1 ? 'ascending' : 'descending');
        Array.from(table.tBodies).forEach((body) => sortBody(body, column, next, written));
      });
      press.append(...cell.childNodes);
      cell.append(press);
    });
  };

  /* Filtering */

  const chipsFor = (list, items, refresh) => {
    const verdicts = new Map();
    items.forEach((item) => {
      const verdict = item.getAttribute('data-verdict');
      if (verdict === null) return;
      const seen = verdicts.get(verdict) || { tone: item.getAttribute('data-tone'), count: 0 };
      verdicts.set(verdict, { tone: seen.tone, count: seen.count + 1 });
    });
    const chosen = new Set();
    if (verdicts.size < Number(list.getAttribute('data-chips') || 2)) return { chosen, group: null };
    const group = make('div', 'chips');
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', 'Show only');
    verdicts.forEach(({ tone, count }, verdict) => {
      const chip = button('chip ' + (tone || ''), verdict + ' ', () => {
        if (!chosen.delete(verdict)) chosen.add(verdict);
        chip.setAttribute('aria-pressed', String(chosen.has(verdict)));
        refresh();
      });
      chip.setAttribute('aria-pressed', 'false');
      chip.append(make('span', 'count', String(count)));
      group.append(chip);
    });
    return { chosen, group };
  };

  const hideEmptyGroups = (table) => {
    Array.from(table.tBodies).forEach((body) => {
      const rows = Array.from(body.rows);
      const shown = rows.some((row) => !isHeading(row) && !row.hidden);
      rows.filter(isHeading).forEach((row) => { row.hidden = !shown; });
    });
  };

  const filterable = (list) => {
    const table = list.tagName === 'TABLE';
    const items = table ? bodyRows(list).filter((row) => !isHeading(row)) : Array.from(list.children);
    if (items.length < 2) return;
    const texts = new Map();
    const textOf = (item) => {
      if (!texts.has(item)) texts.set(item, (item.getAttribute('data-text') || item.textContent).toLowerCase());
      return texts.get(item);
    };
    const tools = make('div', 'tools');
    const label = make('label', 'box-label', list.getAttribute('data-filter'));
    const box = make('input', 'search');
    box.type = 'search';
    box.autocomplete = 'off';
    box.spellcheck = false;
    label.append(box);
    const status = make('p', 'muted small');
    status.setAttribute('role', 'status');
    const refresh = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
      items.forEach((item) => {
        const wanted = chips.chosen.size === 0 || chips.chosen.has(item.getAttribute('data-verdict'));
        item.hidden = !(wanted && words.every((word) => textOf(item).includes(word)));
      });
      if (table) hideEmptyGroups(list);
      const shown = items.filter((item) => !item.hidden).length;
      status.textContent = shown === items.length ? '' : shown + ' of ' + items.length + ' shown';
    };
    const chips = chipsFor(list, items, refresh);
    box.addEventListener('input', refresh);
    tools.append(label);
    if (chips.group) tools.append(chips.group);
    tools.append(status);
    frame(list).before(tools);
  };

  /* Copying */

  const byOldMeans = (text) => {
    const area = make('textarea', 'vh');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  };

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byOldMeans(text); /* pages from a plain http server have no clipboard */
    }
  };

  const copyable = (source) => {
    const status = make('span', 'vh');
    status.setAttribute('role', 'status');
    const press = button('copy', 'Copy', async () => {
      const done = await write(source.getAttribute('data-copy') || source.textContent);
      press.textContent = done ? 'Copied' : 'Not copied';
      status.textContent = press.textContent;
      press.focus();
      setTimeout(() => { press.textContent = 'Copy'; status.textContent = ''; }, 2000);
    });
    source.after(press, status);
  };

  /* Details */

  const openAll = (box) => {
    const tools = make('div', 'tools');
    [['Open all', true], ['Close all', false]].forEach(([text, open]) => {
      tools.append(button('chip', text, () => all('details', box).forEach((one) => { one.open = open; })));
    });
    if (box.querySelector('details')) box.prepend(tools);
  };

  const reveal = (hash) => {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') at.open = true;
    }
    target.scrollIntoView();
  };

  all('table[data-sortable]').forEach(sortable);
  all('[data-filter]').forEach(filterable);
  all('[data-copy]').forEach(copyable);
  all('[data-open-all]').forEach(openAll);
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  window.addEventListener('hashchange', () => reveal(location.hash));
  reveal(location.hash);

  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = all('details:not([open])');
    closed.forEach((one) => { one.open = true; });
  });
  window.addEventListener('afterprint', () => closed.forEach((one) => { one.open = false; }));
})();
