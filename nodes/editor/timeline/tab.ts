// Owns the sidebar tab "Agents": its tools, what it shows and when it asks for it. What an entry looks like stands in row.

import { joined } from '../../lib/shared/sentences.js';
import type { Batch, Entry } from '../../lib/shared/timeline.js';
import { redrawn } from '../parts/focus.js';
import { tourButton } from '../parts/tour.js';
import { wordsOf } from '../parts/words.js';
import { openFeed } from './feed.js';
import { showFigures, showSessions } from './lists.js';
import { rowOf, sessionLabel, textOf } from './row.js';
import { TimelineStore, type Filter } from './store.js';

const words = wordsOf('agent-session');

const TAB = 'agent-timeline';

/** So near to the end of the list a person reads what is new. */
const NEAR_PX = 40;

export function addTimeline(): void {
  const content = $('<div class="agent-timeline">');
  // In the order in which they stand, and in which Tab goes through them.
  const bar = $('<div class="agent-timeline-bar" role="toolbar">').attr(
    'aria-label',
    words('timeline.label'),
  );
  const filters = $('<div class="agent-timeline-bar">');
  const sessions = $('<ul class="agent-sessions">').attr('aria-label', words('timeline.sessions'));
  const figures = $('<details class="agent-timeline-figures">');
  const table = $('<div>');
  const status = $('<div class="agent-timeline-status" role="status">');
  const list = $('<ol class="agent-entries" role="log" tabindex="0">').attr(
    'aria-label',
    words('timeline.log'),
  );
  figures.append($('<summary>').text(words('timeline.figures')), table);
  content.append(bar, filters, sessions, figures, status, list);

  const store = new TimelineStore();
  const filter: Filter = { session: '', tool: '' };
  let paused = false;
  let missed = 0;
  /** What is new is scrolled into view, unless somebody reads further up. */
  let following = true;
  const follow = () => {
    if (following) list.scrollTop(list.prop('scrollHeight'));
  };
  list.on('scroll', () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = list[0] ?? {};
    following = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  });
  // The list above it takes room away.
  figures.on('toggle', follow);

  const sessionChoice = choice(filters, 'timeline.filter-session', 'session');
  const toolChoice = choice(filters, 'timeline.filter-tool', 'tool');
  const button = (name: string, icon: string, act: () => void) =>
    $('<button type="button" class="red-ui-button red-ui-button-small">')
      .attr({ id: `agent-timeline-${name}`, title: words(`timeline.${name}-hint`) })
      .append(`<i class="fa ${icon}" aria-hidden="true"></i> `, $('<span>').text(words(`timeline.${name}`)))
      .on('click', act)
      .appendTo(bar);

  const pause = button('pause', 'fa-pause', () => {
    paused = !paused;
    pause.attr('aria-pressed', String(paused)).toggleClass('selected', paused);
    pause.find('i').toggleClass('fa-pause', !paused).toggleClass('fa-play', paused);
    pause.find('span').text(words(paused ? 'timeline.resume' : 'timeline.pause'));
    if (!paused) showAll();
    else say('');
  }).attr('aria-pressed', 'false');
  button('clear', 'fa-trash-o', () => {
    store.clear();
    showAll();
  });
  button('copy', 'fa-clipboard', () => {
    const text = store.shown(filter).map((entry) => textOf(entry, store.session(entry.session)));
    say(words(RED.clipboard.copyText(text.join('\n')) ? 'timeline.copied' : 'timeline.not-copied'));
  });
  button('export', 'fa-download', () => download(store.exported(filter)));

  const say = (text: string) => status.text(text);
  function showLists(): void {
    redrawn(sessions, () => showSessions(sessions, store.sessions()));
    showFigures(table, store.figures(filter));
    const lines = store.sessions().map((line) => [line.id, sessionLabel(line)] as const);
    offer(sessionChoice, words('timeline.all-sessions'), lines, filter.session);
    const names = store.toolNames().map((name) => [name, name] as const);
    offer(toolChoice, words('timeline.all-tools'), names, filter.tool);
  }
  function showAll(): void {
    missed = 0;
    say('');
    showLists();
    list.empty();
    for (const entry of store.shown(filter)) list.append(rowOf(entry, store.session(entry.session)));
    if (list.children().length === 0) nothing();
    following = true;
    follow();
  }
  function nothing(): void {
    $('<li class="agent-hint">')
      .append($('<p>').text(words('timeline.nothing')), $('<p>').append(tourButton()))
      .appendTo(list);
  }
  function showSome(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (!store.isShown(entry, filter)) continue;
      const row = rowOf(entry, store.session(entry.session));
      const known = list.children(`[data-entry="${entry.id}"]`);
      if (known.length > 0) replace(known, row);
      else list.append(row);
    }
    list.children('.agent-hint').toggle(list.children('[data-entry]').length === 0);
    // What has left the store leaves the page.
    const first = store.shown(filter)[0]?.id ?? 0;
    for (const row of list.children('[data-entry]').toArray()) {
      if (Number($(row).attr('data-entry')) >= first) break;
      row.remove();
    }
  }
  function heard(batch: Batch): void {
    const entries = store.take(batch);
    if (paused) {
      missed += entries.length;
      return void say(words('timeline.paused', { count: missed }));
    }
    if (batch.whole) return showAll();
    showLists();
    showSome(entries);
    follow();
  }
  sessionChoice.on('change', () => {
    filter.session = String(sessionChoice.val() ?? '');
    showAll();
  });
  toolChoice.on('change', () => {
    filter.tool = String(toolChoice.val() ?? '');
    showAll();
  });
  showAll();
  RED.sidebar.addTab({
    id: TAB,
    label: words('timeline.tab'),
    name: words('timeline.tab'),
    iconClass: 'fa fa-comments',
    content,
    enableOnEdit: true,
  });
  const feed = openFeed(heard, ({ cause, next }) => say(joined(cause, next)));
  const [watched] = content.toArray();
  // However it comes to be seen or hidden: by its tab, with the sidebar, by another layout.
  if (watched)
    new IntersectionObserver((seen) => feed.watch(seen.at(-1)?.isIntersecting === true)).observe(watched);
}

/** A row that has the focus keeps it, or the keyboard would be lost while a call goes on. */
function replace(known: JQuery, row: JQuery): void {
  const buttons = known.find('button').toArray();
  const focused = buttons.findIndex((button) => button === document.activeElement);
  known.replaceWith(row);
  if (focused >= 0) row.find('button').eq(focused).trigger('focus');
}

function choice(place: JQuery, key: string, id: string): JQuery {
  return $('<select>')
    .attr({ id: `agent-timeline-${id}`, 'aria-label': words(key) })
    .appendTo(place);
}

/** What is chosen stays chosen, also where nobody speaks of it any more; nothing is drawn anew that is the same. */
function offer(
  select: JQuery,
  all: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
): void {
  const wanted: (readonly [string, string])[] = [['', all], ...options];
  if (chosen !== '' && !options.some(([value]) => value === chosen)) wanted.push([chosen, chosen]);
  const mark = JSON.stringify(wanted);
  if (select.data('offered') === mark) return;
  select.data('offered', mark).empty();
  for (const [value, text] of wanted) $('<option>').val(value).text(text).appendTo(select);
  select.val(chosen);
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = $('<a>').attr({ href: url, download: 'agents.json' });
  link[0]?.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
