// Searches, filters and sorts the entries that stand on the page; what is asked for stands in its address behind `#`.
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('Data').textContent);
  const search = byId('Search'), sort = byId('Sort'), direction = byId('Direction');
  const status = byId('Status'), clear = byId('Clear'), nothing = byId('Nothing');
  const filterBox = byId('Filters'), fields = filterBox.querySelector('.fields');

  const create = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Case, accents and the width of letters make no difference.
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();

  // Entries, in the order of the list.
  const groups = [...document.querySelectorAll('[data-group]')].map((element, index) => {
    const { columns, texts, rows } = data.groups[index];
    const entries = [...element.querySelectorAll('[data-entry]')].map((row, place) => ({
      row, place, text: null, shown: true, values: new Map(columns.map((column, at) => [column, rows[place][at]])),
    }));
    const holder = entries[0].row.parentElement;
    return { element, holder, entries, texts: new Map(texts), frame: element.closest('.wide') || element };
  });
  const entries = groups.flatMap((group) => group.entries);
  const links = new Map([...document.querySelectorAll('nav a')].map((link) => [link.hash, link]));
  const sections = new Map([...document.querySelectorAll('main section')].map((element) => {
    const link = links.get(new URL(`#${element.id}`, location).hash);
    return [element, { element, line: link.parentElement, count: link.querySelector('.count'), shown: 0 }];
  }));
  for (const group of groups) {
    group.sections = [];
    for (let above = group.element.closest('section'); above; above = above.parentElement.closest('section')) {
      group.sections.push(sections.get(above));
    }
  }

  const textOf = (entry) => (entry.text ??= fold(entry.row.textContent));

  // What each kind of column can be asked: the controls, what is asked for as texts, and whether a value fits.
  const amount = (text) => {
    const parts = /^([\d.]+)\s*([kmbgtp]?)/i.exec(text.trim());
    if (!parts) return null;
    return parseFloat(parts[1]) * { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12, p: 1e15 }[parts[2].toLowerCase()];
  };
  const short = (number) => {
    const [unit, letter] = [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'K']].find(([unit]) => number >= unit) || [1, ''];
    return Math.round((number / unit) * 100) / 100 + letter;
  };
  // A date without its day is all of its month: the end of a range is compared as far as it is given.
  const isBefore = (date, end) => date.slice(0, end.length) <= end.slice(0, date.length);
  const kinds = {
    date: {
      read: (text) => (/^\d{4}(-\d\d){0,2}$/.test(text.trim()) ? text.trim() : null),
      fits: (value, from, to) => (from === null || isBefore(from, value)) && (to === null || isBefore(value, to)),
      shown: (value) => value,
      hint: 'YYYY-MM',
      ends: (value) => [value, value],
    },
    amount: {
      read: amount,
      fits: (value, from, to) => {
        for (let at = 0; at < value.length; at += 2) {
          if ((from === null || value[at + 1] >= from) && (to === null || value[at] <= to)) return true;
        }
        return false;
      },
      shown: short,
      hint: '7B',
      ends: (value) => [Math.min(...value), Math.max(...value)],
    },
    number: {
      read: amount,
      fits: (value, from, to) => (from === null || value >= from) && (to === null || value <= to),
      shown: String,
      hint: '10',
      ends: (value) => [value, value],
    },
  };

  const label = (text, control) => create('label', {}, text, ' ', control);
  const filters = [];
  const addFilter = (column, controls, read, write) => {
    fields.append(create('fieldset', {}, create('legend', { textContent: column.label }), controls));
    filters.push({ key: column.key, read, write });
  };
  const addRange = (column, index) => {
    const kind = kinds[column.role];
    const values = entries.map((entry) => entry.values.get(index)).filter((value) => value != null);
    let least = null, most = null;
    for (const [low, high] of values.map(kind.ends)) {
      if (least === null || low < least) least = low;
      if ((most === null || high > most) && high !== 1e300) most = high;
    }
    if (values.length < 2 || least === most) return;
    const input = (name, end) =>
      create('input', { type: 'text', name, autocomplete: 'off', placeholder: end === null ? kind.hint : kind.shown(end) });
    const from = input('from', least), to = input('to', most);
    const ask = (control) => {
      const asked = control.value.trim() === '' ? null : kind.read(control.value);
      control.setAttribute('aria-invalid', String(control.value.trim() !== '' && asked === null));
      return asked;
    };
    addFilter(column, create('div', { className: 'range' }, label('from', from), label('to', to)), () => {
      const [low, high] = [ask(from), ask(to)];
      if (low === null && high === null) return null;
      const fits = (entry) => {
        const value = entry.values.get(index);
        return value != null && kind.fits(value, low, high);
      };
      return { texts: [`${from.value.trim()}..${to.value.trim()}`], fits };
    }, (texts) => {
      [from.value, to.value] = [...(texts[0] || '').split('..'), '', ''].slice(0, 2);
    });
  };
  const addChoice = (column, index, choices) => {
    const boxes = choices.map(([value, count, shown]) => {
      const box = create('input', { type: 'checkbox', value });
      return { box, line: create('label', {}, box, ` ${shown || value} `, create('span', { className: 'count', textContent: count })) };
    });
    addFilter(column, create('div', { className: 'choices' }, ...boxes.map(({ line }) => line)), () => {
      const chosen = boxes.map(({ box }, at) => (box.checked ? at : -1)).filter((at) => at >= 0);
      if (!chosen.length) return null;
      const fits = (entry) => {
        const value = entry.values.get(index);
        return Array.isArray(value) ? chosen.some((at) => value.includes(at)) : chosen.includes(value);
      };
      return { texts: chosen.map((at) => boxes[at].box.value), fits };
    }, (texts) => {
      for (const { box } of boxes) box.checked = texts.includes(box.value);
    });
  };
  // Of many columns, those that most entries have.
  const filled = data.columns.map((column, index) => [index, column.filled]);
  const offered = new Set(filled.sort(([, one], [, other]) => other - one).slice(0, 24).map(([index]) => index));
  data.columns.forEach((column, index) => {
    if (!offered.has(index)) return;
    if (kinds[column.role]) addRange(column, index);
    if (column.role === 'flag') {
      const count = (flag) => entries.filter((entry) => entry.values.get(index) === flag).length;
      addChoice(column, index, [['no', count(0)], ['yes', count(1)]]);
    }
    if (column.choices) addChoice(column, index, column.choices);
  });
  filterBox.hidden = !filters.length;

  // Sorting: within each table and list by what a column says, blanks last.
  const inWords = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const startsHigh = (role) => ['date', 'amount', 'number', 'flag'].includes(role);
  const sortable = data.columns.map((column, index) => ({ ...column, index }))
    .filter(({ role }) => !['links', 'tags'].includes(role));
  const keyOf = (group, column) => {
    if (column.role === 'name') return (entry) => entry.row.dataset.entry;
    const place = group.texts.get(column.index);
    if (place !== undefined) return (entry) => entry.row.children[place].textContent.trim() || null;
    const value = (entry) => entry.values.get(column.index) ?? null;
    if (column.role === 'amount') return (entry) => (value(entry) ? Math.max(...value(entry)) : null);
    return column.role === 'choice' ? (entry) => (value(entry) === null ? null : column.choices[value(entry)][0]) : value;
  };
  const compare = (one, other) =>
    typeof one === 'number' ? one - other : inWords.compare(one, other);
  let sorted = '';
  const order = () => {
    const wanted = sort.value && (direction.dataset.down ? '-' : '') + sort.value;
    if (wanted === sorted) return;
    sorted = wanted;
    const column = sortable.find(({ key }) => key === sort.value);
    const sign = direction.dataset.down ? -1 : 1;
    for (const group of groups) {
      let rows = group.entries;
      if (column) {
        // What is nested in an entry goes where that goes.
        const families = [];
        for (const entry of rows) {
          if (!families.length || !entry.row.dataset.level) families.push([]);
          families.at(-1).push(entry);
        }
        const key = keyOf(group, column);
        rows = families.map((family) => [key(family[0]), family]).sort(([one, [first]], [other, [second]]) => {
          if (one === null || other === null) return (one === null) - (other === null) || first.place - second.place;
          return sign * compare(one, other) || first.place - second.place;
        }).flatMap(([, family]) => family);
      }
      group.holder.append(...rows.map(({ row }) => row));
      for (const head of group.element.querySelectorAll('th[data-column]')) {
        const isSorted = column && Number(head.dataset.column) === column.index;
        if (isSorted) head.setAttribute('aria-sort', sign < 0 ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
      }
    }
  };
  const setDirection = (down) => {
    if (down) direction.dataset.down = '1';
    else delete direction.dataset.down;
    direction.hidden = !sort.value;
    direction.textContent = down ? '▼' : '▲';
    direction.setAttribute('aria-label', `Order: ${down ? 'descending' : 'ascending'}`);
  };
  sort.append(new Option('the list’s order', ''), ...sortable.map(({ key, label }) => new Option(label, key)));
  const sortBy = (key) => {
    const column = sortable.find((known) => known.key === key);
    const isSame = sort.value === key;
    sort.value = column ? key : '';
    setDirection(isSame ? !direction.dataset.down : column && startsHigh(column.role));
  };
  for (const head of document.querySelectorAll('th[data-column]')) {
    const column = sortable.find(({ index }) => index === Number(head.dataset.column));
    if (!column) continue;
    const button = create('button', { type: 'button' }, ...head.childNodes);
    button.addEventListener('click', () => { sortBy(column.key); update(); });
    head.append(button);
  }

  // What is asked for, as the page's controls have it.
  const show = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const asked = filters.map((filter) => ({ key: filter.key, ...filter.read() })).filter(({ fits }) => fits);
    let count = 0;
    for (const entry of entries) {
      const isShown = words.every((word) => textOf(entry).includes(word)) && asked.every(({ fits }) => fits(entry));
      if (isShown !== entry.shown) entry.row.hidden = !isShown;
      entry.shown = isShown;
      if (isShown) count += 1;
    }
    for (const section of sections.values()) section.shown = 0;
    for (const group of groups) {
      const shown = group.entries.reduce((sum, entry) => sum + entry.shown, 0);
      group.frame.hidden = !shown;
      for (const section of group.sections) section.shown += shown;
    }
    for (const { element, line, count: number, shown } of sections.values()) {
      element.hidden = line.hidden = !shown;
      number.textContent = shown;
    }
    nothing.hidden = count > 0;
    const all = entries.length;
    status.textContent = count === all ? `${all} ${all === 1 ? 'entry' : 'entries'}` : `${count} of ${all} entries`;
    filterBox.querySelector('summary').textContent = asked.length ? `Filters (${asked.length})` : 'Filters';
    clear.hidden = !(search.value || asked.length || sort.value);
    return asked;
  };
  let remembered;
  const remember = (asked) => {
    const state = new URLSearchParams();
    if (search.value.trim()) state.set('q', search.value.trim());
    for (const { key, texts } of asked) for (const text of texts) state.append(key, text);
    if (sort.value) state.set('sort', (direction.dataset.down ? '-' : '') + sort.value);
    remembered = state.toString();
    const isState = location.hash.includes('=');
    if (remembered || isState) history.replaceState(null, '', `#${remembered}`);
  };
  let waiting;
  const update = () => {
    const asked = show();
    order();
    // Browsers limit how often an address may change.
    clearTimeout(waiting);
    waiting = setTimeout(() => remember(asked), 150);
  };

  const recall = (text) => {
    const state = new URLSearchParams(text);
    search.value = state.get('q') || '';
    const wanted = state.get('sort') || '';
    const key = wanted.replace(/^-/, '');
    sort.value = sortable.some((column) => column.key === key) ? key : '';
    setDirection(wanted.startsWith('-'));
    let isFiltered = false;
    for (const filter of filters) {
      const texts = state.getAll(filter.key);
      filter.write(texts);
      isFiltered ||= texts.length > 0;
    }
    if (isFiltered) filterBox.open = true;
    show();
    order();
  };
  const follow = () => {
    const hash = location.hash.slice(1);
    if (hash.includes('=')) {
      if (hash !== remembered) recall(hash);
      return;
    }
    // An entry or a section that was linked to must be seen.
    let target = null;
    try {
      target = hash && byId(decodeURIComponent(hash));
    } catch {
      // Not an address that this page has given out.
    }
    if (target && target.closest('[hidden]')) recall('');
    if (target) target.scrollIntoView();
  };

  byId('Controls').addEventListener('submit', (event) => event.preventDefault());
  byId('Controls').addEventListener('input', (event) => {
    if (event.target === sort) {
      const column = sortable.find(({ key }) => key === sort.value);
      setDirection(column && startsHigh(column.role));
    }
    update();
  });
  direction.addEventListener('click', () => { setDirection(!direction.dataset.down); update(); });
  clear.addEventListener('click', () => {
    recall('');
    remember([]);
    search.focus();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === 'Escape' && event.target === search && search.value) {
      search.value = '';
      update();
    }
  });
  window.addEventListener('hashchange', follow);
  // On a small screen the sections would stand before everything else.
  const contents = document.querySelector('#Contents details');
  if (contents && matchMedia('(max-width: 63.99rem)').matches) contents.open = false;
  byId('Controls').hidden = false;
  setDirection(false);
  show();
  follow();
  // Before somebody types, where there is time for it.
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 200));
  let next = 0;
  const prepare = (deadline) => {
    while (next < entries.length && (!deadline || deadline.timeRemaining() > 2)) textOf(entries[next++]);
    if (next < entries.length) idle(prepare);
  };
  idle(prepare);
})();
