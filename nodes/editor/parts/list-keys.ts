// Owns what Node-RED's editable list leaves to the mouse: its rows are moved by the arrow keys at their handle, handle and
// cross have names, and the keyboard stays at the list when a row comes or goes.

import { wordsOf } from './words.js';

const words = wordsOf('agent-tool');

const HANDLE = '.red-ui-editableList-item-handle';
const REMOVE = '.red-ui-editableList-item-remove';
const ADD = '.red-ui-editableList-addButton';

/** Once for a list that was just made. */
export function addListKeys(list: JQuery): void {
  const add = list.closest('.red-ui-editableList').children(ADD);
  add.on('click', () => {
    list.children().last().find('input, select').filter(':visible').first().trigger('focus');
  });
}

/** For a row that was just put into its list; `moved` is told when it stands elsewhere. */
export function addRowKeys(place: JQuery, moved: () => void): void {
  const item = place.parent();
  const list = item.parent();
  const handle = item.children(HANDLE).attr({ tabindex: 0, role: 'button' });
  handle.on('keydown', ({ key, originalEvent }) => {
    const down = key === 'ArrowDown';
    if (!down && key !== 'ArrowUp') return;
    originalEvent?.preventDefault();
    const other = down ? item.next() : item.prev();
    if (other.length === 0) return;
    if (down) item.insertAfter(other);
    else item.insertBefore(other);
    nameRows(list);
    handle.trigger('focus');
    moved();
  });
  item.children(REMOVE).on('click', () => {
    // It fades out first: until then the focus would stay at something that nobody sees.
    const near = item.next().add(item.prev()).first().children(REMOVE);
    const next = near.length > 0 ? near : list.closest('.red-ui-editableList').children(ADD);
    next.trigger('focus');
  });
  nameRows(list);
}

/** By their places: a row may have no name yet. To be called when rows have gone, too. */
export function nameRows(list: JQuery): void {
  const items = list.children();
  items.each((index, one) => {
    const item = $(one);
    const values = { row: index + 1, count: items.length };
    item.children(HANDLE).attr('aria-label', words('rows.move', values));
    item.children(REMOVE).attr('aria-label', words('rows.remove', values));
  });
}
